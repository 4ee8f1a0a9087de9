using System.Globalization;
using System.Text.RegularExpressions;
using CanvasData.Operations.Simulator.School;
using Microsoft.Extensions.Primitives;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Which rows of a course a caller asked for. Built once a request, asked once a row.</summary>
internal sealed partial class SubmissionFilter
{
    private const int MaxStudents = 100;

    private readonly CourseState course;
    private readonly bool[]? assignments;
    private readonly string? state;
    private readonly long? periodId;
    private readonly int? submittedAfter;
    private readonly int? gradedAfter;

    private SubmissionFilter(CourseState course, ApiRequest request, bool[]? students, bool[]? assignments, int? submittedAfter, int? gradedAfter)
    {
        this.course = course;
        this.assignments = assignments;
        this.submittedAfter = submittedAfter;
        this.gradedAfter = gradedAfter;
        Students = students;
        state = request["workflow_state"];
        periodId = long.TryParse(request["grading_period_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    /// <summary>The students asked for, by place in the course; null for all.</summary>
    public bool[]? Students { get; }

    /// <summary>Reads the filter from the request, or says what is wrong with it.</summary>
    public static ApiResponse? TryCreate(ApiRequest request, CourseState course, long? sectionId, out SubmissionFilter? filter)
    {
        filter = null;
        if (Since(request, "submitted_since", out var submitted) is { } badSubmitted)
        {
            return badSubmitted;
        }

        if (Since(request, "graded_since", out var graded) is { } badGraded)
        {
            return badGraded;
        }

        if (Choose(request, course, sectionId, out var students) is { } badStudents)
        {
            return badStudents;
        }

        if (Choose(request.List("assignment_ids"), course, out var assignments) is { } badAssignments)
        {
            return badAssignments;
        }

        filter = new SubmissionFilter(course, request, students, assignments, submitted, graded);
        return null;
    }

    public bool Matches(in SubmissionRow row) =>
        course.IsListed(row)
        && (Students is null || Students[row.Student])
        && (assignments is null || assignments[row.Assignment])
        && (submittedAfter is not { } s || (!row.SubmittedAt.IsNone && row.SubmittedAt.Seconds > s))
        && (gradedAfter is not { } g || (!row.GradedAt.IsNone && row.GradedAt.Seconds > g))
        && (state is null || state == SubmissionView.StateName(row.State))
        && (periodId is null || course.PeriodOf(course.Assignments[row.Assignment].DueFor(course.Students[row.Student])) == periodId);

    private static ApiResponse? Choose(ApiRequest request, CourseState course, long? sectionId, out bool[]? students)
    {
        var ids = request.List("student_ids");
        var enrollmentState = request["enrollment_state"];
        students = null;
        var all = ids.Contains("all");
        if (all && sectionId is null && enrollmentState is null)
        {
            return null;
        }

        // Without ids it is the caller's own work, and the caller studies nothing.
        students = new bool[course.Students.Count];
        if (!all && ids.Count > MaxStudents)
        {
            return ApiErrors.TooManyStudents();
        }

        foreach (var student in all ? course.Students : [])
        {
            students[student.Ordinal] = IsEnrolled(course, student, sectionId, enrollmentState);
        }

        foreach (var id in all ? StringValues.Empty : ids)
        {
            if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var userId) || course.FindStudent(userId) is not { InScope: true } student)
            {
                return ApiErrors.NotPermitted(403);
            }

            students[student.Ordinal] = IsEnrolled(course, student, sectionId, enrollmentState);
        }

        return null;
    }

    private static bool IsEnrolled(CourseState course, StudentState student, long? sectionId, string? state) => student.Enrollments.Exists(index =>
    {
        var e = course.Enrollments[index];
        return e.State != "deleted" && (sectionId is null || e.SectionId == sectionId)
            && (state is null || (state == "concluded" ? e.State == "completed" : e.State is "active" or "invited"));
    });

    private static ApiResponse? Choose(StringValues ids, CourseState course, out bool[]? chosen)
    {
        chosen = ids.Count == 0 ? null : new bool[course.Assignments.Count];
        foreach (var id in ids)
        {
            if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || course.FindAssignment(number) is not { HasSubmissions: true } assignment)
            {
                return ApiErrors.BadAssignments();
            }

            chosen![assignment.Ordinal] = true;
        }

        return null;
    }

    private static ApiResponse? Since(ApiRequest request, string field, out int? seconds)
    {
        seconds = null;
        if (request[field] is not { } text)
        {
            return null;
        }

        if (!Iso8601().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since))
        {
            return ApiErrors.BadDate(field);
        }

        var epoch = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        seconds = (int)Math.Clamp(Math.Floor((since - epoch).TotalSeconds), int.MinValue, int.MaxValue);
        return null;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$")]
    private static partial Regex Iso8601();
}
