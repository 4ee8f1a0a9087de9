using System.Linq.Expressions;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>An item, whom it is for, and whether something is submitted through Canvas.</summary>
internal sealed record GradedItem(long CourseId, WorkItem Item, bool ForEveryone, bool ExpectsSubmission, bool HasCheckpoints)
{
    public static readonly Expression<Func<CanvasAssignment, GradedItem>> FromRow = Rule.Inlined<Func<CanvasAssignment, GradedItem>>(assignment => new GradedItem(
        assignment.CourseId,
        new WorkItem(assignment.Id, assignment.AssignmentGroupId, assignment.Name, assignment.PointsPossible ?? 0, assignment.DueAt),
        Rule.Holds(AssignmentRules.ForEveryone, assignment),
        Rule.Holds(AssignmentRules.ExpectsSubmission, assignment),
        Rule.Holds(AssignmentRules.HasCheckpoints, assignment)));
}
