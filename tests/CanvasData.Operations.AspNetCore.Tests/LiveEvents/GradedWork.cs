using System.Globalization;
using System.Text.Json;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.AspNetCore.Tests.LiveEvents;

/// <summary>Work that is graded in the simulated school, and what is stored of it.</summary>
internal static class GradedWork
{
    public static (long Course, SimulatedSubmission Submission) Graded(CanvasSimulator canvas, int place)
    {
        var course = canvas.School.Courses[0].Id;
        return (course, Work(canvas, course).Skip(place).First());
    }

    /// <summary>The work of students who are in the course.</summary>
    public static IEnumerable<SimulatedSubmission> Work(CanvasSimulator canvas, long course)
    {
        var students = canvas.School.Enrollments(course).Where(one => one is { Type: "StudentEnrollment", State: "active" }).Select(one => one.UserId).ToHashSet();
        return canvas.School.Submissions(course).Where(one => students.Contains(one.UserId));
    }

    public static Task<double?> ScoreAsync(LiveEventHost host, long id) =>
        host.UseAsync(database => database.Set<CanvasSubmission>().Where(row => row.Id == id).Select(row => row.EnteredScore).SingleOrDefaultAsync());

    /// <summary>Grades, and writes the event of it.</summary>
    public static string Grade(CanvasSimulator canvas, SimulatedSubmission work, double score)
    {
        canvas.School.SetScore(work.CourseId, work.AssignmentId, work.UserId, score);
        return JsonSerializer.Serialize(new
        {
            metadata = new
            {
                event_name = "grade_change",
                event_time = TimeProvider.System.GetUtcNow(),
                root_account_uuid = canvas.LiveEvents.RootAccountUuid,
                context_type = "Course",
                context_id = Id(work.CourseId),
                request_id = Guid.NewGuid(),
            },
            body = new { assignment_id = Id(work.AssignmentId), student_id = Id(work.UserId) },
        });
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}
