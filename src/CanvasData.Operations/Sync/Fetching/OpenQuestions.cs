using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>What else to ask about a course.</summary>
internal sealed record FollowUp(StaticListings Static, IReadOnlyList<SubmissionFilter> Submissions)
{
    public bool IsNothing => Static == StaticListings.None && Submissions.Count == 0;
}

/// <summary>
/// Finds what the listings of an incremental sync leave open, by what is stored. That is: ids of objects that no listing has brought yet,
/// and assignments whose work changes without a grade. Also students whose totals do not follow from their work.
/// </summary>
internal sealed class OpenQuestions(ICanvasContexts contexts, TimeProvider time, CourseData data, FetchPlan plan, OpenWork left)
{
    /// <summary>After so many rounds there is nothing left to ask.</summary>
    public const int Rounds = 3;

    // Canvas repeats the ids in its page links, which must stay short.
    private const int IdsAtOnce = 20;

    // More students than these at once point to one change of the course rather than to many of their work.
    private const int FewStudents = 3;

    private static readonly Func<CanvasEnrollment, bool> IsStudent = EnrollmentRules.Student.Compile();

    /// <summary>The totals of an enrollment.</summary>
    public static readonly ulong Totals = RowCodec<CanvasEnrollment>.Instance.MaskOf(
    [
        nameof(CanvasEnrollment.CurrentScore), nameof(CanvasEnrollment.FinalScore),
        nameof(CanvasEnrollment.UnpostedCurrentScore), nameof(CanvasEnrollment.UnpostedFinalScore),
    ]);

    /// <summary>What changes dates, lateness or the letter of work that was not graded or submitted again.</summary>
    public static readonly ulong MovesWork = RowCodec<CanvasAssignment>.Instance.MaskOf(
    [
        nameof(CanvasAssignment.DueAt), nameof(CanvasAssignment.PointsPossible), nameof(CanvasAssignment.GradingType), nameof(CanvasAssignment.GradingStandardId),
        nameof(CanvasAssignment.OnlyVisibleToOverrides), nameof(CanvasAssignment.VisibleToEveryone), nameof(CanvasAssignment.SubmissionTypes), nameof(CanvasAssignment.Published),
    ]);

    /// <summary>The letter scheme of an assignment.</summary>
    public static readonly ulong Scheme = RowCodec<CanvasAssignment>.Instance.MaskOf([nameof(CanvasAssignment.GradingStandardId)]);

    private readonly HashSet<long> _moved = [];
    private readonly HashSet<long> _arrived = [];
    private readonly HashSet<long> _assignments = [];
    private readonly HashSet<long> _manual = [];
    private int _round;

    /// <summary>The next questions; each round knows what the ones before have brought.</summary>
    public Task<FollowUp> NextAsync(CancellationToken cancellationToken) => DatabaseRetry.RunAsync(
        () => contexts.UseAsync(database => _round++ == 0 ? FirstAsync(database, cancellationToken) : TotalsAsync(database, cancellationToken), cancellationToken),
        null,
        time,
        cancellationToken);

    private async Task<FollowUp> FirstAsync(DbContext database, CancellationToken cancellationToken)
    {
        var missing = StaticListings.None;
        if (plan.Profile.Enrollments && await HasUnknownSectionsAsync(database, cancellationToken).ConfigureAwait(false))
        {
            missing |= StaticListings.Sections;
        }

        if (plan.Profile.Assignments)
        {
            missing |= await LookAtAssignmentsAsync(database, cancellationToken).ConfigureAwait(false);
        }

        if (await HasOtherSetupAsync(database, cancellationToken).ConfigureAwait(false))
        {
            missing |= StaticListings.GradingSetup;
        }

        return plan.Profile.Submissions
            ? new FollowUp(plan.Missing(missing, data), [.. OfAssignments(_assignments), .. OfStudents(_arrived)])
            : new FollowUp(plan.Missing(missing, data), []);
    }

