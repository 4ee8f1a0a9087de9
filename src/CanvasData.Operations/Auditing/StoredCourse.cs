using System.Globalization;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Auditing;

/// <summary>The rows of a course that its grades depend on, as the calculator takes them.</summary>
internal sealed class StoredCourse
{
    private readonly Dictionary<long, Audience> _restricted;

    public StoredCourse(
        CanvasCourse course, IReadOnlyList<CanvasAssignmentGroup> groups, IReadOnlyList<CanvasAssignment> assignments, IReadOnlyList<CanvasAssignmentOverride> overrides,
        IReadOnlyList<CanvasGradingPeriod> periods, IReadOnlySet<long> anonymousUnposted, GradingScheme? scheme)
    {
        Assignments = assignments;
        _restricted = assignments.Where(row => row.OnlyVisibleToOverrides == true)
            .ToDictionary(row => row.Id, row => new Audience([.. overrides.Where(other => other.AssignmentId == row.Id)]));
        ChangedAt = ((IEnumerable<CanvasRow>)[course, .. groups, .. assignments, .. periods]).Max(row => row.SyncedAt);
        IsEdited = course.LocalEdits is not null || groups.Any(IsLocal) || periods.Any(IsLocal) || overrides.Any(IsLocal);
        Graded = new GradedCourse
        {
            IsWeighted = course.ApplyAssignmentGroupWeights == true,
            HasWeightedPeriods = course.HasWeightedGradingPeriods == true,
            Scheme = scheme,
            Periods = [.. periods.Select(period => new GradedPeriod(period.Id, period.Weight))],
            Groups = [.. groups.OrderBy(group => group.Position).ThenBy(group => group.Id).Select(group =>
                new GradedGroup(group.Id, group.GroupWeight ?? 0, group.DropLowest ?? 0, group.DropHighest ?? 0) { NeverDrop = [.. Ids(group.NeverDrop)] })],
            Assignments = [.. assignments.Select(row => new GradedAssignment(row.Id, row.AssignmentGroupId ?? 0, row.PointsPossible)
            {
                GradingType = row.GradingType ?? GradingTypes.Points,
                IsPublished = row.Published ?? row.WorkflowState == "published",
                OmitFromFinalGrade = row.OmitFromFinalGrade == true,
                IsAnonymousUnposted = anonymousUnposted.Contains(row.Id),
                GradingPeriodId = PeriodOf(periods, row.DueAt),
            })],
        };

        static bool IsLocal(CanvasRow row) => row.LocalEdits is not null;
    }

    public GradedCourse Graded { get; }

    public IReadOnlyList<CanvasAssignment> Assignments { get; }

    /// <summary>Assignments that only some have.</summary>
    public IReadOnlyCollection<long> Restricted => _restricted.Keys;

    /// <summary>Whether the course, its groups, periods or overrides were edited locally.</summary>
    public bool IsEdited { get; }

    /// <summary>When a sync last changed the course, its groups, assignments or periods.</summary>
    public DateTime ChangedAt { get; }

    /// <summary>The assignments that the student does not have. Where the overrides do not tell, having a submission does.</summary>
    public long[] NotAssigned(long studentId, IReadOnlyCollection<long?> sections, IReadOnlyCollection<StoredWork> work) =>
        [.. _restricted.Where(one => !(one.Value.Includes(studentId, sections) ?? work.Any(row => row.AssignmentId == one.Key))).Select(one => one.Key)];

    /// <summary>Periods begin after their start and end with their end; what is due at no time is in the last.</summary>
    private static long? PeriodOf(IReadOnlyList<CanvasGradingPeriod> periods, DateTime? due) => due is null
        ? (periods.Count == 0 ? null : periods[^1].Id)
        : periods.FirstOrDefault(period => (period.StartDate is not { } start || start < due) && (period.EndDate is not { } end || due <= end))?.Id;

    private static IEnumerable<long> Ids(string? list)
    {
        foreach (var text in (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                yield return id;
            }
        }
    }

    /// <summary>Whom the overrides of an assignment name.</summary>
    private sealed class Audience(CanvasAssignmentOverride[] overrides)
    {
        private readonly HashSet<long> _students = [.. overrides.SelectMany(row => Ids(row.StudentIds))];
        private readonly HashSet<long> _sections = [.. overrides.Select(row => row.SectionId).OfType<long>()];
        private readonly bool _isTold = overrides.Length > 0 && overrides.All(row => row.GroupId is null);

        /// <summary>Whether the student is among them; null when that is not told: members of groups are not stored.</summary>
        public bool? Includes(long studentId, IReadOnlyCollection<long?> sections) =>
            _students.Contains(studentId) || sections.Any(section => section is { } id && _sections.Contains(id)) ? true : _isTold ? false : null;
    }
}
