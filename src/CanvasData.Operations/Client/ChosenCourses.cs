using System.Runtime.CompilerServices;

namespace CanvasData.Operations.Client;

/// <summary>Chooses among listed courses, for clients that cannot filter by themselves.</summary>
internal static class ChosenCourses
{
    public static async IAsyncEnumerable<CourseRecord> ListAsync(
        ICanvasClient client, CourseFilter filter, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (filter.AccountIds is { } chosen && client.ListAccountsAsync(counter, cancellationToken) is { } accounts)
        {
            filter = filter with { AccountIds = WithThoseBelow(chosen, await accounts.ToListAsync(cancellationToken).ConfigureAwait(false)) };
        }

        await foreach (var course in client.ListCoursesAsync(counter, cancellationToken).ConfigureAwait(false))
        {
            if (filter.Matches(course))
            {
                yield return course;
            }
        }
    }

    private static HashSet<long> WithThoseBelow(IReadOnlyCollection<long> chosen, List<AccountRecord> accounts)
    {
        var below = accounts.ToLookup(account => account.ParentAccountId.Value, account => account.Id.Value);
        var (found, open) = (new HashSet<long>(chosen), new Stack<long>(chosen));
        while (open.TryPop(out var account))
        {
            foreach (var id in below[account].OfType<long>().Where(found.Add))
            {
                open.Push(id);
            }
        }

        return found;
    }
}
