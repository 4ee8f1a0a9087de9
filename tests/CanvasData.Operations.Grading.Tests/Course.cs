namespace CanvasData.Operations.Grading.Tests;

/// <summary>Short words for courses of a few assignments.</summary>
internal static class Course
{
    /// <summary>A course of one group; assignments are numbered from 1.</summary>
    public static GradedCourse OneGroup(int dropLowest, int dropHighest, params double?[] points) => new()
    {
        Groups = [new GradedGroup(1, 100, dropLowest, dropHighest)],
        Assignments = [.. points.Select((possible, i) => new GradedAssignment(i + 1, 1, possible))],
    };

    /// <summary>A student with scores on the assignments from 1.</summary>
    public static GradedStudent Student(params double?[] scores) => new()
    {
        Submissions = [.. scores.Select((score, i) => new GradedSubmission(i + 1, score))],
    };

    public static CourseGrades Grades(this GradedCourse course, params double?[] scores) => new GradeCalculator(course).Calculate(Student(scores));
}
