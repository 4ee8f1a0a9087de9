using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Queries;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>The courses and students that a caller may see, by the rules of the queries.</summary>
internal sealed class AnalyticsScope(CallerScope caller)
{
    public static AnalyticsScope Everything { get; } = new(CallerScope.Everything);

    /// <summary>Whether every course and every student is in it.</summary>
    public bool SeesEverything => caller.Scope.SeesEverything;

    /// <summary>The courses in scope.</summary>
    public IQueryable<CanvasCourse> CoursesIn(DbContext database) => Tables(database).Courses;

    /// <summary>Reads whether a course is in scope.</summary>
    public Task<bool> SeesAsync(DbContext database, long courseId, CancellationToken cancellationToken) => SeesEverything
        ? Task.FromResult(true)
        : CoursesIn(database).Where(course => course.Id == courseId).WithNullsOfCSharp(database).AnyAsync(cancellationToken);

    /// <summary>Reads the students of a course that are in scope.</summary>
    public async Task<HashSet<long>> StudentsOfAsync(DbContext database, long courseId, CancellationToken cancellationToken) =>
        [.. await Tables(database).Roster.Where(row => row.CourseId == courseId).Select(row => row.UserId).Distinct()
            .WithNullsOfCSharp(database).ToListAsync(cancellationToken).ConfigureAwait(false)];

    /// <summary>Reads the courses in which a student is in scope.</summary>
    public async Task<HashSet<long>> CoursesOfAsync(DbContext database, long studentId, CancellationToken cancellationToken) =>
        [.. await Tables(database).Roster.Where(row => row.UserId == studentId).Select(row => row.CourseId).Distinct()
            .WithNullsOfCSharp(database).ToListAsync(cancellationToken).ConfigureAwait(false)];

    private ScopedTables Tables(DbContext database) => new(database, caller.Scope, caller.Parameters, includeMissing: false);
}
