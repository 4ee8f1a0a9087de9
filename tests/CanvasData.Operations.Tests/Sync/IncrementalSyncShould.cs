using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Sync;

public class IncrementalSyncShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 1, Students = 12, AssignmentsPerCourse = 12 };
    private static readonly SyncRequest Incremental = new() { Strategy = SyncStrategy.Incremental };

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task CatchNewGradesAndHandInsInFewRequestsAndWhatTheTotalsPointTo(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        var school = canvas.School;
        var course = school.Courses[0].Id;
        (await host.SyncAsync(Incremental)).Courses[0].Strategy.Should().Be(SyncStrategy.Full, "there is nothing to build on yet");
        var graded = school.Submissions(course).Where(row => row is { Score: not null, PostedAt: not null }).Take(4).ToList();
        var (regraded, handedIn, ungraded, unposted) = (graded[0], graded[1], graded[2], graded[3]);
        school.SetScore(course, regraded.AssignmentId, regraded.UserId, 3.25);
        school.HandIn(course, handedIn.AssignmentId, handedIn.UserId);
        school.Ungrade(course, ungraded.AssignmentId, ungraded.UserId);
        school.Unpost(course, unposted.AssignmentId, unposted.UserId);
        var before = canvas.Requests.Count;

        var report = (await host.SyncAsync(Incremental)).Courses[0];

        report.Strategy.Should().Be(SyncStrategy.Incremental);
        report.Rows[nameof(CanvasSubmission)].Changed.Should().Be(4);
        var asked = canvas.Requests.All.Skip(before).Where(request => request.PathAndQuery.Contains("/students/submissions", StringComparison.Ordinal)).ToList();
        asked.Should().HaveCount(3);
        asked.Should().ContainSingle(request => request.PathAndQuery.Contains("graded_since=", StringComparison.Ordinal));
        asked.Should().ContainSingle(request => request.PathAndQuery.Contains("submitted_since=", StringComparison.Ordinal));
        asked.Should().ContainSingle(request => request.PathAndQuery.Contains($"student_ids[]={ungraded.UserId}", StringComparison.Ordinal), "totals that do not follow from the work point to it");
        (await SubmissionAsync(host, regraded.Id)).EnteredScore.Should().Be(3.25);
        (await SubmissionAsync(host, handedIn.Id)).SubmittedAt.Should().Be(school.Submission(course, handedIn.AssignmentId, handedIn.UserId)!.Value.SubmittedAt!.Value.UtcDateTime);
        (await SubmissionAsync(host, ungraded.Id)).Score.Should().BeNull();
        (await SubmissionAsync(host, unposted.Id)).PostedAt.Should().BeNull();

        await using var later = await TestHost.StartAsync(canvas, store, options => options.Sync.FullPassInterval = TimeSpan.Zero);
        (await later.SyncAsync(Incremental)).Courses[0].Strategy.Should().Be(SyncStrategy.Full, "the last full pass is too old");
        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task InferNoAbsenceOfSubmissionsButOfEverythingElse(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        var course = canvas.School.Courses[0].Id;
        await host.SyncAsync();
        var assignment = canvas.School.Assignments(course)[0].Id;
        canvas.School.DeleteAssignment(course, assignment);

        await host.SyncAsync(Incremental);
        (await host.RowsAsync<CanvasAssignment>()).Single(row => row.Id == assignment).MissingSince.Should().NotBeNull();
        (await host.RowsAsync<CanvasSubmission>()).Should().OnlyContain(row => row.MissingSince == null);

        await host.SyncAsync();
        (await host.RowsAsync<CanvasSubmission>()).Where(row => row.AssignmentId == assignment).Should().OnlyContain(row => row.MissingSince != null);
    }

    [Fact]
    public async Task BuildOnTheClockOfCanvasAndReachBackByTheOverlap()
    {
        var canvas = new ScriptedCanvas { ServerTime = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };
        canvas.AddCourse(1);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.WatermarkOverlap = TimeSpan.FromMinutes(20));

        await host.SyncAsync(Incremental);
        canvas.ServerTime = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        await host.SyncAsync(Incremental);
        await host.SyncAsync(Incremental);

        DateTimeOffset?[] since = [null, .. canvas.Filters.Skip(1).Select(filter => filter.GradedSince ?? filter.SubmittedSince)];
        since.Should().Equal(
            null, new DateTimeOffset(2026, 3, 1, 11, 40, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 1, 11, 40, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 3, 2, 11, 40, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 2, 11, 40, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task MakeItsFullPassAtTheLatestWhenTheLastOneIsAsOldAsTheInterval()
    {
        var canvas = new ScriptedCanvas();
        Enumerable.Range(1, 20).ToList().ForEach(id => canvas.AddCourse(id));
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(
            canvas, store, options => options.Sync.FullPassInterval = TimeSpan.FromHours(6), services: services => services.AddSingletonTime(time));
        await host.SyncAsync(Incremental);
        (await host.SyncAsync(Incremental)).Courses.Should().OnlyContain(course => course.Strategy == SyncStrategy.Incremental);
        var passes = new List<int>();
        for (var hour = 1; hour <= 6; hour++)
        {
            time.Advance(TimeSpan.FromHours(1));
            passes.Add((await host.SyncAsync(Incremental)).Courses.Count(course => course.Strategy == SyncStrategy.Full));
        }

        passes.Sum().Should().Be(20, "each course has one pass within the interval");
        passes.Should().OnlyContain(count => count < 20, "passes spread over the runs");

        time.Advance(TimeSpan.FromHours(-48));
        (await host.SyncAsync(Incremental)).Courses.Should().OnlyContain(course => course.Strategy == SyncStrategy.Full, "a pass later than now was made under a clock that was ahead");
        (await host.SyncAsync(Incremental)).Courses.Should().OnlyContain(course => course.Strategy == SyncStrategy.Incremental);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotBuildOnASyncThatSawNoSubmissions(Provider provider)
    {
        var canvas = new ScriptedCanvas { ServerTime = DateTimeOffset.UnixEpoch.AddYears(56) };
        var course = canvas.AddCourse(1).Enroll(10, 20).AddAssignment(30).AddSubmission(40, 30, 20, ""","score":7""");
        var open = course.Course;
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        // A restricted course tells nothing; a profile without submissions asks for none.
        course.Course = """{"id":1,"access_restricted_by_date":true}""";
        await host.SyncAsync(Incremental);
        course.Course = open;
        await host.SyncAsync(Incremental with { Profile = SyncProfile.StudentsOnly });
        var report = (await host.SyncAsync(Incremental)).Courses[0];

        report.Strategy.Should().Be(SyncStrategy.Full);
        canvas.Filters.Should().Equal(SubmissionFilter.All);
        (await host.RowsAsync<CanvasSubmission>()).Should().ContainSingle().Which.Score.Should().Be(7);
    }

    private static Task<CanvasSubmission> SubmissionAsync(TestHost<SchoolContext> host, long id) =>
        host.UseAsync(context => context.Set<CanvasSubmission>().AsNoTracking().SingleAsync(row => row.Id == id));
}
