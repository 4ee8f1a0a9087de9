using CanvasData.Operations.Bulk;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Transformers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Sync;

/// <inheritdoc/>
internal sealed class CanvasRefresh(
    ICanvasClient client,
    TransformerSet transformers,
    CourseLeases leases,
    FencedTransaction transactions,
    SharedRowsLock sharedRows,
    SchemaGuard guard,
    ICanvasContexts contexts,
    BulkWriters writers,
    IOptions<SyncOptions> options,
    TimeProvider time,
    ILogger<CanvasRefresh> logger) : ICanvasRefresh
{
    // A claim is lost when this process was silent for a minute, or when the host asks for a full pass meanwhile.
    private const int Attempts = 3;

    public Task<RefreshReport> RefreshStudentAsync(long courseId, long userId, RefreshRequest? request, CancellationToken cancellationToken)
    {
        CheckId(nameof(userId), userId);
        return RunAsync(RefreshKind.Student, courseId, new CoursePart(null, userId), request, cancellationToken);
    }

    public Task<RefreshReport> RefreshEnrollmentsAsync(long courseId, long userId, RefreshRequest? request, CancellationToken cancellationToken)
    {
        CheckId(nameof(userId), userId);
        return RunAsync(RefreshKind.Enrollments, courseId, new CoursePart(null, userId), request, cancellationToken);
    }

    public Task<RefreshReport> RefreshAssignmentAsync(long courseId, long assignmentId, RefreshRequest? request, CancellationToken cancellationToken)
    {
        CheckId(nameof(assignmentId), assignmentId);
        return RunAsync(RefreshKind.Assignment, courseId, new CoursePart(assignmentId, null), request, cancellationToken);
    }

    public Task<RefreshReport> RefreshSubmissionAsync(long courseId, long assignmentId, long userId, RefreshRequest? request, CancellationToken cancellationToken)
    {
        CheckId(nameof(assignmentId), assignmentId);
        CheckId(nameof(userId), userId);
        return RunAsync(RefreshKind.Submission, courseId, new CoursePart(assignmentId, userId), request, cancellationToken);
    }

    private static void CheckId(string argument, long id)
    {
        if (id < 1)
        {
            throw new InvalidArgumentException(argument, $"{id} is no Canvas id.", "Give the id of Canvas, which is 1 or more.");
        }
    }

    private async Task<RefreshReport> RunAsync(RefreshKind kind, long courseId, CoursePart part, RefreshRequest? request, CancellationToken cancellationToken)
    {
        CheckId(nameof(courseId), courseId);
        request ??= new RefreshRequest();
        request.Check();
        var started = time.GetTimestamp();
        var usage = new RequestCounter();
        using var activity = CanvasOperationsTelemetry.Source.StartActivity("canvas.refresh");
        activity?.SetTag("canvas.course.id", courseId).SetTag("canvas.refresh.kind", kind.ToString());
        await guard.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var plan = new RefreshPlan(kind, courseId, part);
        plan = await DatabaseRetry.RunAsync(
            () => contexts.UseAsync(database => plan.LookAsync(database, cancellationToken), cancellationToken), null, time, cancellationToken).ConfigureAwait(false);
        if (!plan.IsCourseStored)
        {
            throw new ObjectNotFoundException("course", [courseId], "Sync the course once, with ICanvasBridge.SyncCourseAsync; refresh its objects from then on.");
        }

        var profile = request.Profile ?? options.Value.Profile;
        var leftOut = plan.LeftOutBy(profile) ?? (kind == RefreshKind.Submission && plan.IsTestStudent ? "work of the test student is not stored" : null);
        var report = leftOut is null
            ? await RefreshAsync(plan, plan.Narrow(profile), request, usage, cancellationToken).ConfigureAwait(false)
            : Report(plan, RefreshOutcome.Skipped) with { Skipped = new Dictionary<string, string> { [plan.Entity] = leftOut } };
        activity?.SetTag("canvas.refresh.outcome", report.Outcome.ToString());
        return report with { Requests = usage.Requests, Duration = time.GetElapsedTime(started) };
    }

    private async Task<RefreshReport> RefreshAsync(RefreshPlan plan, SyncProfile profile, RefreshRequest request, RequestCounter usage, CancellationToken cancellationToken)
    {
        for (var (attempt, fetch) = (1, 1); ;)
        {
            var (lease, holder) = await leases.ClaimForRefreshAsync(plan.CourseId, request.Wait, cancellationToken).ConfigureAwait(false);
            if (lease is null)
            {
                throw new CourseBusyException(plan.CourseId, holder, "is held by a sync or another refresh");
            }

            try
            {
                if (plan.Part.UserId is { } user && lease.Erased.Contains(user) && await IsErasedAsync(user, cancellationToken).ConfigureAwait(false))
                {
                    await ReleaseAsync(lease).ConfigureAwait(false);
                    return Report(plan, RefreshOutcome.Skipped) with { Skipped = new Dictionary<string, string> { [plan.Entity] = "the person was erased" } };
                }

                return await RefreshClaimedAsync(lease, plan, profile, request, usage, cancellationToken).ConfigureAwait(false);
            }
            catch (PersonErasedException meanwhile) when (fetch++ < ErasedPeople.MaxFetches)
            {
                leases.Note(meanwhile.Erased);
                await ReleaseAsync(lease).ConfigureAwait(false);
            }
            catch (LeaseLostException)
            {
                if (attempt++ == Attempts)
                {
                    throw new CourseBusyException(plan.CourseId, null, "was claimed by others again and again");
                }
            }
            catch
            {
                await ReleaseAsync(lease).ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task<RefreshReport> RefreshClaimedAsync(
        CourseLease lease, RefreshPlan plan, SyncProfile profile, RefreshRequest request, RequestCounter usage, CancellationToken cancellationToken)
    {
        var data = new CourseData(plan.CourseId, usage, options.Value.MemoryRows, time) { Part = plan.Part };
        await using (data.ConfigureAwait(false))
        {
            await data.LimitToHostAsync(contexts, cancellationToken).ConfigureAwait(false);
            var part = new PartClient(client, plan.Part);
            var people = new WithoutErasedPeople(part, lease.Erased);
            IDisposable? place = null;
            try
            {
                var renewer = new LeaseRenewer(leases, lease, options.Value.LeaseDuration, time, cancellationToken);
                await using (renewer.ConfigureAwait(false))
                {
                    await renewer.GuardAsync(async token =>
                    {
                        data.KnownAssignments = await KnownAssignmentsAsync(plan, token).ConfigureAwait(false);
                        await new RefreshFetch(part, people, transformers, plan, profile).FetchAsync(data, token).ConfigureAwait(false);
                        place = await sharedRows.EnterAsync(data, token).ConfigureAwait(false);
                    }).ConfigureAwait(false);
                }

                var session = await transactions.RunAsync(
                    lease, new LeaseProgress(null, null, null), people.Names,
                    database => WriteAsync(database, lease, request, profile, data, people, place is not null, cancellationToken), cancellationToken).ConfigureAwait(false);
                return Report(plan, data, session);
            }
            finally
            {
                place?.Dispose();
            }
        }
    }

    // Work on an assignment that is not stored would belong to nothing. The next sync brings both.
    private async Task<IReadOnlySet<long>?> KnownAssignmentsAsync(RefreshPlan plan, CancellationToken cancellationToken) => plan.Kind != RefreshKind.Student ? null : await DatabaseRetry.RunAsync(
        () => contexts.UseAsync(
            async database => (await database.Rows<CanvasAssignment>().Where(row => row.CourseId == plan.CourseId && row.MissingSince == null).Select(row => row.Id)
                .ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(),
            cancellationToken),
        null,
        time,
        cancellationToken).ConfigureAwait(false);

    private async Task<WriteSession> WriteAsync(
        DbContext database, CourseLease lease, RefreshRequest request, SyncProfile profile, CourseData data, WithoutErasedPeople people, bool sharesRows, CancellationToken cancellationToken)
    {
        // What was not found by its own id is gone, be it all that is stored of the part.
        var how = new SyncRequest { Conflicts = request.Conflicts, AcceptMassDisappearance = true };
        var session = new WriteSession(database, writers.For(database), how, options.Value, lease.CourseId, lease.Moment, UtcDateTimeConverter.Now(time)) { Written = [] };
        if (sharesRows)
        {
            await session.HoldSharedRowsAsync(cancellationToken).ConfigureAwait(false);

            // An erasure that was being written at the first check holds the same row.
            await ErasedPeople.CheckAsync(database, lease, people.Names, cancellationToken).ConfigureAwait(false);
        }

        await new CourseWrite(session, data, profile, new LifecycleRecorder(session, lease.LastFullSyncAt), lease).RunAsync(cancellationToken).ConfigureAwait(false);
        if (session.HasChanges)
        {
            var remainder = new RefreshRemainder(database, data, profile);
            await remainder.FindAsync(session.Written, cancellationToken).ConfigureAwait(false);
            var note = lease.Moments.WithOpen(remainder.Open, remainder.Due, data.ServerTime?.UtcDateTime ?? lease.Since, lease.Since);
            await CourseLeases.NoteAsync(database, lease, note, cancellationToken).ConfigureAwait(false);
        }

        return session;
    }

    // What was read of erasures before may be out of date: a person may have been readmitted.
    private async Task<bool> IsErasedAsync(long user, CancellationToken cancellationToken)
    {
        var erased = await DatabaseRetry.RunAsync(
            () => contexts.UseAsync(database => ErasedPeople.ReadAsync(database, cancellationToken), cancellationToken), null, time, cancellationToken).ConfigureAwait(false);
        leases.Note(erased);
        return erased.Contains(user);
    }

    private async Task ReleaseAsync(CourseLease lease)
    {
        try
        {
            await leases.ReleaseAsync(lease, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (DatabaseRetry.IsDatabaseFailure(failure))
        {
            // The lease runs out by itself.
            logger.ReleaseFailed(lease.CourseId, SafeText.KindOf(failure));
        }
    }

    private static RefreshReport Report(RefreshPlan plan, RefreshOutcome outcome) =>
        new() { CourseId = plan.CourseId, AssignmentId = plan.Part.AssignmentId, UserId = plan.Part.UserId, Outcome = outcome };

    private static RefreshReport Report(RefreshPlan plan, CourseData data, WriteSession session)
    {
        FetchedTable main = data.All.First(table => table.Entity == plan.Entity);
        var written = session.Written!;
        var skipped = new SortedDictionary<string, string>(data.Skipped, StringComparer.Ordinal);
        if (data.KnownAssignments is { } known && data.SubmittedAssignments.Count(id => !known.Contains(id)) is > 0 and var unknown)
        {
            skipped["submissions of new assignments"] = $"{unknown} assignments are not stored yet; the next sync brings them";
        }

        var outcome = RefreshOutcome.Unchanged;
        if (written.Exists(row => row.Entity == plan.Entity && row.Kind == RowChangeKind.Added))
        {
            outcome = RefreshOutcome.Added;
        }
        else if (main.Count > 0 || written.Exists(row => row.Entity == plan.Entity && row.Kind != RowChangeKind.Missing))
        {
            outcome = written.Count > 0 ? RefreshOutcome.Updated : RefreshOutcome.Unchanged;
        }
        else if (WhyNotStored(plan, data, main) is { } reason)
        {
            (outcome, skipped[plan.Entity]) = (RefreshOutcome.Skipped, reason);
        }
        else
        {
            outcome = RefreshOutcome.Missing;
        }

        return Report(plan, outcome) with
        {
            Rows = written.ConvertAll(row => new RefreshedRow(row.Entity, row.Row.Id, StateOf(row.Kind), row.Names)),
            HistoryRows = session.HistoryRows,
            Rejected = [.. data.All.SelectMany(table => table.Rejected)],
            Conflicts = session.Conflicts,
            Skipped = skipped,
        };
    }

    private static string? WhyNotStored(RefreshPlan plan, CourseData data, FetchedTable main)
    {
        if (main.Rejected.Count > 0)
        {
            return "it is in quarantine";
        }

        return main.IsListedOnly ? "the profile, or a rule of the sync, leaves it out"
            : plan.Kind == RefreshKind.Submission && data.UnpublishedAssignments.Contains(plan.Part.AssignmentId!.Value) ? "the assignment is not published"
            : null;
    }

    private static RowState StateOf(RowChangeKind kind) => kind switch
    {
        RowChangeKind.Added => RowState.Added,
        RowChangeKind.Missing => RowState.Missing,
        RowChangeKind.Returned => RowState.Returned,
        _ => RowState.Updated,
    };
}
