using CanvasData.Operations.Hosts.Tests.Matrix;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.SqlServer.Tests.Statements;

/// <summary>A host on SQLite that syncs a living school and makes every call, while its twin keeps what it asks the database.</summary>
public sealed class RunningHost
{
    private static readonly CanvasSimulatorOptions Options = new() { Courses = 3, Students = 12, AssignmentsPerCourse = 6, RealShapes = true };

    public Twin Twin { get; } = new();

    /// <summary>The calls that were made, such as "ITagManager.AddAsync".</summary>
    public IReadOnlyCollection<string> Calls { get; private set; } = [];

    public async Task InitializeAsync()
    {
        var clock = new Clock { Now = Options.StartsAt.AddDays(9) };
        await using var canvas = await CanvasSimulator.StartAsync(Options);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);

        // EF Core keeps compiled queries in this cache; another host's must not be found there.
        using var cache = new MemoryCache(new MemoryCacheOptions());
        await using var host = await SyncHost.StartAsync(canvas, store, services: services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.Configure<CanvasOperationsOptions>(options =>
            {
                options.Cleanup.ArchiveHistoryAfter = TimeSpan.FromDays(30);
                options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Course, Name = "Room" });
            });
            services.ConfigureDbContext<SchoolContext>(options => options.UseMemoryCache(cache).AddInterceptors(Twin));
        });
        await SyncAsync(host, SyncStrategy.Full);
        var school = await host.UseAsync(context => SchoolOfAsync(context, clock.GetUtcNow()));
        Change(canvas.School, school);
        await SyncAsync(host, SyncStrategy.Incremental);
        await SyncAsync(host, SyncStrategy.Full);
        await host.Pipeline.VerifyAsync(new VerificationRequest { AgainstCanvas = true });
        var (reads, writes) = (new ReadingCalls(school), new WritingCalls(school));
        string[] failures = [.. await reads.MakeAsync(host.Services), .. await ChangeAsync(), .. await reads.MakeAsync(host.Services)];
        failures.Should().BeEmpty();
        await host.UseAsync(context => context.Set<CanvasInstance>().ExecuteUpdateAsync(set => set.SetProperty(row => row.SchemaVersion, row => row.SchemaVersion - 1)));
        await SyncAsync(host, SyncStrategy.Full);
        Calls = [.. reads.Names, .. writes.Names];

        async Task<IReadOnlyList<string>> ChangeAsync()
        {
            await Answers.OfAsync(host.Services, school.People, turn: 0);
            clock.Now = clock.Now.AddDays(400);
            return await writes.MakeAsync(host.Services);
        }
    }

    private static async Task SyncAsync(SyncHost host, SyncStrategy strategy)
    {
        var report = await host.Bridge.SyncAllCoursesAsync(new SyncRequest { Strategy = strategy });
        report.Succeeded.Should().BeTrue(string.Join('\n', report.Courses.Select(course => course.Failure?.Message)));
    }

    private static void Change(SimulatedSchool canvas, School school)
    {
        var course = school.People.Course;
        canvas.Advance(TimeSpan.FromDays(8));
        canvas.RenameUser(school.People.Student, "Another Name");
        canvas.AddStudent(course);
        canvas.DeleteAssignment(course, canvas.Submissions(course).First(row => row.Score is not null && row.AssignmentId != school.Assignment).AssignmentId);
        canvas.DeleteEnrollment(canvas.Enrollments(course).First(seat => seat.UserId == school.People.Other).Id);
    }

    private static async Task<School> SchoolOfAsync(SchoolContext context, DateTimeOffset now)
    {
        var seats = await context.Set<CanvasEnrollment>().AsNoTracking().OrderBy(row => row.Id).ToListAsync();
        var course = seats[0].CourseId;
        var students = seats.Where(row => row.CourseId == course && row.Type == "StudentEnrollment" && row.EnrollmentState == "active").Select(row => row.UserId).Distinct().ToList();
        var assignments = await context.Set<CanvasAssignment>().Where(row => row.CourseId == course).Select(row => row.Id).OrderBy(id => id).ToListAsync();
        var people = new Subject(now, course, students[0], students[1], Of("TeacherEnrollment"), Of("ObserverEnrollment"));
        return new School(people, seats.First(row => row.CourseId != course).CourseId, assignments[0], new Dictionary<string, long>
        {
            [CanvasObjectTypes.Enrollment] = seats.Last(row => row.CourseId != course).Id,
            [CanvasObjectTypes.User] = students[2],
            [CanvasObjectTypes.Assignment] = assignments[^1],
            [CanvasObjectTypes.AssignmentGroup] = await context.Set<CanvasAssignmentGroup>().Where(row => row.CourseId == course).Select(row => row.Id).MaxAsync(),
            [CanvasObjectTypes.Module] = await context.Set<CanvasModule>().Select(row => row.Id).MaxAsync(),
            [CanvasObjectTypes.Section] = await context.Set<CanvasSection>().Where(row => row.CourseId != course).Select(row => row.Id).MaxAsync(),
            [CanvasObjectTypes.Course] = seats.First(row => row.CourseId != course).CourseId,
        });

        long Of(string type) => seats.FirstOrDefault(row => row.CourseId == course && row.Type == type)?.UserId ?? 0;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
