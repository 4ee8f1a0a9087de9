using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Confirms, before anything is written, what the lists of a course seem to say. A list that lacks stored rows is read once more. A page
/// that moved while it was read hides rows, and so does a row that moved behind the place that was read. The same holds for a list that
/// lacks what another one refers to.
/// </summary>
internal sealed class SuspectListingDetector(ICanvasContexts contexts, TimeProvider time)
{
    public async Task ConfirmAsync(CourseFetch fetch, CourseData data, FetchPlan plan, Action<string, int> fetched, CancellationToken cancellationToken)
    {
        // As long as a look brings up rows that the one before had missed, there may be more of them.
        for (var known = -1; data.Count > known && await FindAsync(data, cancellationToken).ConfigureAwait(false) is { Count: > 0 } doubtful;)
        {
            known = data.Count;
            await fetch.ListAgainAsync(data, plan, doubtful, fetched, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HashSet<FetchedTable>> FindAsync(CourseData data, CancellationToken cancellationToken)
    {
        var found = await DatabaseRetry.RunAsync(
            () => contexts.UseAsync(database => LookAsync(database, data, cancellationToken), cancellationToken), null, time, cancellationToken).ConfigureAwait(false);
        if (data.Assignments.Complete && data.SubmittedAssignments.Any(id => !data.Assignments.WasListed(id)))
        {
            found.Add(data.Assignments);
        }

        // Some tokens see no sections at all.
        if (data.Sections is { Complete: true, Count: > 0 } && data.EnrolledSections.Any(id => !data.Sections.WasListed(id)))
        {
            found.Add(data.Sections);
        }

        return found;
    }

    private static async Task<HashSet<FetchedTable>> LookAsync(DbContext database, CourseData data, CancellationToken cancellationToken)
    {
        var found = new HashSet<FetchedTable>();
        await AddAsync(data.Sections).ConfigureAwait(false);
        await AddAsync(data.Enrollments).ConfigureAwait(false);
        await AddAsync(data.AssignmentGroups).ConfigureAwait(false);
        await AddAsync(data.Assignments).ConfigureAwait(false);
        await AddAsync(data.Overrides).ConfigureAwait(false);
        await AddAsync(data.Modules).ConfigureAwait(false);
        await AddAsync(data.ModuleItems).ConfigureAwait(false);
        if (await UnseenAsync(data.Submissions).ConfigureAwait(false) is { Count: > 0 } unseen)
        {
            var listing = new SubmissionListing(data);
            var rows = await StoredKeys.LoadAsync<CanvasSubmission>(database, unseen, cancellationToken).ConfigureAwait(false);
            if (rows.Values.Any(row => listing.Covers(row) && !listing.FollowsAnother(row)))
            {
                found.Add(data.Submissions);
            }
        }

        return found;

        async Task AddAsync<TRow>(FetchedTable<TRow> collection) where TRow : CanvasCourseRow, new()
        {
            if (!data.NotStored.Contains(typeof(TRow)) && await UnseenAsync(collection).ConfigureAwait(false) is { Count: > 0 })
            {
                found.Add(collection);
            }
        }

        async Task<List<long>> UnseenAsync<TRow>(FetchedTable<TRow> collection) where TRow : CanvasCourseRow, new()
        {
            var unseen = new List<long>();
            if (!collection.Complete)
            {
                return unseen;
            }

            var live = database.Rows<TRow>().Where(row => row.CourseId == data.CourseId && row.MissingSince == null).Select(row => row.Id);
            await foreach (var id in live.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (!collection.WasListed(id))
                {
                    unseen.Add(id);
                }
            }

            return unseen;
        }
    }
}
