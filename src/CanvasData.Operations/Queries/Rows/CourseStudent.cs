namespace CanvasData.Operations.Queries;

/// <summary>A student of a course, however many enrollments the student has there.</summary>
public sealed record CourseStudent : IQueryRow<CourseStudent>
{
    /// <summary>The enrollment that represents the student: an active one before others, then the oldest.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The name.</summary>
    public required string? CourseName { get; init; }

    /// <summary>The code.</summary>
    public required string? CourseCode { get; init; }

    /// <summary>The SIS id of the course; null to students and observers.</summary>
    public string? SisCourseId { get; init; }

    /// <summary>The section of that enrollment.</summary>
    public required long? SectionId { get; init; }

    /// <summary>The name of the section.</summary>
    public string? SectionName { get; init; }

    /// <summary>The SIS id of the section; null to students and observers.</summary>
    public string? SisSectionId { get; init; }

    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>The full name.</summary>
    public required string? StudentName { get; init; }

    /// <summary>The name for sorting: last name, first name.</summary>
    public required string? SortableName { get; init; }

    /// <summary>The SIS id of the student; null to students and observers.</summary>
    public string? SisUserId { get; init; }

    /// <summary>The state: active, invited or completed.</summary>
    public required string? EnrollmentState { get; init; }

    /// <summary>
    /// The percentage over posted and graded work; null means no score, not zero. Students and observers see <see cref="EffectiveScore"/>
    /// here, as in Canvas.
    /// </summary>
    public required double? CurrentScore { get; init; }

    /// <summary>The percentage over posted work, ungraded work as zero.</summary>
    public required double? FinalScore { get; init; }

    /// <summary>The letter of the current score. Students and observers see <see cref="EffectiveGrade"/> here.</summary>
    public required string? CurrentGrade { get; init; }

    /// <summary>The letter of the final score. Students and observers see the letter set by hand here, if there is one.</summary>
    public string? FinalGrade { get; init; }

    /// <summary>The final score set by hand; null for none.</summary>
    public double? OverrideScore { get; init; }

    /// <summary>The letter of the final grade set by hand; null for none.</summary>
    public string? OverrideGrade { get; init; }

    /// <summary>The effective score: the one set by hand, else the current score.</summary>
    public double? EffectiveScore { get; init; }

    /// <summary>The effective letter: the one set by hand, else that of the current score.</summary>
    public string? EffectiveGrade { get; init; }

    /// <summary>When the enrollment was created.</summary>
    public required DateTime? EnrolledAt { get; init; }

    /// <summary>The last activity in the course.</summary>
    public required DateTime? LastActivityAt { get; init; }

    /// <summary>The assignments given to the student.</summary>
    public required int AssignmentCount { get; init; }

    /// <summary>The assignments given that are graded: with a score, and not excused.</summary>
    public required int GradedCount { get; init; }

    /// <summary>The assignments given that are missing.</summary>
    public required int MissingCount { get; init; }

    /// <summary>The assignments given that are late.</summary>
    public required int LateCount { get; init; }

    static IReadOnlyList<string> IQueryRow<CourseStudent>.Key => [nameof(CourseId), nameof(StudentId)];

    static string IQueryRow<CourseStudent>.DefaultSort => "CourseName,CourseId,SortableName";
}

/// <summary>The performance of a student in a course, over the latest scores.</summary>
public sealed record StudentPerformance : IQueryRow<StudentPerformance>
{
    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The name.</summary>
    public required string? CourseName { get; init; }

    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>The full name.</summary>
    public required string? StudentName { get; init; }

    /// <summary>
    /// The percentage over posted and graded work, as Canvas computes it; null means no score, not zero. Students and observers see
    /// <see cref="EffectiveScore"/> here.
    /// </summary>
    public required double? CurrentScore { get; init; }

    /// <summary>The percentage over posted work, ungraded work as zero.</summary>
    public required double? FinalScore { get; init; }

    /// <summary>The effective score: the one set by hand, else the current score.</summary>
    public double? EffectiveScore { get; init; }

    /// <summary>The effective letter: the one set by hand, else that of the current score.</summary>
    public string? EffectiveGrade { get; init; }

    /// <summary>The assignments given to the student.</summary>
    public required int AssignmentCount { get; init; }

    /// <summary>The assignments given that are submitted or graded.</summary>
    public required int CompletedCount { get; init; }

    /// <summary>The assignments given that are graded: with a score, and not excused.</summary>
    public required int GradedCount { get; init; }

    /// <summary>The assignments given that are late.</summary>
    public required int LateCount { get; init; }

    /// <summary>The assignments given that are missing.</summary>
    public required int MissingCount { get; init; }

    /// <summary>The mean of the percentages of scored work, each assignment alike; null when there is none.</summary>
    public required double? AveragePercentage { get; init; }

    /// <summary>The lowest of them; null when there is none.</summary>
    public required double? LowestPercentage { get; init; }

    /// <summary>The highest of them; null when there is none.</summary>
    public required double? HighestPercentage { get; init; }

    static IReadOnlyList<string> IQueryRow<StudentPerformance>.Key => [nameof(CourseId), nameof(StudentId)];

    static string IQueryRow<StudentPerformance>.DefaultSort => "CourseName,CourseId,-AveragePercentage";
}

/// <summary>A tag on a student.</summary>
public sealed record StudentTag : IQueryRow<StudentTag>
{
    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>The tag.</summary>
    public required long TagId { get; init; }

    /// <summary>The tag as shown.</summary>
    public required string Name { get; init; }

    static IReadOnlyList<string> IQueryRow<StudentTag>.Key => [nameof(StudentId), nameof(TagId)];

    static string IQueryRow<StudentTag>.DefaultSort => "StudentId,Name";
}
