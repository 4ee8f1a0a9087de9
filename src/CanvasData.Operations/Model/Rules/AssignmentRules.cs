using System.Linq.Expressions;

namespace CanvasData.Operations.Model;

/// <summary>What an assignment asks of its students.</summary>
internal static class AssignmentRules
{
    /// <summary>Whether students see it.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> Published = a =>
        ((a.Published != null && a.Published == true) || (a.Published == null && a.WorkflowState != null && a.WorkflowState == AssignmentStates.Published)) &&
        (a.WorkflowState == null || a.WorkflowState != AssignmentStates.Deleted);

    /// <summary>Whether Canvas says that it is not published.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> Unpublished = a => a.Published != null && a.Published == false;

    /// <summary>Whether its kind can have a grade: it is neither a page nor ungraded. The submission type decides, not the grading type.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> OfGradableType = a =>
        a.SubmissionTypes == null || (a.SubmissionTypes != SubmissionTypes.NotGraded && a.SubmissionTypes != SubmissionTypes.WikiPage);

    /// <summary>Whether it is a page, which asks for no work: its date is one to have read it by.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> Page = a => a.SubmissionTypes != null && a.SubmissionTypes == SubmissionTypes.WikiPage;

    /// <summary>Whether it can have a grade: published, and of a kind that is graded.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> Gradable = Rule.Inline<CanvasAssignment>(a => Rule.Holds(Published, a) && Rule.Holds(OfGradableType, a));

    /// <summary>Whether totals leave it out.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> Omitted = a => a.OmitFromFinalGrade != null && a.OmitFromFinalGrade == true;

    /// <summary>Whether totals count it.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> Counted = Rule.Inline<CanvasAssignment>(a => Rule.Holds(Gradable, a) && !Rule.Holds(Omitted, a));

    /// <summary>Whether graders do not see whose work it is. Totals leave it out until all of it is posted.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> Anonymous = a => a.AnonymousGrading != null && a.AnonymousGrading == true;

    /// <summary>Whether every student of the course has it. Of others only a submission shows that a student has them.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> ForEveryone = a =>
        a.VisibleToEveryone == null ? a.OnlyVisibleToOverrides == null || a.OnlyVisibleToOverrides == false : a.VisibleToEveryone == true;

    /// <summary>The same, with regard to the overrides that take students out of it.</summary>
    public static readonly Expression<Func<CanvasAssignment, IQueryable<CanvasAssignmentOverride>, bool>> ForAll =
        Rule.Inlined<Func<CanvasAssignment, IQueryable<CanvasAssignmentOverride>, bool>>((a, overrides) =>
            Rule.Holds(ForEveryone, a) && !overrides.Any(o => o.AssignmentId == a.Id && o.UnassignItem != null && o.UnassignItem == true));

    /// <summary>Whether it has parts with dates of their own.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> HasCheckpoints = a => a.HasSubAssignments != null && a.HasSubAssignments == true;

    /// <summary>Whether its grades stay hidden until a person posts them.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> PostsByHand = a => a.PostManually != null && a.PostManually == true;

    /// <summary>Whether its grade is a word, such as a letter.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> HasWordGrade = a =>
        a.GradingType != null && (a.GradingType == WordGrades.Letter || a.GradingType == WordGrades.PassFail);

    /// <summary>Whether something is to be submitted through Canvas. Only such work can become missing by its due date.</summary>
    public static readonly Expression<Func<CanvasAssignment, bool>> ExpectsSubmission = a =>
        (a.IsQuizLtiAssignment != null && a.IsQuizLtiAssignment == true) ||
        (a.SubmissionTypes != null && a.SubmissionTypes != "" && a.SubmissionTypes != SubmissionTypes.None && a.SubmissionTypes != SubmissionTypes.NotGraded &&
        a.SubmissionTypes != SubmissionTypes.OnPaper && a.SubmissionTypes != SubmissionTypes.ExternalTool && a.SubmissionTypes != SubmissionTypes.WikiPage);
}
