using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Writes all layers of one course inside the caller's transaction, table after table in one fixed order.</summary>
internal sealed class CourseWrite(WriteSession session, CourseData data, SyncProfile profile, LifecycleRecorder lifecycle, CourseLease lease)
{
    private static readonly Func<CanvasAssignment, bool> HasCheckpoints = AssignmentRules.HasCheckpoints.Compile();

    private readonly AssignmentPoints _points = new(session);
    private bool _hasCheckpoints = data.Checkpoints.Count > 0 || data.CheckpointSubmissions.Count > 0;

    // In the first sync of a course nothing can have been deleted.
    private readonly FirstObservation? _firstSight = lease.LastSyncedAt is null ? null : new FirstObservation(session, lease.LastFullSyncAt);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await SharedAsync(data.Terms, cancellationToken).ConfigureAwait(false);
        await TableAsync(data.Courses, new TableRules<CanvasCourse> { OfCourse = row => row.Id == data.CourseId, FollowsAdded = true, OnChanges = Track<CanvasCourse>(CanvasObjectTypes.Course) }, cancellationToken).ConfigureAwait(false);
        if (data.Asked.HasFlag(StaticListings.Sections))
        {
            await OwnAsync(data.Sections, CanvasObjectTypes.Section, cancellationToken, mayMove: true).ConfigureAwait(false);
        }

        if (profile.Enrollments)
        {
            await PersonsAsync(cancellationToken).ConfigureAwait(false);
        }

        if (data.Asked.HasFlag(StaticListings.GradingSetup))
        {
            await SharedAsync(data.GradingPeriods, cancellationToken).ConfigureAwait(false);
            await SharedAsync(data.GradingStandards, cancellationToken).ConfigureAwait(false);
            await OwnAsync(data.LatePolicies, null, cancellationToken).ConfigureAwait(false);
        }

        if (data.Asked.HasFlag(StaticListings.AssignmentGroups))
        {
            await OwnAsync(data.AssignmentGroups, CanvasObjectTypes.AssignmentGroup, cancellationToken).ConfigureAwait(false);
        }

        if (profile.Assignments)
        {
            await AssignmentsAsync(cancellationToken).ConfigureAwait(false);
        }

        if (profile.Overrides)
        {
            await OwnAsync(data.Overrides, null, cancellationToken, isPart: true).ConfigureAwait(false);
        }

        if (profile.Assignments && _hasCheckpoints)
        {
            await OwnAsync(data.Checkpoints, null, cancellationToken, isPart: true).ConfigureAwait(false);
        }

        if (profile.Submissions)
        {
            await SubmissionsAsync(cancellationToken).ConfigureAwait(false);
            await HistoryRecorder.ScoresOfNewWorthAsync(session, _points, cancellationToken).ConfigureAwait(false);
        }

        if (profile.Submissions && _hasCheckpoints)
        {
            await OwnAsync(
                data.CheckpointSubmissions, null, cancellationToken, isPart: true, isNotListed: row => data.UnpublishedAssignments.Contains(row.AssignmentId)).ConfigureAwait(false);
        }

        if (data.Asked.HasFlag(StaticListings.Modules))
        {
            await OwnAsync(data.Modules, CanvasObjectTypes.Module, cancellationToken).ConfigureAwait(false);
            await OwnAsync(data.ModuleItems, null, cancellationToken, mayMove: true, isPart: true, isNotListed: row => data.UnlistedModules.Contains(row.ModuleId)).ConfigureAwait(false);
        }

