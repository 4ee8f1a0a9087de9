using CanvasData.Operations.Client;
using CanvasData.Operations.Grading;

namespace CanvasData.Operations.Simulator.Testing;

/// <summary>
/// A student of a <see cref="TestCourse"/>. A mark without a name is for the first assignment without a mark; where there is none, a new
/// one of 10 points is added.
/// </summary>
public sealed class TestStudent
{
    private readonly Dictionary<long, Work> _work = [];

    internal TestStudent(TestCourse course, long enrollmentId, long userId, string name) =>
        (Course, EnrollmentId, UserId, Name) = (course, enrollmentId, userId, name);

    /// <summary>The course of these marks.</summary>
    public TestCourse Course { get; }

    /// <summary>The Canvas user id.</summary>
    public long UserId { get; }

    /// <summary>The Canvas id of the enrollment.</summary>
    public long EnrollmentId { get; }

    /// <summary>The full name of the student.</summary>
    public string Name { get; }

    /// <summary>Gives a score that the student sees.</summary>
    /// <param name="score">The score, in points.</param>
    /// <param name="assignment">The assignment; null for the next one.</param>
    public TestStudent Graded(double score, string? assignment = null) => Set(assignment, new Work(Score: score, IsPosted: true, IsSubmitted: true));

    /// <summary>Gives a score that is hidden from the student.</summary>
    /// <inheritdoc cref="Graded" path="/param"/>
    public TestStudent GradedUnposted(double score, string? assignment = null) => Set(assignment, new Work(Score: score, IsSubmitted: true));

    /// <summary>Hands work in that is not graded yet.</summary>
    /// <param name="assignment">The assignment; null for the next one.</param>
    public TestStudent Submitted(string? assignment = null) => Set(assignment, new Work(IsSubmitted: true));

    /// <summary>Marks work as missing.</summary>
    /// <inheritdoc cref="Submitted" path="/param"/>
    public TestStudent Missing(string? assignment = null) => Set(assignment, new Work(IsMissing: true));

    /// <summary>Excuses the student.</summary>
    /// <inheritdoc cref="Submitted" path="/param"/>
    public TestStudent Excused(string? assignment = null) => Set(assignment, new Work(IsExcused: true, IsPosted: true));

    /// <summary>Adds the next student of the course.</summary>
    /// <param name="name">The name.</param>
    public TestStudent WithStudent(string name) => Course.WithStudent(name);

    internal bool HasWork(long assignmentId) => _work.ContainsKey(assignmentId);

    internal SubmissionRecord ToSubmission(TestCourse.Assignment assignment, long? graderId)
    {
        var work = _work.GetValueOrDefault(assignment.Id) ?? new Work();
        var isGraded = work.Score is not null || work.IsExcused;
        return new SubmissionRecord
        {
            Id = (UserId * 1_000_000) + assignment.Id,
            AssignmentId = assignment.Id,
            UserId = UserId,
            WorkflowState = isGraded ? "graded" : work.IsSubmitted ? "submitted" : "unsubmitted",
            SubmissionType = work.IsSubmitted ? "online_text_entry" : null,
            SubmittedAt = work.IsSubmitted ? work.At : null,
            Attempt = work.IsSubmitted ? 1 : null,
            Score = work.Score,
            EnteredScore = work.Score,
            Grade = work.Score?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            EnteredGrade = work.Score?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Late = work.IsSubmitted && work.At > assignment.DueAt,
            Missing = work.IsMissing || (!isGraded && !work.IsSubmitted && assignment.DueAt < Course.School.Now),
            LatePolicyStatus = work.IsMissing ? "missing" : null,
            Excused = work.IsExcused,
            GradedAt = isGraded ? work.At : null,
            GraderId = isGraded ? graderId : null,
            GradeMatchesCurrentSubmission = true,
            PostedAt = work.IsPosted ? work.At : null,
            CachedDueDate = assignment.DueAt,
        };
    }

    internal GradesRecord ToGrades(GradeCalculator calculator)
    {
        var grades = calculator.Calculate(new GradedStudent
        {
            Submissions = [.. _work.Select(pair => new GradedSubmission(pair.Key, pair.Value.Score, pair.Value.IsPosted) { IsExcused = pair.Value.IsExcused })],
        });
        return new GradesRecord
        {
            CurrentScore = (double?)grades.Current.Percent,
            FinalScore = (double?)grades.Final.Percent,
            UnpostedCurrentScore = (double?)grades.UnpostedCurrent.Percent,
            UnpostedFinalScore = (double?)grades.UnpostedFinal.Percent,
        };
    }

    private TestStudent Set(string? assignment, Work work) => Course.School.Change(() =>
    {
        var one = assignment is null ? Course.NextFor(this) : Course.Find(assignment);
        _work[one.Id] = work with { At = Course.School.Now };
        return this;
    });

    private sealed record Work(double? Score = null, bool IsPosted = false, bool IsSubmitted = false, bool IsMissing = false, bool IsExcused = false)
    {
        public DateTimeOffset At { get; init; }
    }
}
