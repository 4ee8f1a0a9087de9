using System.Linq.Expressions;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>An item, whom it is for, whether something is submitted through Canvas, and how its grades come.</summary>
internal sealed record GradedItem(long CourseId, WorkItem Item, bool ForEveryone, bool ExpectsSubmission, bool HasCheckpoints, bool PostsByHand)
{
    public static Expression<Func<CanvasAssignment, GradedItem>> FromRow(IQueryable<CanvasAssignmentOverride> overrides) => Rule.Inlined<Func<CanvasAssignment, GradedItem>>(assignment => new GradedItem(
        assignment.CourseId,
        new WorkItem(assignment.Id, assignment.AssignmentGroupId, assignment.Name, assignment.PointsPossible ?? 0, assignment.DueAt),
        Rule.Holds(AssignmentRules.ForAll, assignment, overrides),
        Rule.Holds(AssignmentRules.ExpectsSubmission, assignment),
        Rule.Holds(AssignmentRules.HasCheckpoints, assignment),
        Rule.Holds(AssignmentRules.PostsByHand, assignment)));
}
