using System.Linq.Expressions;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>An item, whom it is for, and whether something is handed in through Canvas.</summary>
internal sealed record GradedItem(long CourseId, WorkItem Item, bool ForEveryone, bool ExpectsSubmission)
{
    // As Canvas decides whether work can be missing.
    public static readonly Expression<Func<CanvasAssignment, GradedItem>> FromRow = assignment => new GradedItem(
        assignment.CourseId,
        new WorkItem(assignment.Id, assignment.AssignmentGroupId, assignment.Name, assignment.PointsPossible ?? 0, assignment.DueAt),
        assignment.OnlyVisibleToOverrides != true,
        assignment.SubmissionTypes != null && assignment.SubmissionTypes != "" && assignment.SubmissionTypes != "none" &&
        assignment.SubmissionTypes != "on_paper" && (assignment.SubmissionTypes != "external_tool" || assignment.IsQuizLtiAssignment == true));
}
