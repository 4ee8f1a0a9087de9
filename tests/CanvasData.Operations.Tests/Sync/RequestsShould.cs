using CanvasData.Operations.Auditing;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Sync;

public class RequestsShould
{
    private const int Nights = 7;

    private static readonly CanvasSimulatorOptions School = new() { Courses = 12, Students = 48, AssignmentsPerCourse = 12 };
    private static readonly SyncRequest Incremental = new() { Strategy = SyncStrategy.Incremental };

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeFourForAQuietCourseAndOneForTheList(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(School);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = canvas.Requests.Count;

        var report = await host.SyncAsync(Incremental);

        report.RowsWritten.Should().Be(0);
        var asked = canvas.Requests.All.Skip(before).Select(request => PathOf(request.PathAndQuery)).ToList();
        asked.Count(path => path == "courses").Should().Be(1);
        asked.Should().NotContain(path => path.StartsWith("courses/") && path.Count(character => character == '/') == 1, "the list holds all of a course");
        asked.Count.Should().BeLessThanOrEqualTo((4 * School.Courses) + 1);
        report.Courses.Where(course => course.Requests > 0).Should().OnlyContain(course => course.Requests == 4);
        await AssertIsTheSchoolAsync(host, canvas);
    }

    [Fact]
    public async Task StayFewOverAWeekOfALivingSchool()
    {
        await using var canvas = await CanvasSimulator.StartAsync(School);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        await host.SyncAsync();
        var full = (await host.SyncAsync()).Requests;
        var (requests, passes) = (0L, new Dictionary<long, int>());
        for (var night = 1; night <= Nights; night++)
        {
            canvas.School.Advance(TimeSpan.FromDays(1));
            time.Advance(TimeSpan.FromDays(1));
            var report = await host.SyncAsync(Incremental);
            requests += report.Requests;
            foreach (var course in report.Courses.Where(course => course.Strategy == SyncStrategy.Full && course.Requests > 0))
            {
                passes[course.CourseId] = passes.GetValueOrDefault(course.CourseId) + 1;
            }

            await AssertGradesAreTheSchoolsAsync(host, canvas, night);
        }

        requests.Should().BeLessThan(Nights * full / 2);
        passes.Values.Should().OnlyContain(count => count == 1);
        passes.Should().HaveCountGreaterThanOrEqualTo(School.Courses - 1, "every course but the concluded one has had its full pass");

        for (var night = 1; night <= Nights; night++)
        {
            time.Advance(TimeSpan.FromDays(1));
            await host.SyncAsync(Incremental);
        }

        await AssertIsTheSchoolAsync(host, canvas);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(-7)]
    public async Task SpreadFullPassesOverTheNightsWithoutLettingOneSlip(int minutesOfDrift)
    {
        var canvas = new ScriptedCanvas();
        Enumerable.Range(1, 40).ToList().ForEach(id => canvas.AddCourse(id));
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        await host.SyncAsync();
        var last = Enumerable.Range(1, 40).ToDictionary(id => (long)id, _ => 0);
        var most = 0;
        for (var night = 1; night <= 3 * Nights; night++)
        {
            time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(minutesOfDrift));
            var passes = (await host.SyncAsync(Incremental)).Courses.Where(course => course.Strategy == SyncStrategy.Full).Select(course => course.CourseId).ToList();
            most = Math.Max(most, passes.Count);
            passes.ForEach(id => last[id] = night);
            last.Values.Should().OnlyContain(pass => night - pass < Nights, "a week without a full pass is the most");
        }

