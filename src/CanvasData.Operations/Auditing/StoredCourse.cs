using System.Globalization;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Auditing;

/// <summary>The rows of a course that its grades depend on, as the calculator takes them.</summary>
internal sealed class StoredCourse
{
    private static readonly Func<CanvasAssignment, bool> IsForEveryone = AssignmentRules.ForEveryone.Compile();
    private static readonly Func<CanvasAssignment, bool> IsOmitted = AssignmentRules.Omitted.Compile();
    private static readonly Func<CanvasAssignment, bool> IsPublished = AssignmentRules.Published.Compile();
    private static readonly Func<CanvasAssignment, bool> IsOfGradableType = AssignmentRules.OfGradableType.Compile();

    public static readonly Func<CanvasAssignment, bool> IsAnonymous = AssignmentRules.Anonymous.Compile();

    private static readonly Func<CanvasCourse, bool> ShowsTotalsToStudents =
        Rule.Inline<CanvasCourse>(course => Rule.Holds(CourseRules.Open, course) && Rule.Holds(CourseRules.ShowsNumbers, course) && !Rule.Holds(CourseRules.HidesTotals, course)).Compile();

    private readonly Dictionary<long, Audience> _restricted;

    public StoredCourse(
        CanvasCourse course, IReadOnlyList<CanvasAssignmentGroup> groups, IReadOnlyList<CanvasAssignment> assignments, IReadOnlyList<CanvasAssignmentOverride> overrides,
        IReadOnlyList<CanvasGradingPeriod> periods, IReadOnlySet<long> anonymousUnposted, GradingScheme? scheme)
    {
        Assignments = assignments;
        ShowsTotals = ShowsTotalsToStudents(course);
        var named = overrides.ToLookup(row => row.AssignmentId);
        _restricted = assignments.Where(row => !IsForEveryone(row) || named[row.Id].Any(one => one.UnassignItem == true))
            .ToDictionary(row => row.Id, row => new Audience(row, [.. named[row.Id]]));
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
                // The submission type alone decides what Canvas grades.
                GradingType = !IsOfGradableType(row) ? GradingTypes.NotGraded : row.GradingType is null or GradingTypes.NotGraded ? GradingTypes.Points : row.GradingType,
                IsPublished = IsPublished(row),
                OmitFromFinalGrade = IsOmitted(row),
                IsAnonymousUnposted = anonymousUnposted.Contains(row.Id),
                GradingPeriodId = PeriodOf(periods, row.DueAt),
            })],
        };

        static bool IsLocal(CanvasRow row) => row.LocalEdits is not null;
    }

    public GradedCourse Graded { get; }

    public IReadOnlyList<CanvasAssignment> Assignments { get; }

    /// <summary>Whether students see the course and its totals as numbers.</summary>
    public bool ShowsTotals { get; }

    /// <summary>Assignments that only some have.</summary>
    public IReadOnlyCollection<long> Restricted => _restricted.Keys;

    /// <summary>Whether the course, its groups, periods or overrides were edited locally.</summary>
    public bool IsEdited { get; }

    /// <summary>When a sync last changed the course, its groups, assignments or periods.</summary>
    public DateTime ChangedAt { get; }

    /// <summary>The assignments that the student does not have. Where the overrides do not say, having a submission does.</summary>
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

    /// <summary>Who has an assignment that not everyone has, as far as its overrides say.</summary>
    private sealed class Audience(CanvasAssignment assignment, CanvasAssignmentOverride[] overrides)
    {
        private readonly HashSet<long> _students = [.. Assigning(overrides).SelectMany(row => Ids(row.StudentIds))];
        private readonly HashSet<long> _sections = [.. Assigning(overrides).Select(row => row.SectionId).OfType<long>()];
        private readonly HashSet<long> _studentsOut = [.. Unassigning(overrides).SelectMany(row => Ids(row.StudentIds))];
        private readonly HashSet<long> _sectionsOut = [.. Unassigning(overrides).Select(row => row.SectionId).OfType<long>()];
        private readonly bool _isForCourse = Assigning(overrides).Any(row => row.IsForCourse == true);
        private readonly bool _namesAll = Assigning(overrides).Any() && Assigning(overrides).All(row => row.GroupId is null);

        /// <summary>Whether the student has it; null when that is not known: members of groups, and whom a module is assigned to, are not stored.</summary>
        public bool? Includes(long studentId, IReadOnlyCollection<long?> sections)
        {
            // A student's own override comes before that of a section.
            if (_studentsOut.Contains(studentId) || _students.Contains(studentId))
            {
                return !_studentsOut.Contains(studentId);
            }

            long[] left = [.. sections.OfType<long>().Where(section => !_sectionsOut.Contains(section))];
            if (left.Length == 0 && sections.Any(section => section is not null))
            {
                return false;
            }

            if (_isForCourse || left.Any(_sections.Contains))
            {
                return true;
            }

            return IsForEveryone(assignment) ? true : assignment.OnlyVisibleToOverrides == true && _namesAll ? false : null;
        }

        private static IEnumerable<CanvasAssignmentOverride> Assigning(CanvasAssignmentOverride[] overrides) => overrides.Where(row => row.UnassignItem != true);

        private static IEnumerable<CanvasAssignmentOverride> Unassigning(CanvasAssignmentOverride[] overrides) => overrides.Where(row => row.UnassignItem == true);
    }
}
