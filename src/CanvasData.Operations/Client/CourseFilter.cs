namespace CanvasData.Operations.Client;

/// <summary>The courses to list. All conditions that are set must hold; a condition of null always does.</summary>
/// <remarks>
/// A course that Canvas restricts by date shows nothing but its id, so no condition holds for it. An empty list of
/// terms, accounts or states chooses no course.
/// </remarks>
public sealed record CourseFilter
{
    private static readonly string[] KnownStates = ["unpublished", "available", "completed"];

    /// <summary>The terms whose courses are listed; null for all.</summary>
    public IReadOnlyCollection<long>? TermIds { get; init; }

    /// <summary>The accounts whose courses are listed, with the accounts below them; null for all.</summary>
    public IReadOnlyCollection<long>? AccountIds { get; init; }

    /// <summary>
    /// The states of the courses that are listed, of <c>unpublished</c>, <c>available</c> and <c>completed</c>; null for all.
    /// </summary>
    public IReadOnlyCollection<string>? States { get; init; }

    /// <summary>The earliest start of a course, by its own start or else by that of its term; null for any.</summary>
    public DateTimeOffset? StartsFrom { get; init; }

    /// <summary>The time before which a course starts; null for any.</summary>
    public DateTimeOffset? StartsBefore { get; init; }

    /// <summary>The earliest end of a course, by its own end or else by that of its term; null for any.</summary>
    public DateTimeOffset? EndsFrom { get; init; }

    /// <summary>The time before which a course ends; null for any.</summary>
    public DateTimeOffset? EndsBefore { get; init; }

    /// <summary>Whether nothing can be chosen, because a list is empty.</summary>
    internal bool ChoosesNothing => TermIds is { Count: 0 } || AccountIds is { Count: 0 } || States is { Count: 0 };

    /// <summary>Checks a listed course against every condition.</summary>
    /// <param name="course">The course as listed.</param>
    public bool Matches(CourseRecord course) => MatchesApartFromAccount(course) && (AccountIds is null || Holds(AccountIds, course.AccountId.Value));

    /// <summary>Checks a listed course against every condition but <see cref="AccountIds"/>, for a client that listed by account.</summary>
    /// <param name="course">The course as listed.</param>
    public bool MatchesApartFromAccount(CourseRecord course)
    {
        ArgumentNullException.ThrowIfNull(course);
        if (ChoosesNothing || (course.AccessRestrictedByDate.Value == true && this != new CourseFilter()))
        {
            return false;
        }

        var starts = course.StartAt.Value ?? course.Term.Value?.StartAt.Value;
        var ends = course.EndAt.Value ?? course.Term.Value?.EndAt.Value;
        return (TermIds is null || Holds(TermIds, course.EnrollmentTermId.Value ?? course.Term.Value?.Id.Value))
            && (States is null || (course.WorkflowState.Value is { } state && States.Contains(state)))
            && (StartsFrom is null || starts >= StartsFrom)
            && (StartsBefore is null || starts < StartsBefore)
            && (EndsFrom is null || ends >= EndsFrom)
            && (EndsBefore is null || ends < EndsBefore);
    }

    /// <summary>Finds what is wrong with the filter.</summary>
    /// <returns>One sentence for each fault; empty when the filter is fine.</returns>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        CheckIds(nameof(TermIds), TermIds);
        CheckIds(nameof(AccountIds), AccountIds);
        foreach (var state in States ?? [])
        {
            if (!KnownStates.Contains(state))
            {
                problems.Add($"{nameof(States)} holds '{state}': give {string.Join(", ", KnownStates)}.");
            }
        }

        CheckRange(nameof(StartsFrom), StartsFrom, nameof(StartsBefore), StartsBefore);
        CheckRange(nameof(EndsFrom), EndsFrom, nameof(EndsBefore), EndsBefore);
        return problems;

        void CheckIds(string name, IReadOnlyCollection<long>? ids)
        {
            if (ids?.Any(id => id < 1) == true)
            {
                problems.Add($"{name} holds {ids.First(id => id < 1)}: Canvas ids are 1 or more.");
            }
        }

        void CheckRange(string first, DateTimeOffset? from, string last, DateTimeOffset? before)
        {
            if (from >= before)
            {
                problems.Add($"{first} is not before {last}: no course can match.");
            }
        }
    }

    private static bool Holds(IReadOnlyCollection<long> ids, long? id) => id is { } value && ids.Contains(value);
}
