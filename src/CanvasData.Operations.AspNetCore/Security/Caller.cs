using System.Reflection;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The person who asks, in one role, with the queries and analyses of that role's scope.</summary>
internal sealed class Caller(IServiceProvider services, CanvasApiRoles role, CanvasApiRoles roles, long? userId, IReadOnlyCollection<long> caseload, string? key)
{
    public CanvasApiRoles Role => role;

    /// <summary>All roles of the person.</summary>
    public CanvasApiRoles Roles => roles;

    public long? UserId => userId;

    /// <summary>The key of the person in the portal; null without one.</summary>
    public string? Key => key;

    /// <summary>The person as the author of notes; null for one whom nothing identifies.</summary>
    public NoteAuthor? Author => userId is { } id ? new NoteAuthor(id) : key is null ? null : NoteAuthor.Named(key);

    /// <summary>The person in the records of decisions; null for one whom nothing identifies.</summary>
    public string? Signature => Author?.ToSignature();

    public bool IsStaff => IsStaffRole(role);

    public ICanvasQueries Queries { get; } = Scope(services.GetRequiredService<IQueryBuilder>(), role, userId, caseload);

    /// <summary>The analyses of staff; the endpoint must not be open to students and observers.</summary>
    public ICanvasAnalytics StaffAnalytics => Analytics as ICanvasAnalytics ?? throw new InvalidOperationException("The endpoint is open to roles without these analyses.");

    /// <summary>The insights that every role may ask for.</summary>
    public Task<StudentInsights> StudentInsightsAsync(long studentId, DateTimeOffset? asOf, CancellationToken cancellationToken) => Analytics switch
    {
        ICanvasAnalytics staff => staff.GenerateStudentInsightsAsync(studentId, asOf, cancellationToken),
        IStudentAnalytics student => student.GenerateStudentInsightsAsync(studentId, asOf, cancellationToken),
        _ => throw new InvalidOperationException("The scope has no analyses."),
    };

    private object Analytics
    {
        get
        {
            var analytics = services.GetRequiredService<IAnalyticsBuilder>();
            return role switch
            {
                CanvasApiRoles.Administrator => analytics.ForEverything(),
                CanvasApiRoles.Adviser => analytics.ForAdviser(caseload),
                CanvasApiRoles.Teacher => analytics.ForTeacher(userId!.Value),
                CanvasApiRoles.Observer => analytics.ForObserver(userId!.Value),
                _ => analytics.ForStudent(userId!.Value),
            };
        }
    }

    public static bool IsStaffRole(CanvasApiRoles role) => (role & ApiEndpoint.Staff) != 0;

    public static ValueTask<Caller?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new(http.Features.Get<Caller>());
    }

    public Task<bool> SeesCourseAsync(long courseId, CancellationToken cancellationToken) =>
        Queries.WithinCourses([courseId]).IncludingMissing().Courses().Select(course => course.CourseId).AnyAsync(cancellationToken);

    public Task<bool> SeesStudentAsync(long studentId, CancellationToken cancellationToken) =>
        Queries.IncludingMissing().CourseEnrollments(studentId: studentId).Select(row => row.StudentId).AnyAsync(cancellationToken);

    public Task<bool> SeesStudentAsync(long courseId, long studentId, CancellationToken cancellationToken) =>
        Queries.IncludingMissing().CourseEnrollments(courseId, studentId).Select(row => row.StudentId).AnyAsync(cancellationToken);

    public Task<bool> SeesAssignmentAsync(long courseId, long assignmentId, CancellationToken cancellationToken) => IsStaff
        ? Queries.ActiveObjects(CanvasObjectTypes.Assignment, LifecycleStates.Inactive | LifecycleStates.PendingDeletion)
            .Where(row => row.ObjectId == assignmentId && row.CourseId == courseId).Select(row => row.ObjectId).AnyAsync(cancellationToken)
        : Queries.StudentGrades(courseId, assignmentIds: [assignmentId]).Select(row => row.AssignmentId).AnyAsync(cancellationToken);

    private static ICanvasQueries Scope(IQueryBuilder queries, CanvasApiRoles role, long? userId, IReadOnlyCollection<long> caseload) => role switch
    {
        CanvasApiRoles.Administrator => queries.ForEverything(),
        CanvasApiRoles.Adviser => queries.ForAdviser(caseload),
        CanvasApiRoles.Teacher => queries.ForTeacher(userId!.Value),
        CanvasApiRoles.Observer => queries.ForObserver(userId!.Value),
        _ => queries.ForStudent(userId!.Value),
    };
}
