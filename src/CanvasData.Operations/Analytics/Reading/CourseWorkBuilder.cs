using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>What the readers of a class and of one student put together alike.</summary>
internal static class CourseWorkBuilder
{
    public static CourseWork Build(CourseFacts facts, IReadOnlyList<WorkPeriod> periods, GradedItemReader graded, long[] students, IReadOnlyList<Membership> memberships, WorkCell[] cells, bool hourly) => new()
    {
        CourseId = facts.CourseId,
        CourseKey = facts.CourseKey,
        StartAt = facts.StartAt,
        EndAt = facts.EndAt,
        WeightsGroups = facts.WeightsGroups,
        Periods = periods,
        Grace = TimeSpan.FromHours(hourly ? 1 : 24),
        Groups = graded.Groups,
        Items = graded.Items,
        StudentIds = students,
        Memberships = memberships,
        Cells = cells,
    };

    /// <summary>
    /// What is expected of each student before any submission is read. Canvas makes a submission for everyone who is to
    /// hand one in. Where none is stored, the work counts as still to come; once it was due, it was not for the student.
    /// </summary>
    public static WorkCell[] Expected(int students, GradedItemReader graded, DateTime moment)
    {
        var row = graded.Rules.Select(item => item.ForEveryone && !(item.Item.DueAt <= moment) ? new WorkCell { Counts = true, DueAt = item.Item.DueAt } : default).ToArray();
        var cells = new WorkCell[checked(students * row.Length)];
        for (var student = 0; student < students; student++)
        {
            row.CopyTo(cells, student * row.Length);
        }

        return cells;
    }

    /// <summary>Courses that deduct for lateness by the hour: they give an hour of grace, every other one a day.</summary>
    public static Task<HashSet<long>> HourlyAsync(DbContext database, long[] courses, CancellationToken cancellationToken) =>
        database.Set<CanvasLatePolicy>().AsNoTracking()
            .Where(policy => EF.Parameter(courses).Contains(policy.CourseId) && policy.MissingSince == null && policy.LateSubmissionDeductionEnabled == true && policy.LateSubmissionInterval == "hour")
            .Select(policy => policy.CourseId)
            .ToHashSetAsync(cancellationToken);
}