    private async Task<FollowUp> TotalsAsync(DbContext database, CancellationToken cancellationToken)
    {
        _moved.ExceptWith(_arrived);
        if (_moved.Count == 0 || !plan.Profile.Submissions)
        {
            return new FollowUp(StaticListings.None, []);
        }

        var open = await TotalsCheck.FindAsync(database, data, plan, _moved, cancellationToken).ConfigureAwait(false);
        var groups = plan.Missing(StaticListings.AssignmentGroups, data);
        _manual.ExceptWith(_assignments);
        if (open.Count > FewStudents && (groups != StaticListings.None || _manual.Count > 0))
        {
            _assignments.UnionWith(_manual);
            return new FollowUp(groups, [.. OfAssignments(_manual)]);
        }

        // Whoever was asked for is not asked for again, whatever the totals say then.
        _moved.Clear();
        return new FollowUp(StaticListings.None, [.. OfStudents(open)]);
    }

    private async Task<bool> HasUnknownSectionsAsync(DbContext database, CancellationToken cancellationToken)
    {
        var stored = await database.Rows<CanvasEnrollment>().Where(row => row.CourseId == data.CourseId).ToDictionaryAsync(row => row.Id, cancellationToken).ConfigureAwait(false);
        var unknown = new HashSet<long>();
        var codec = RowCodec<CanvasEnrollment>.Instance;
        foreach (var staged in data.Enrollments.Rows.Read())
        {
            if (staged.Row.SectionId is { } section)
            {
                unknown.Add(section);
            }

            if (!IsStudent(staged.Row))
            {
                continue;
            }

            if (!stored.TryGetValue(staged.Row.Id, out var before) || before.MissingSince is not null || left.Arrivals.Contains(staged.Row.UserId))
            {
                _arrived.Add(staged.Row.UserId);
            }
            else if ((codec.Differences(before, staged.Row) & Totals & ~staged.Unspecified) != 0 || left.HasAllTotals || left.Totals.Contains(staged.Row.UserId))
            {
                _moved.Add(staged.Row.UserId);
            }
        }

        unknown.ExceptWith(stored.Values.Where(row => row.MissingSince is null).Select(row => row.SectionId).OfType<long>());
        if (!plan.Profile.Sections || unknown.Count == 0)
        {
            return false;
        }

        var ids = unknown.ToArray();
        return await database.Rows<CanvasSection>()
            .CountAsync(row => row.CourseId == data.CourseId && row.MissingSince == null && EF.Parameter(ids).Contains(row.Id), cancellationToken).ConfigureAwait(false) < ids.Length;
    }

    private async Task<StaticListings> LookAtAssignmentsAsync(DbContext database, CancellationToken cancellationToken)
    {
        var stored = await database.Rows<CanvasAssignment>().Where(row => row.CourseId == data.CourseId && row.MissingSince == null)
            .ToDictionaryAsync(row => row.Id, cancellationToken).ConfigureAwait(false);
        var groups = new HashSet<long>();
        var missing = StaticListings.None;
        var codec = RowCodec<CanvasAssignment>.Instance;
        var published = new HashSet<long>();
        foreach (var staged in data.Assignments.Rows.Read())
        {
            var row = staged.Row;
            if (row.AssignmentGroupId is { } group)
            {
                groups.Add(group);
            }

            var before = stored.GetValueOrDefault(row.Id);
            var changed = before is null ? ~0UL : codec.Differences(before, row) & ~staged.Unspecified;
            if ((changed & Scheme) != 0 && row.GradingStandardId is not (null or 0))
            {
                missing |= StaticListings.GradingSetup;
            }

            if (data.UnpublishedAssignments.Contains(row.Id))
            {
                continue;
            }

            published.Add(row.Id);
            if ((changed & MovesWork) != 0 || IsNowDue(row.DueAt) || left.Assignments.Contains(row.Id))
            {
                _assignments.Add(row.Id);
            }

            if (row.PostManually == true)
            {
                _manual.Add(row.Id);
            }
        }

        _assignments.UnionWith(data.Checkpoints.Rows.Read().Where(staged => IsNowDue(staged.Row.DueAt)).Select(staged => staged.Row.AssignmentId).Where(published.Contains));
        if (plan.Profile.Overrides)
        {
            _assignments.UnionWith((await ChangedOverridesAsync(database, cancellationToken).ConfigureAwait(false)).Where(published.Contains));
        }

        groups.ExceptWith(stored.Values.Select(row => row.AssignmentGroupId).OfType<long>());
        if (groups.Count > 0)
        {
            var ids = groups.ToArray();
            var known = await database.Rows<CanvasAssignmentGroup>()
                .CountAsync(row => row.CourseId == data.CourseId && row.MissingSince == null && EF.Parameter(ids).Contains(row.Id), cancellationToken).ConfigureAwait(false);
            missing |= known < ids.Length ? StaticListings.AssignmentGroups : StaticListings.None;
        }

        return missing;
    }