        most.Should().BeLessThan(20);
    }

    [Fact]
    public async Task SpareConcludedCoursesForAMonth()
    {
        await using var canvas = await CanvasSimulator.StartAsync(School with { Courses = 7, Students = 16, AssignmentsPerCourse = 6 });
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        var concluded = canvas.School.Courses.Single(course => course.WorkflowState == "completed").Id;
        await host.SyncAsync(Incremental);
        var graded = canvas.School.Submissions(concluded).First(row => row.Score is not null);
        canvas.School.Ungrade(concluded, graded.AssignmentId, graded.UserId);
        var days = new List<int>();
        for (var day = 1; day <= 90; day++)
        {
            time.Advance(TimeSpan.FromDays(1));
            var report = (await host.SyncAsync(Incremental)).Courses.Single(course => course.CourseId == concluded);
            if (report.Requests > 0)
            {
                days.Add(day);
            }
            else
            {
                report.Skipped.Should().ContainKey("course");
            }
        }

        days[0].Should().BeLessThanOrEqualTo(30, "no longer than the interval");
        var gaps = days.Skip(1).Zip(days, (later, earlier) => later - earlier).ToList();

        // The first slot of the course may come right after its first sync; its pass then waits until a tenth of the interval is over.
        gaps[0].Should().BeInRange(27, 30, "passes were at days {0}", string.Join(' ', days));
        gaps.Skip(1).Should().OnlyContain(between => between == 30);
        (await host.RowsAsync<CanvasSubmission>()).Single(row => row.Id == graded.Id).Score.Should().BeNull();
        (await host.RowsAsync<CanvasCourse>()).Single(row => row.Id == concluded).MissingSince.Should().BeNull();
        (await host.SyncAsync(Incremental with { CourseIds = [concluded] })).Requests.Should().BeGreaterThan(0, "whoever names a course gets it");
    }

    [Fact]
    public async Task SpreadThePassesOfConcludedCoursesOverTheMonth()
    {
        var canvas = new ScriptedCanvas { ListsWholeCourses = true };
        foreach (var id in Enumerable.Range(1, 60))
        {
            var course = canvas.AddCourse(id);
            course.Course = course.Course.Replace("available", "completed", StringComparison.Ordinal);
        }

        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        await host.SyncAsync(Incremental);
        var passes = new List<int>();
        for (var night = 1; night <= 33; night++)
        {
            time.Advance(TimeSpan.FromDays(1));
            passes.Add((await host.SyncAsync(Incremental)).Courses.Count(course => course.Requests > 0));
        }

        passes.Max().Should().BeLessThan(15, "sixty passes spread over thirty nights");
        passes.Sum().Should().BeInRange(60, 75, "each course once a month");
    }

    [Fact]
    public async Task IncludeOneFullPassAfterTheEndOfACourse()
    {
        var canvas = new ScriptedCanvas { ListsWholeCourses = true };
        var course = canvas.AddCourse(1).AddAssignment(1);
        canvas.AddCourse(2);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        course.Course = course.Course.Replace("available", "completed", StringComparison.Ordinal);

        var strategies = new List<(SyncStrategy, bool)>();
        for (var run = 0; run < 3; run++)
        {
            var report = (await host.SyncAsync(Incremental)).Courses[0];
            strategies.Add((report.Strategy, report.Requests > 0));
        }

        strategies.Should().Equal((SyncStrategy.Full, true), (SyncStrategy.Incremental, false), (SyncStrategy.Incremental, false));
        (await host.RowsAsync<CanvasCourse>()).Single(row => row.Id == 1).WorkflowState.Should().Be("completed");

        course.Course = course.Course.Replace("completed", "available", StringComparison.Ordinal);
        (await host.SyncAsync(Incremental)).Courses[0].Requests.Should().BeGreaterThan(0, "it was opened again");
    }

    [Fact]
    public async Task RunSideBySideWithinACourse()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        var (current, four) = (0, new TaskCompletionSource());
        canvas.Before = async (what, _, token) =>
        {
            if (Interlocked.Increment(ref current) == 4)
            {
                four.TrySetResult();
            }

            await Task.WhenAny(four.Task, Task.Delay(TimeSpan.FromSeconds(1), token));
            Interlocked.Decrement(ref current);
        };
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        await host.SyncCourseAsync(1);

        four.Task.IsCompleted.Should().BeTrue("four requests were under way at once");
    }

    /// <summary>Compares the mirror with that of a host that has just synced everything.</summary>
    internal static async Task AssertIsTheSchoolAsync(TestHost<SchoolContext> host, CanvasSimulator canvas)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var fresh = await TestHost.StartAsync(canvas, store);
        await fresh.SyncAsync();
        (await LiveRowsAsync(host)).ShouldHoldTheCellsOf(await LiveRowsAsync(fresh), "an incremental sync leaves what a full one does");
    }

    private static Task<SortedDictionary<string, List<string>>> LiveRowsAsync(TestHost<SchoolContext> host) => host.UseAsync(async context =>
    {
        var tables = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var entity in context.Model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(CanvasRow))))
        {
            var set = (IQueryable<CanvasRow>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(entity.ClrType).Invoke(context, null)!;
            tables[entity.ClrType.Name] = [.. (await set.IgnoreQueryFilters().AsNoTracking().Where(row => row.MissingSince == null).ToListAsync()).OrderBy(row => row.Id).Select(RowText.Told)];
        }

        return tables;
    });

    // Totals, assignments and overrides are those of the school tonight, and the stored work explains every total.
    private static async Task AssertGradesAreTheSchoolsAsync(TestHost<SchoolContext> host, CanvasSimulator canvas, int night)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var fresh = await TestHost.StartAsync(canvas, store);
        await fresh.SyncAsync();
        var (stored, expected) = (await LiveRowsAsync(host), await LiveRowsAsync(fresh));
        foreach (var table in (string[])[nameof(CanvasEnrollment), nameof(CanvasAssignment), nameof(CanvasAssignmentOverride)])
        {
            expected[table].Except(stored[table]).Take(3).Should().BeEmpty($"{table} in night {night} must be that of the school");
        }

        foreach (var course in canvas.School.Courses.Where(course => !course.AccessRestrictedByDate))
        {
            (await AgreementAsync(host, course.Id)).Should().Be(await AgreementAsync(fresh, course.Id), $"the totals of course {course.Id} follow from its work in night {night}");
        }

        var graded = (await fresh.RowsAsync<CanvasSubmission>()).ToDictionary(row => row.Id, row => (row.Score, row.PostedAt, row.Excused));
        var wrong = (await host.RowsAsync<CanvasSubmission>()).Count(row => row.MissingSince is null && graded.TryGetValue(row.Id, out var now) && now != (row.Score, row.PostedAt, row.Excused));
        wrong.Should().BeLessThanOrEqualTo(graded.Count / 200, "only what moves no total may wait for the full pass");
    }

    private static async Task<(int, int)> AgreementAsync(TestHost<SchoolContext> host, long course)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<IGradeAudit>().SummarizeAsync(course);
        return (found.Numbers, found.NumbersInAgreement);
    }

    private static string PathOf(string pathAndQuery) => pathAndQuery.Split('?')[0]["/api/v1/".Length..];
}
