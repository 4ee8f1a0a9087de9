namespace CanvasData.Operations.Tests.Facts;

/// <summary>A piece of work as Canvas describes it, and what every room has to say of it.</summary>
/// <param name="Submission">Fields of the submission, each after a comma.</param>
/// <param name="Assignment">Fields of the assignment, each after a comma; null for an upload that was due nine days ago.</param>
/// <param name="Graded">Whether it has a grade.</param>
/// <param name="Missing">Whether it is missing.</param>
/// <param name="CurrentScore">The current score, as Canvas gives it: what is posted.</param>
internal sealed record Fact(string Submission, string? Assignment, bool Graded, bool Missing, double CurrentScore)
{
    public const string IsGraded = "graded";
    public const string IsGradedToStudent = "graded, to the student";
    public const string IsMissing = "missing";
    public const string IsMissingToStudent = "missing, to the student";
    public const string IsMissingInTotal = "missing from the total";
    public const string IsMissingInTotalToStudent = "missing from the total, to the student";
    public const string IsPublished = "published";
    public const string Current = "current score";
    public const string Unposted = "current score with unposted grades";
    public const string Standing = "average so far, missing work as zero";

    /// <summary>Whether the student sees the grade.</summary>
    public bool Posted { get; init; } = true;

    /// <summary>Whether it is missing to the student, where staff know better.</summary>
    public bool? MissingToStudent { get; init; }

    /// <summary>Whether it is worth something in the total: only of such work analytics speak.</summary>
    public bool Counts { get; init; } = true;

    public bool Published { get; init; } = true;

    /// <summary>The current score with unposted grades.</summary>
    public double? UnpostedScore { get; init; }

    /// <summary>The average so far with missing work as zero.</summary>
    public double? StandingScore { get; init; }

    /// <summary>Canvas's own total, as it sends it beside the enrollment.</summary>
    public string Grades => string.Create(System.Globalization.CultureInfo.InvariantCulture, $",\"grades\":{{\"current_score\":{CurrentScore}}}");

    public IReadOnlyDictionary<string, object?> Expected => new Dictionary<string, object?>
    {
        [IsGraded] = Graded,
        [IsGradedToStudent] = Graded && Posted,
        [IsMissing] = Missing,
        [IsMissingToStudent] = MissingToStudent ?? Missing,
        [IsMissingInTotal] = Missing && Counts,
        [IsMissingInTotalToStudent] = (MissingToStudent ?? Missing) && Counts,
        [IsPublished] = Published,
        [Current] = CurrentScore,
        [Unposted] = UnpostedScore ?? CurrentScore,
        [Standing] = StandingScore ?? (Missing && Counts && !Graded ? 67.5 : UnpostedScore ?? CurrentScore),
    };
}
