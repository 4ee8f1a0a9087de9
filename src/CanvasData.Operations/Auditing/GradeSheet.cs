using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Grading;

namespace CanvasData.Operations.Auditing;

/// <summary>
/// The grades of one student in one course, computed from stored rows. A sheet never changes: supposed scores give another sheet.
/// </summary>
public sealed class GradeSheet
{
    private readonly GradeCalculator _calculator;
    private readonly Lazy<CourseGrades> _grades;

    internal GradeSheet(long courseId, long studentId, GradedCourse course, GradeCalculator calculator, GradedStudent student)
    {
        (CourseId, StudentId, Course, Student, _calculator) = (courseId, studentId, course, student, calculator);
        _grades = new Lazy<CourseGrades>(() => calculator.Calculate(student));
    }

    /// <summary>The course.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public long CourseId { get; }

    /// <summary>The student.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public long StudentId { get; }

    /// <summary>The posted and graded work, as a total.</summary>
    public GradeTotal Current => Grades.Current;

    /// <summary>The total in which ungraded work counts as 0.</summary>
    public GradeTotal Final => Grades.Final;

    /// <summary>The totals of the course, of each group and of each grading period.</summary>
    [JsonIgnore]
    public CourseGrades Grades => _grades.Value;

    /// <summary>The parts of the course that decide the grades, as the calculator takes them.</summary>
    [JsonIgnore]
    public GradedCourse Course { get; }

    /// <summary>The work of the student, as the calculator takes it.</summary>
    [JsonIgnore]
    public GradedStudent Student { get; }

    /// <summary>The same grades with a score that is only supposed.</summary>
    /// <param name="assignmentId">The assignment.</param>
    /// <param name="score">The supposed score, in points.</param>
    /// <exception cref="ArgumentException">The course has no such assignment, or the student does not have it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The score is no number.</exception>
    public GradeSheet WhatIf(long assignmentId, double score) => WhatIf(new Dictionary<long, double> { [assignmentId] = score });

    /// <summary>The same grades with scores that are only supposed.</summary>
    /// <param name="scores">Supposed scores in points, by assignment.</param>
    /// <exception cref="ArgumentException">The course has no such assignment, or the student does not have it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score is no number.</exception>
    public GradeSheet WhatIf(IReadOnlyDictionary<long, double> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        foreach (var (assignment, score) in scores)
        {
            if (!Course.Assignments.Any(one => one.Id == assignment && one.IsPublished) || Student.NotAssigned.Contains(assignment))
            {
                throw new ArgumentException(
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The student has no published assignment {assignment} in course {CourseId}. Give ids of this sheet's Course.Assignments."), nameof(scores));
            }

            if (!double.IsFinite(score))
            {
                throw new ArgumentOutOfRangeException(nameof(scores), score, "A supposed score must be a finite number of points.");
            }
        }

        return new GradeSheet(CourseId, StudentId, Course, _calculator, Student.WhatIf(scores));
    }

    /// <summary>Calculates what the student needs on the work that is not graded yet, so that a total reaches a target.</summary>
    /// <param name="target">The total to reach, percent.</param>
    /// <param name="kind">Which total.</param>
    public RequiredScore Required(decimal target, GradeKind kind = GradeKind.Final) => _calculator.Required(Student, target, kind);

    /// <summary>Calculates what the student needs on the work that is not graded yet for a letter or a better one.</summary>
    /// <param name="letter">The letter to reach, in any case.</param>
    /// <param name="kind">Which total.</param>
    /// <exception cref="ArgumentException">The course has no letters, or not this one.</exception>
    public RequiredScore Required(string letter, GradeKind kind = GradeKind.Final) => _calculator.Required(Student, letter, kind);
}
