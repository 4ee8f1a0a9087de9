using System.Globalization;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.Rest;

/// <summary>What to ask Canvas for a list of courses. What it cannot filter by is left to the caller.</summary>
internal static class CourseListing
{
    /// <summary>
    /// What a course holds, in a list and alone: a listed course is not asked for again. Whether grading periods are
    /// weighted comes with the scores of the current period only.
    /// </summary>
    public const string Includes = "include[]=term&include[]=total_students&include[]=current_grading_period_scores";

    /// <param name="account">The account whose courses are listed; null for the courses of the token's user.</param>
    public static Endpoint Everything(string? account) => List(account, "");

    public static IEnumerable<Endpoint> Create(CourseFilter filter, string? account)
    {
        if (filter.TermIds is { Count: 0 } || filter.AccountIds is { Count: 0 } || filter.States is { Count: 0 })
        {
            return [];
        }

        // An account's list holds the courses of the accounts below it.
        var accounts = filter.AccountIds?.Distinct().Select(id => (string?)Text(id)) ?? [account];
        return accounts.SelectMany(owner => Terms(filter, owner).Select(term => List(owner, term + States(filter) + Dates(filter, owner))));
    }

    // Canvas filters the list of an account by one term at a time, and the list of a user by none.
    private static IEnumerable<string> Terms(CourseFilter filter, string? owner) =>
        owner is null || filter.TermIds is null ? [""] : filter.TermIds.Distinct().Select(id => $"&enrollment_term_id={Text(id)}");

    // What courses call unpublished, the list of an account calls created or claimed.
    private static string States(CourseFilter filter) => string.Concat((filter.States ?? []).Distinct().Order(StringComparer.Ordinal)
        .SelectMany(state => state == "unpublished" ? (string[])["unpublished", "created", "claimed"] : [state])
        .Select(state => $"&state[]={Uri.EscapeDataString(state)}"));

    // Canvas lets courses through whose term alone fits; the filter is applied to what comes.
    private static string Dates(CourseFilter filter, string? owner) => owner is null
        ? ""
        : Date("starts_before", filter.StartsBefore) + Date("ends_after", filter.EndsFrom);

    private static string Date(string name, DateTimeOffset? time) =>
        time is { } moment ? $"&{name}={moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}" : "";

    private static Endpoint List(string? account, string conditions) =>
        new($"{(account is null ? "" : $"accounts/{Uri.EscapeDataString(account)}/")}courses", Includes + conditions);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