        await QuarantineRecorder.RecordAsync(session, data, cancellationToken).ConfigureAwait(false);
    }

    private async Task PersonsAsync(CancellationToken cancellationToken)
    {
        var users = await TableAsync(
            data.Users, new TableRules<CanvasUser> { ReadAt = data.PersonsReadAt, FollowsAdded = true, OnChanges = Track<CanvasUser>(CanvasObjectTypes.User) }, cancellationToken).ConfigureAwait(false);
        var left = new HashSet<long>();
        var enrollments = await TableAsync(
            data.Enrollments,
            new TableRules<CanvasEnrollment>
            {
                OfCourse = data.RowsOf<CanvasEnrollment>(),
                ReadAt = data.PersonsReadAt,
                MayMove = true,
                FollowsAdded = true,
                FindMoved = FindMovedAsync,
                FindFirstSight = _firstSight is null ? null : _firstSight.EnrollmentsAsync,
                OnChanges = async (changes, token) =>
                {
                    left.UnionWith(changes.Where(change => change.Kind == RowChangeKind.Missing).Select(change => change.After.UserId));
                    left.UnionWith(changes.Where(change => change.Before is { } before && before.UserId != change.After.UserId).Select(change => change.Before!.UserId));
                    await lifecycle.EnrollmentsAsync(changes, token).ConfigureAwait(false);
                    await HistoryRecorder.EnrollmentsAsync(session, changes, token).ConfigureAwait(false);
                },
            },
            cancellationToken).ConfigureAwait(false);
        left.UnionWith(enrollments.Outdated.Select(row => row.UserId));
        if (left.Count == 0)
        {
            return;
        }

        await session.HoldSharedRowsAsync(cancellationToken).ConfigureAwait(false);
        var ids = left.ToArray();
        var elsewhere = await session.Database.Rows<CanvasEnrollment>()
            .Where(row => EF.Parameter(ids).Contains(row.UserId) && row.MissingSince == null)
            .Select(row => row.UserId).Distinct()
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        left.ExceptWith(elsewhere);
        await users.MarkMissingAsync(left, cancellationToken).ConfigureAwait(false);
    }

    private Task AssignmentsAsync(CancellationToken cancellationToken)
    {
        var track = Track<CanvasAssignment>(CanvasObjectTypes.Assignment);
        return TableAsync(
            data.Assignments,
            new TableRules<CanvasAssignment>
            {
                OfCourse = data.RowsOf<CanvasAssignment>(),
                FollowsAdded = true,
                OnChanges = (changes, token) =>
                {
                    _points.Note(changes);

                    // Few courses have checkpoints; the others are not asked what is stored of them.
                    _hasCheckpoints |= changes.Any(change => change.Before is { } before && HasCheckpoints(before));
                    return track(changes, token);
                },
            },
            cancellationToken);
    }

    // A section that was cross-listed takes its enrollments with it, however many they are.
    private async Task<HashSet<long>> FindMovedAsync(IReadOnlyCollection<CanvasEnrollment> vanished, CancellationToken cancellationToken)
    {
        var sections = vanished.Select(row => row.SectionId).OfType<long>().Distinct().ToArray();
        var elsewhere = (await session.Database.Rows<CanvasSection>()
            .Where(row => EF.Parameter(sections).Contains(row.Id) && row.CourseId != data.CourseId && row.MissingSince == null).Select(row => row.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
        return [.. vanished.Where(row => row.SectionId is { } section && elsewhere.Contains(section)).Select(row => row.Id)];
    }

    private Task SubmissionsAsync(CancellationToken cancellationToken)
    {
        var listing = new SubmissionListing(data);
        return TableAsync(
            data.Submissions,
            new TableRules<CanvasSubmission>
            {
                OfCourse = data.RowsOf<CanvasSubmission>(),
                VanishesWithAnother = listing.FollowsAnother,
                IsNotListed = row => !listing.Covers(row),
                FindFirstSight = _firstSight is null ? null : _firstSight.SubmissionsAsync,
                AlternateKey = row => (row.AssignmentId, row.UserId),
                FindReplaced = FindReplacedAsync,
                ReleaseAlternateKey = row => row.UserId = null,
                OnChanges = (changes, token) => HistoryRecorder.SubmissionsAsync(session, _points, changes, token),
            },
            cancellationToken);
    }

    private async Task<IReadOnlyList<CanvasSubmission>> FindReplacedAsync(IReadOnlyList<CanvasSubmission> arriving, CancellationToken cancellationToken)
    {
        var places = arriving.Where(row => row.UserId is not null).Select(row => (row.AssignmentId, row.UserId!.Value)).ToHashSet();
        var assignments = places.Select(place => place.AssignmentId).Distinct().ToArray();
        var users = places.Select(place => place.Value).Distinct().ToArray();
        var near = await session.Database.Rows<CanvasSubmission>()
            .Where(row => EF.Parameter(assignments).Contains(row.AssignmentId) && row.UserId != null && EF.Parameter(users).Contains(row.UserId!.Value))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. near.Where(row => places.Contains((row.AssignmentId, row.UserId!.Value)))];
    }

    // A part is sent inside another object, which says by itself that it has no more parts.
    private Task OwnAsync<TRow>(
        FetchedTable<TRow> rows, string? objectType, CancellationToken cancellationToken, bool mayMove = false, bool isPart = false, Predicate<TRow>? isNotListed = null)
        where TRow : CanvasCourseRow, new()
    {
        return TableAsync(
            rows,
            new TableRules<TRow>
            {
                OfCourse = data.RowsOf<TRow>(),
                ReadAt = mayMove ? data.PersonsReadAt : null,
                MayMove = mayMove,
                VanishesWithAnother = isPart ? _ => true : null,
                IsNotListed = isNotListed,
                FollowsAdded = objectType is not null,
                OnChanges = objectType is null ? null : Track<TRow>(objectType),
            },
            cancellationToken);
    }

    private Task SharedAsync<TRow>(FetchedTable<TRow> rows, CancellationToken cancellationToken) where TRow : CanvasRow, new() =>
        TableAsync(rows, new TableRules<TRow>(), cancellationToken);

    private async Task<TableSync<TRow>> TableAsync<TRow>(FetchedTable<TRow> rows, TableRules<TRow> rules, CancellationToken cancellationToken) where TRow : CanvasRow, new()
    {
        var table = new TableSync<TRow>(session, rows, rules with { IsPart = data.Part is not null });
        if (rows.Count == 0 && rows.Unwanted.Count == 0 && (rules.OfCourse is null || data.NotStored.Contains(typeof(TRow)) || (data.Part is not null && !rows.Complete)))
        {
            session.Count(table.Name, RowCounts.None, areOfCourse: rules.OfCourse is not null);
        }
        else
        {
            await table.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        return table;
    }

    private Func<IReadOnlyList<RowChange<TRow>>, CancellationToken, Task> Track<TRow>(string objectType) where TRow : CanvasRow =>
        (changes, token) => lifecycle.ObjectsAsync(objectType, changes, token);
}