    private async Task<IReadOnlyCollection<long>> ChangedOverridesAsync(DbContext database, CancellationToken cancellationToken)
    {
        var stored = await database.Rows<CanvasAssignmentOverride>().Where(row => row.CourseId == data.CourseId && row.MissingSince == null)
            .ToDictionaryAsync(row => row.Id, cancellationToken).ConfigureAwait(false);
        var codec = RowCodec<CanvasAssignmentOverride>.Instance;
        var changed = new HashSet<long>();
        foreach (var staged in data.Overrides.Rows.Read())
        {
            var before = stored.GetValueOrDefault(staged.Row.Id);
            if (before is null || (codec.Differences(before, staged.Row) & ~staged.Unspecified) != 0 || IsNowDue(staged.Row.DueAt))
            {
                changed.Add(staged.Row.AssignmentId);
            }
        }

        changed.UnionWith(stored.Values.Where(row => data.Overrides.Complete && !data.Overrides.WasListed(row.Id)).Select(row => row.AssignmentId));
        return changed;
    }

    // The term, its set of periods or the scheme of the course is another one than before.
    private async Task<bool> HasOtherSetupAsync(DbContext database, CancellationToken cancellationToken)
    {
        if (!plan.Profile.GradingSetup || data.Courses.Count == 0)
        {
            return false;
        }

        var stored = await database.Rows<CanvasCourse>().Where(row => row.Id == data.CourseId)
            .Select(row => new
            {
                row.TermId,
                row.GradingStandardId,
                Group = database.Set<CanvasTerm>().IgnoreQueryFilters().Where(term => term.Id == row.TermId).Select(term => term.GradingPeriodGroupId).FirstOrDefault(),
            })
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            return true;
        }

        var course = data.Courses.Rows.Read().Last().Row;
        var term = data.Terms.Rows.Read().Select(staged => staged.Row).FirstOrDefault();
        return (course.TermId is not null && course.TermId != stored.TermId)
            || (course.GradingStandardId is not null && course.GradingStandardId != stored.GradingStandardId)
            || (term?.GradingPeriodGroupId is not null && term.GradingPeriodGroupId != stored.Group);
    }

    // From then on, unsubmitted work is missing.
    private bool IsNowDue(DateTime? due) => due > plan.Since?.UtcDateTime && due <= (data.ServerTime ?? time.GetUtcNow()).UtcDateTime;

    private static IEnumerable<SubmissionFilter> OfStudents(IReadOnlyCollection<long> students) =>
        students.Order().Chunk(IdsAtOnce).Select(ids => new SubmissionFilter { UserIds = ids });

    private static IEnumerable<SubmissionFilter> OfAssignments(IReadOnlyCollection<long> assignments) =>
        assignments.Order().Chunk(IdsAtOnce).Select(ids => new SubmissionFilter { AssignmentIds = ids });
}
