using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>What is needed of a course before its work is read, the moment of its last change above all: one small statement.</summary>
internal sealed record CourseFacts
{
    public required long CourseId { get; init; }

    public required string? CourseCode { get; init; }

    /// <summary>Whether a person has concluded it.</summary>
    public required bool IsConcluded { get; init; }

    public required bool WeightsGroups { get; init; }

    public required bool HidesTotals { get; init; }

    /// <summary>Whether students see letters only.</summary>
    public required bool HidesNumbers { get; init; }

    public required long? GradingStandardId { get; init; }

    /// <summary>The set of grading periods whose totals make that of the course; null where they are not weighted.</summary>
    public required long? WeightedPeriodsId { get; init; }

    public required DateTime? StartAt { get; init; }

    public required DateTime? EndAt { get; init; }

    /// <summary>When a sync last changed a row of the course, or its term; null when none recorded it.</summary>
    public required DateTime? ChangedAt { get; init; }

    public string? CourseKey => field ??= CourseKeys.Parse(CourseCode);

    /// <summary>Whether the offering is over.</summary>
    public bool HasEnded(DateTime moment) => IsConcluded || EndAt <= moment;

    public static async Task<CourseFacts?> ReadAsync(DbContext database, long courseId, CancellationToken cancellationToken) =>
        await Select(database, database.Set<CanvasCourse>().Where(course => course.Id == courseId)).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The facts of courses that Canvas has and has published.</summary>
    public static IQueryable<CourseFacts> Select(DbContext database, IQueryable<CanvasCourse> courses)
    {
        var snapshots = database.Set<CanvasCourseSnapshot>();
        var facts =
            from course in courses.AsNoTracking()
            where course.MissingSince == null && Rule.Holds(CourseRules.Kept, course)
            join t in database.Set<CanvasTerm>() on course.TermId equals t.Id into terms
            from term in terms.DefaultIfEmpty()
            let changed = snapshots.Where(s => s.CourseId == course.Id).Max(s => (DateTime?)s.RecordedAt)
            select new CourseFacts
            {
                CourseId = course.Id,
                CourseCode = course.CourseCode,
                IsConcluded = Rule.Holds(CourseRules.Concluded, course),
                WeightsGroups = course.ApplyAssignmentGroupWeights ?? false,
                HidesTotals = Rule.Holds(CourseRules.HidesTotals, course),
                HidesNumbers = !Rule.Holds(CourseRules.ShowsNumbers, course),
                GradingStandardId = course.GradingStandardId,
                WeightedPeriodsId = course.HasWeightedGradingPeriods == true ? term.GradingPeriodGroupId : null,

                StartAt = Rule.Holds(CourseRules.Day, course, course.StartAt, term.StartAt),
                EndAt = Rule.Holds(CourseRules.Day, course, course.EndAt, term.EndAt),
                ChangedAt = term.SyncedAt > changed ? term.SyncedAt : changed,
            };
        return facts.WithRules().WithNullsOfCSharp(database);
    }
}
