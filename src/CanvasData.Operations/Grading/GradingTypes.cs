namespace CanvasData.Operations.Grading;

/// <summary>The grading types of assignments, in Canvas's words.</summary>
public static class GradingTypes
{
    /// <summary>A number of points.</summary>
    public const string Points = "points";

    /// <summary>The grade is a percentage of the points.</summary>
    public const string Percent = "percent";

    /// <summary>The grade is complete or incomplete.</summary>
    public const string PassFail = "pass_fail";

    /// <summary>A letter of a scheme.</summary>
    public const string LetterGrade = "letter_grade";

    /// <summary>A grade point of a scheme.</summary>
    public const string GpaScale = "gpa_scale";

    /// <summary>The work is not graded and counts in no total.</summary>
    public const string NotGraded = "not_graded";
}
