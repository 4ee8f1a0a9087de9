using CanvasData.Operations.Configuration;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Maintenance;

/// <summary>The school of <see cref="LifecycleSchool"/> with objects that were gone for some days.</summary>
internal static class CleanupSchool
{
    private static readonly DateTime Now = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Task<TestHost<SchoolContext>> StartAsync(TestStore store, Action<IServiceCollection>? services = null, Action<DbContextOptionsBuilder>? context = null) => LifecycleSchool.StartAsync(
        LifecycleSchool.Canvas(out _),
        store,
        collection =>
        {
            collection.AddSingleton<TimeProvider>(new FixedTime { Now = new DateTimeOffset(Now) });
            collection.Configure<CanvasOperationsOptions>(options => options.Cleanup.ArchiveHistoryAfter = TimeSpan.FromDays(400));
            services?.Invoke(collection);
        },
        context);

    public static Task<CanvasObjectStatus> StatusAsync(DbContext context, string type, long id) => context.Set<CanvasObjectStatus>().SingleAsync(row => row.ObjectType == type && row.ObjectId == id);

    public static async Task InactiveAsync(DbContext context, string type, long id, int days)
    {
        var status = await StatusAsync(context, type, id);
        (status.Active, status.RemovedAt, status.StateChangedAt, status.RemovalReason) = (false, Now.AddDays(-days), Now.AddDays(-days), "gone");
    }

    public static async Task PendingAsync(DbContext context, string type, long id, int days)
    {
        var status = await StatusAsync(context, type, id);
        (status.PendingDeletion, status.RemovedAt, status.StateChangedAt, status.RemovalReason) = (true, Now.AddDays(-days), Now.AddDays(-days), "gone");
    }

    public static async Task ApprovedAsync(DbContext context, string type, long id)
    {
        var status = await StatusAsync(context, type, id);
        (status.Active, status.Decision, status.RemovedAt, status.StateChangedAt) = (false, LifecycleDecisions.DeletionApproved, Now.AddDays(-1), Now.AddDays(-1));
    }

    /// <summary>Adds two changes of a score, of totals, and two snapshots; the first of each is old.</summary>
    public static Task HistoryAsync(DbContext context)
    {
        foreach (var days in (int[])[500, 450])
        {
            context.Add(new CanvasAssignmentScoreHistory { SubmissionId = 30, AssignmentId = 4, UserId = 10, CourseId = 1, RecordedAt = Now.AddDays(-days), Change = HistoryChange.Changed, Score = days, PreviousScore = 1 });
            context.Add(new CanvasGradeHistory { EnrollmentId = 20, UserId = 10, CourseId = 1, RecordedAt = Now.AddDays(-days), Change = HistoryChange.Changed, CurrentScore = days });
            context.Add(new CanvasCourseSnapshot { CourseId = 1, RecordedAt = Now.AddDays(-days) });
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Brings objects into every rule, and some into two: a student whose deletion is approved, with an enrollment that is approved too;
    /// a second course that is approved, with a student of its own and an inactive assignment.
    /// </summary>
    public static async Task MixAsync(DbContext context)
    {
        await HistoryAsync(context);
        await ApprovedAsync(context, CanvasObjectTypes.User, 11);
        var enrollment = await context.Set<CanvasEnrollmentStatus>().SingleAsync(row => row.EnrollmentId == 21);
        (enrollment.Active, enrollment.Decision) = (false, LifecycleDecisions.DeletionApproved);
        await InactiveAsync(context, CanvasObjectTypes.Assignment, 4, days: 400);
        await InactiveAsync(context, CanvasObjectTypes.Assignment, 5, days: 100);
        await InactiveAsync(context, CanvasObjectTypes.Section, 2, days: 100);
        await PendingAsync(context, CanvasObjectTypes.Module, 6, days: 40);

        context.Add(new CanvasCourse { Id = 100, Name = "Old", RowHash = 1, FirstSyncedAt = Now, SyncedAt = Now });
        context.Add(new CanvasUser { Id = 110, Name = "Vanished", RowHash = 1, FirstSyncedAt = Now, SyncedAt = Now });
        context.Add(new CanvasAssignment { Id = 140, CourseId = 100, Name = "Old task", RowHash = 1, FirstSyncedAt = Now, SyncedAt = Now });
        context.Add(new CanvasEnrollment { Id = 120, CourseId = 100, UserId = 110, CurrentScore = 50, RowHash = 1, FirstSyncedAt = Now, SyncedAt = Now });
        context.Add(new CanvasEnrollment { Id = 121, CourseId = 100, UserId = 11, CurrentScore = 50, RowHash = 1, FirstSyncedAt = Now, SyncedAt = Now });
        context.Add(new CanvasSubmission { Id = 130, CourseId = 100, AssignmentId = 140, UserId = 110, Score = 4, RowHash = 1, FirstSyncedAt = Now, SyncedAt = Now });
        context.Add(new CanvasSubmission { Id = 131, CourseId = 100, AssignmentId = 140, UserId = 11, Score = 4, RowHash = 1, FirstSyncedAt = Now, SyncedAt = Now });
        context.Add(Status(CanvasObjectTypes.Course, 100, null, LifecycleDecisions.DeletionApproved));
        context.Add(Status(CanvasObjectTypes.User, 110, null, null));
        context.Add(Status(CanvasObjectTypes.Assignment, 140, 100, null));
        foreach (var (id, user) in ((long, long)[])[(120, 110), (121, 11)])
        {
            context.Add(new CanvasEnrollmentStatus { EnrollmentId = id, CourseId = 100, UserId = user, RemovedAt = Now.AddDays(-200), StateChangedAt = Now.AddDays(-200), FirstSeenAt = Now.AddDays(-300), UpdatedAt = Now });
        }
    }

    private static CanvasObjectStatus Status(string type, long id, long? course, string? decision) => new()
    {
        ObjectType = type, ObjectId = id, CourseId = course, Decision = decision, RemovedAt = Now.AddDays(-200), StateChangedAt = Now.AddDays(-200), RemovalReason = "gone", FirstSeenAt = Now.AddDays(-300), UpdatedAt = Now,
    };
}
