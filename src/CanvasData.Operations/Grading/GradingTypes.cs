namespace CanvasData.Operations.Grading;

/// <summary>How an assignment is graded, in Canvas's words.</summary>
public static class GradingTypes
{
    /// <summary>A number of points.</summary>
    public const string Points = "points";

    /// <summary>Percent of the points.</summary>
    public const string Percent = "percent";

    /// <summary>Complete or incomplete.</summary>
    public const string PassFail = "pass_fail";

    /// <summary>A letter of a scheme.</summary>
    public const string LetterGrade = "letter_grade";

    /// <summary>A grade point of a scheme.</summary>
    public const string GpaScale = "gpa_scale";

    /// <summary>Not graded; counts in no total.</summary>
    public const string NotGraded = "not_graded";
}
