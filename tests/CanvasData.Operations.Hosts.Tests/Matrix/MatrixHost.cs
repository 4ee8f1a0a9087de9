using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Hosts.Tests.Matrix;

/// <summary>A host of the matrix: syncs a small school twice, keeps notes and tags, and answers.</summary>
internal static class MatrixHost
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 2, Students = 8, AssignmentsPerCourse = 6 };

    /// <param name="host">What the host has chosen.</param>
    /// <param name="turn">As in <see cref="Answers.OfAsync"/>.</param>
    public static async Task<IReadOnlyDictionary<string, string>> AnswerAsync(HostCase host, int? turn)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(host.Provider);
        var clock = new StillClock(Small.StartsAt.AddDays(9));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        HostChoices.Register(services, host, store).UsePostgreSqlBulkWriter().UseSqliteBulkWriter().UseRestClient(rest =>
        {
            rest.BaseAddress = canvas.BaseAddress;
            rest.AccessToken = canvas.Token;
        });
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        await InContextAsync(provider, host, context => context.Database.EnsureCreatedAsync());
        await SyncAsync(provider, SyncStrategy.Full);
        var subject = await InContextAsync(provider, host, context => SubjectOfAsync(context, clock.GetUtcNow()));
        await InContextAsync(provider, host, context => AnnotateAsync(context, subject));
        canvas.School.Advance(TimeSpan.FromDays(8));
        canvas.School.DeleteAssignment(subject.Course, canvas.School.Submissions(subject.Course).First(row => row.Score is not null).AssignmentId);
        await SyncAsync(provider, SyncStrategy.Full);
        await SyncAsync(provider, SyncStrategy.Incremental);
        await InContextAsync(provider, host, context => ForgetFlagsAsync(context, subject.Course));
        return await Answers.OfAsync(provider, subject, turn);
    }

    private static async Task SyncAsync(IServiceProvider services, SyncStrategy strategy)
    {
        var report = await services.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync(new SyncRequest { Strategy = strategy });
        report.Succeeded.Should().BeTrue(string.Join('\n', report.Courses.Select(course => course.Failure?.Message)));
    }

    private static async Task<Subject> SubjectOfAsync(DbContext context, DateTimeOffset now)
    {
        var seats = await context.Set<CanvasEnrollment>().AsNoTracking().OrderBy(row => row.Id).ToListAsync();
        var course = seats[0].CourseId;
        var students = seats.Where(row => row.CourseId == course && row.Type == "StudentEnrollment" && row.EnrollmentState == "active").Select(row => row.UserId).Distinct().ToList();
        return new Subject(now, course, students[0], students[1], Of("TeacherEnrollment"), Of("ObserverEnrollment"));

        long Of(string type) => seats.FirstOrDefault(row => row.CourseId == course && row.Type == type)?.UserId ?? 0;
    }

    private static async Task<int> AnnotateAsync(DbContext context, Subject subject)
    {
        var (tag, now) = (new CanvasTag { Name = " Chess " }, subject.Now.UtcDateTime);
        context.AddRange(
            tag,
            new CanvasNote { TargetType = CanvasTargetTypes.Student, TargetId = subject.Student, CourseId = subject.Course, AuthorUserId = subject.Teacher, Category = "general", Text = "Doing well.", CreatedAt = now },
            new CanvasNote { TargetType = CanvasTargetTypes.Student, TargetId = subject.Other, AuthorName = "Adviser", Category = "general", Text = "Call home.", CreatedAt = now },
            new CanvasNote { TargetType = CanvasTargetTypes.Assignment, TargetId = 1, Category = "general", Text = "Too long." });
        await context.SaveChangesAsync();
        context.Add(new CanvasTagLink { TagId = tag.Id, TargetType = CanvasTargetTypes.Student, TargetId = subject.Student });
        return await context.SaveChangesAsync();
    }

    // A Canvas that sends no flag leaves it null, which is no in every answer.
    private static async Task<int> ForgetFlagsAsync(DbContext context, long courseId)
    {
        foreach (var course in await context.Set<CanvasCourse>().AsTracking().Where(row => row.Id == courseId).ToListAsync())
        {
            (course.ApplyAssignmentGroupWeights, course.HasWeightedGradingPeriods) = (null, null);
        }

        return await context.SaveChangesAsync();
    }

    private static async Task<T> InContextAsync<T>(IServiceProvider services, HostCase host, Func<DbContext, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        await using var context = HostChoices.ContextOf(scope.ServiceProvider, host);
        return await work(context);
    }

    private sealed class StillClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
