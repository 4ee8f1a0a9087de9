using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.AspNetCore.Tests;

/// <summary>The people and courses of the tests, from the rows of the simulated school.</summary>
public sealed record People
{
    /// <summary>The course of everybody below.</summary>
    public required long Course { get; init; }

    /// <summary>A course in which none of them is.</summary>
    public required long ForeignCourse { get; init; }

    public required long Teacher { get; init; }

    public required long Student { get; init; }

    public required long Observer { get; init; }

    /// <summary>The student of the observer.</summary>
    public required long Observed { get; init; }

    /// <summary>A student of the foreign course, foreign to each person of these tests.</summary>
    public required long ForeignStudent { get; init; }

    /// <summary>An assignment of the course on which the student has a posted score.</summary>
    public required long Assignment { get; init; }

    /// <summary>An assignment of the foreign course.</summary>
    public required long ForeignAssignment { get; init; }

    public static async Task<People> FindAsync(SchoolContext school)
    {
        var all = await school.Set<CanvasEnrollment>().AsNoTracking().OrderBy(row => row.Id).ToListAsync();
        var rows = all.Where(row => row.EnrollmentState == "active").ToList();
        var observer = rows.First(row => row.Type == "ObserverEnrollment" && row.AssociatedUserId != null);
        var course = observer.CourseId;
        var teacher = rows.First(row => row.CourseId == course && row.Type == "TeacherEnrollment").UserId;
        var taught = all.Where(row => row.UserId == teacher).Select(row => row.CourseId).ToHashSet();
        var inCourse = all.Where(row => taught.Contains(row.CourseId) || row.CourseId == course).Select(row => row.UserId).ToHashSet();
        var student = rows.First(row => row.CourseId == course && row.Type == "StudentEnrollment" && row.UserId != observer.AssociatedUserId);
        var attended = all.Where(row => row.UserId == student.UserId || row.UserId == observer.AssociatedUserId).Select(row => row.CourseId).ToHashSet();
        var foreign = rows.First(row => row.Type == "StudentEnrollment" && !taught.Contains(row.CourseId) && !attended.Contains(row.CourseId) && !inCourse.Contains(row.UserId));
        return new People
        {
            Course = course,
            ForeignCourse = foreign.CourseId,
            Teacher = teacher,
            Student = student.UserId,
            Observer = observer.UserId,
            Observed = observer.AssociatedUserId!.Value,
            ForeignStudent = foreign.UserId,
            ForeignAssignment = await school.Set<CanvasAssignment>().Where(row => row.CourseId == foreign.CourseId).OrderBy(row => row.Id).Select(row => row.Id).FirstAsync(),
            Assignment = await school.Set<CanvasSubmission>().Where(row => row.CourseId == course && row.UserId == student.UserId && row.Score != null && row.PostedAt != null)
                .OrderBy(row => row.AssignmentId).Select(row => row.AssignmentId).FirstAsync(),
        };
    }
}
