using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Transformers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Sync;

/// <summary>Checks stored rows for consistency, and compares them with Canvas. Read-only.</summary>
internal sealed class Verification(
    ICanvasClient client, TransformerSet transformers, ICanvasContexts contexts, SchemaGuard guard, SuspectListingDetector absence, IOptions<SyncOptions> options, TimeProvider time)
{
    private const int RowsAtOnce = 10_000;

    public async Task<VerificationReport> RunAsync(VerificationRequest request, CancellationToken cancellationToken)
    {
        await guard.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var courses = request.CourseIds?.Distinct().ToList() ?? await contexts.UseAsync(
            database => database.Rows<CanvasCourse>().Where(row => row.MissingSince == null).Select(row => row.Id).OrderBy(id => id).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        var findings = await contexts.UseAsync(database => IntegrityAsync(database, courses, cancellationToken), cancellationToken).ConfigureAwait(false);
        var comparisons = new Dictionary<long, IReadOnlyDictionary<string, TableComparison>>();
        var failures = new Dictionary<long, SyncFailure>();
        var usage = new RequestCounter();
        foreach (var course in request.AgainstCanvas ? courses : [])
        {
            try
            {
                comparisons[course] = await CompareAsync(course, usage, cancellationToken).ConfigureAwait(false);
            }
            catch (CanvasApiException error)
            {
                failures[course] = SyncFailure.From(error);
            }
        }

        return new VerificationReport { At = time.GetUtcNow(), Courses = courses.Count, Findings = findings, Comparisons = comparisons, Failures = failures };
    }

    private static async Task<IReadOnlyList<IntegrityFinding>> IntegrityAsync(DbContext database, IReadOnlyList<long> courses, CancellationToken cancellationToken)
    {
        var findings = new List<IntegrityFinding>();
        await FindAsync("enrollment without person", MirrorOrphans.Without<CanvasEnrollment, CanvasUser>(database, row => row.UserId)).ConfigureAwait(false);
        await FindAsync("enrollment without section", MirrorOrphans.EnrollmentsWithoutSection(database)).ConfigureAwait(false);
        await FindAsync("assignment without group", MirrorOrphans.Without<CanvasAssignment, CanvasAssignmentGroup>(database, row => row.AssignmentGroupId)).ConfigureAwait(false);
        await FindAsync("override without assignment", MirrorOrphans.Without<CanvasAssignmentOverride, CanvasAssignment>(database, row => row.AssignmentId)).ConfigureAwait(false);
        await FindAsync("submission without assignment", MirrorOrphans.Without<CanvasSubmission, CanvasAssignment>(database, row => row.AssignmentId)).ConfigureAwait(false);
        await FindAsync("checkpoint without assignment", MirrorOrphans.Without<CanvasCheckpoint, CanvasAssignment>(database, row => row.AssignmentId)).ConfigureAwait(false);
        await FindAsync("submission without person", MirrorOrphans.Without<CanvasSubmission, CanvasUser>(database, row => row.UserId)).ConfigureAwait(false);
        await FindAsync("module item without module", MirrorOrphans.Without<CanvasModuleItem, CanvasModule>(database, row => row.ModuleId)).ConfigureAwait(false);
        return findings;

        async Task FindAsync<TRow>(string check, IQueryable<TRow> rows) where TRow : CanvasCourseRow
        {
            foreach (var chunk in courses.Chunk(10_000))
            {
                var found = await rows.Where(row => EF.Parameter(chunk).Contains(row.CourseId))
                    .GroupBy(row => row.CourseId)
                    .Select(group => new { Course = group.Key, Rows = group.LongCount() })
                    .OrderBy(group => group.Course)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
                findings.AddRange(found.Select(group => new IntegrityFinding(check, group.Course, group.Rows)));
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, TableComparison>> CompareAsync(long course, RequestCounter counter, CancellationToken cancellationToken)
    {
        var profile = options.Value.Profile;
        var data = new CourseData(course, counter, options.Value.MemoryRows, time);
        await using (data.ConfigureAwait(false))
        {
            await data.LimitToHostAsync(contexts, cancellationToken).ConfigureAwait(false);
            var plan = new FetchPlan(profile, Since: null, InferAbsence: true);
            var erased = await contexts.UseAsync(database => ErasedPeople.ReadAsync(database, cancellationToken), cancellationToken).ConfigureAwait(false);
            var fetch = new CourseFetch(new WithoutErasedPeople(client, erased), transformers);
            await fetch.FetchAsync(data, plan, listed: null, shared: null, (_, _) => { }, cancellationToken).ConfigureAwait(false);
            await absence.ConfirmAsync(fetch, data, plan, (_, _) => { }, cancellationToken).ConfigureAwait(false);
            var listing = new SubmissionListing(data);
            return await contexts.UseAsync(
                async database =>
                {
                    var tables = new Dictionary<string, TableComparison>();
                    await AddAsync(data.Sections).ConfigureAwait(false);
                    await AddAsync(data.Enrollments).ConfigureAwait(false);
                    await AddAsync(data.AssignmentGroups).ConfigureAwait(false);
                    await AddAsync(data.Assignments).ConfigureAwait(false);
                    await AddAsync(data.Overrides).ConfigureAwait(false);
                    await AddAsync(data.Checkpoints).ConfigureAwait(false);
                    await AddAsync(data.Submissions, listing.Covers).ConfigureAwait(false);
                    await AddAsync(data.CheckpointSubmissions, listing.Covers).ConfigureAwait(false);
                    await AddAsync(data.Modules).ConfigureAwait(false);
                    await AddAsync(data.ModuleItems).ConfigureAwait(false);
                    return tables;

                    async Task AddAsync<TRow>(FetchedTable<TRow> collection, Predicate<TRow>? covers = null) where TRow : CanvasCourseRow, new()
                    {
                        if (collection.Complete)
                        {
                            tables[collection.Entity] = await CompareAsync(database, course, collection, covers, cancellationToken).ConfigureAwait(false);
                        }
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<TableComparison> CompareAsync<TRow>(
        DbContext database, long course, FetchedTable<TRow> collection, Predicate<TRow>? covers, CancellationToken cancellationToken)
        where TRow : CanvasCourseRow, new()
    {
        var stored = await StoredKeys.ReadAsync(database, database.Rows<TRow>().Where(row => row.CourseId == course && row.MissingSince == null), cancellationToken).ConfigureAwait(false);
        var codec = RowCodec<TRow>.Instance;
        long notStored = 0, different = 0;
        foreach (var batch in collection.Rows.Read().Chunk(RowsAtOnce))
        {
            // Fingerprints show what Canvas sent last, not what stands in the table now.
            var rows = await StoredKeys.LoadAsync<TRow>(database, batch.Select(staged => staged.Row.Id), cancellationToken).ConfigureAwait(false);
            foreach (var staged in batch)
            {
                if (!rows.TryGetValue(staged.Row.Id, out var row) || row.MissingSince is not null || row.CourseId != course)
                {
                    notStored++;
                    continue;
                }

                codec.Copy(staged.Unspecified, row, staged.Row);
                different += codec.Differences(row, staged.Row) == 0 ? 0 : 1;
            }
        }

        var unseen = stored.LiveIds().Where(id => !collection.WasListed(id)).ToList();
        var uncovered = covers is null ? 0 : (await StoredKeys.LoadAsync<TRow>(database, unseen, cancellationToken).ConfigureAwait(false)).Values.Count(row => !covers(row));
        return new TableComparison(collection.Count, stored.Count - uncovered, notStored, unseen.Count - uncovered, different);
    }
}
