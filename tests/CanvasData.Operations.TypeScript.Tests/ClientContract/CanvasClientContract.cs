using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.TypeScript.Tests.ClientContract;

/// <summary>What the sync relies on, whatever client it reads: complete listings or an exception, typed refusals, concurrent use.</summary>
public abstract class CanvasClientContract : IAsyncLifetime
{
    private CanvasSimulator _canvas = null!;
    private readonly List<IAsyncDisposable> _hosts = [];

    protected CanvasSimulator Canvas => _canvas;

    private SimulatedSchool School => _canvas.School;

    private long CourseId => School.Courses[0].Id;

    /// <summary>A client of the Canvas, and what ends it.</summary>
    /// <param name="token">The access token.</param>
    protected abstract Task<(ICanvasClient Client, IAsyncDisposable Host)> StartAsync(string token);

    public async Task InitializeAsync() =>
        _canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 3, Students = 60, AssignmentsPerCourse = 12, RealShapes = true, MaxPerPage = 40 });

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await _canvas.DisposeAsync();
    }

    [Fact]
    public async Task NameTheInstanceByItsOrigin()
    {
        var client = await ClientAsync();

        client.Instance.Should().Be(new Uri(_canvas.BaseAddress.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task ListEveryCourse()
    {
        var client = await ClientAsync();

        (await client.ListCoursesAsync(new RequestCounter()).ToListAsync()).Select(course => course.Id.Value).Should().BeEquivalentTo(School.Courses.Select(course => (long?)course.Id));
        (await client.ListCoursesAsync(new CourseFilter { States = [] }, new RequestCounter()).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task SendACourseWithItsTerm()
    {
        var client = await ClientAsync();

        var course = await client.GetCourseAsync(CourseId, new RequestCounter());

        (course.Id.Value, course.Name.Value).Should().Be((CourseId, School.Courses[0].Name));
        course.Term.Value!.Id.Value.Should().Be(School.Courses[0].TermId);
    }

    [Fact]
    public async Task ListAllThatACourseHolds()
    {
        var client = await ClientAsync();
        var counter = new RequestCounter();
        var token = CancellationToken.None;
        string[] absent = ["deleted", "rejected"];

        (await client.ListSectionsAsync(CourseId, counter, token).Select(row => row.Id.Value!.Value).ToListAsync()).Should().BeEquivalentTo(School.Sections(CourseId).Select(row => row.Id));
        var enrollments = await client.ListEnrollmentsAsync(CourseId, counter, token).ToListAsync();
        enrollments.Select(row => row.Id.Value!.Value).Distinct().Should().BeEquivalentTo(School.Enrollments(CourseId).Where(row => !absent.Contains(row.State)).Select(row => row.Id));
        enrollments.Should().OnlyContain(row => row.User.Value != null && row.EnrollmentState.IsSpecified);
        (await client.ListUsersAsync(CourseId, counter, token).ToListAsync()).Should().Contain(user => user.Email.Value != null);
        (await client.ListAssignmentGroupsAsync(CourseId, counter, token).Select(row => row.Id.Value!.Value).ToListAsync()).Should().BeEquivalentTo(School.AssignmentGroups(CourseId).Select(row => row.Id));
        (await client.ListAssignmentsAsync(CourseId, counter, token).Select(row => row.Id.Value!.Value).ToListAsync()).Should().BeEquivalentTo(School.Assignments(CourseId).Select(row => row.Id));
        (await client.ListSubmissionsAsync(CourseId, SubmissionFilter.All, counter, token).Select(row => (row.AssignmentId.Value, row.UserId.Value)).Distinct().CountAsync()).Should().BeGreaterThan(300);
        (await client.ListGradingPeriodsAsync(CourseId, counter, token).Select(row => row.Id.Value!.Value).ToListAsync()).Should().BeEquivalentTo(School.GradingPeriods(CourseId).Select(row => row.Id));
        var modules = await client.ListModulesAsync(CourseId, counter, token).ToListAsync();
        modules.Select(row => row.Id.Value!.Value).Should().BeEquivalentTo(School.Modules(CourseId).Select(row => row.Id));
        modules.Should().OnlyContain(row => row.Items.Value != null);
    }

    [Fact]
    public async Task FindSingleObjects()
    {
        var client = await ClientAsync();
        var counter = new RequestCounter();
        var enrollment = School.Enrollments(CourseId).First(row => row is { Type: "StudentEnrollment", State: "active" });
        var submission = School.Submissions(CourseId).First(row => row.UserId == enrollment.UserId);

        (await client.ListEnrollmentsAsync(CourseId, enrollment.UserId, counter).Select(row => row.Id.Value!.Value).ToListAsync()).Should().Contain(enrollment.Id);
        (await client.FindUserAsync(CourseId, enrollment.UserId, counter))!.Id.Value.Should().Be(enrollment.UserId);
        (await client.FindAssignmentAsync(CourseId, submission.AssignmentId, counter))!.Id.Value.Should().Be(submission.AssignmentId);
        (await client.FindSubmissionAsync(CourseId, submission.AssignmentId, enrollment.UserId, counter))!.UserId.Value.Should().Be(enrollment.UserId);
        (await client.FindUserAsync(CourseId, 999_999_999, counter)).Should().BeNull();
        (await client.FindAssignmentAsync(CourseId, 999_999_999, counter)).Should().BeNull();
        (await client.FindSubmissionAsync(CourseId, submission.AssignmentId, 999_999_999, counter)).Should().BeNull();
    }

    [Fact]
    public async Task ListAtLeastTheSubmissionsOfAFilter()
    {
        var client = await ClientAsync();
        var since = School.Now;
        School.Advance(TimeSpan.FromDays(3));
        var all = await client.ListSubmissionsAsync(CourseId, SubmissionFilter.All, new RequestCounter()).ToListAsync();
        var graded = all.Where(row => row.GradedAt.Value > since).Select(row => row.Id.Value).ToList();
        var someone = all.First(row => row.UserId.Value != null).UserId.Value!.Value;

        (await client.ListSubmissionsAsync(CourseId, new SubmissionFilter(GradedSince: since), new RequestCounter()).Select(row => row.Id.Value).ToListAsync()).Should().Contain(graded);
        (await client.ListSubmissionsAsync(CourseId, new SubmissionFilter { UserIds = [someone] }, new RequestCounter()).Select(row => row.Id.Value).ToListAsync())
            .Should().Contain(all.Where(row => row.UserId.Value == someone && row.AssignmentId.Value != null).Select(row => row.Id.Value));
    }

    [Fact]
    public async Task TellAMissingCourseFromAnEmptyOne()
    {
        var client = await ClientAsync();

        await client.Awaiting(c => c.GetCourseAsync(999_999_999, new RequestCounter())).Should().ThrowAsync<CanvasNotFoundException>();
        await client.Awaiting(c => c.ListAssignmentsAsync(999_999_999, new RequestCounter()).ToListAsync().AsTask()).Should().ThrowAsync<CanvasNotFoundException>();
        await client.Awaiting(c => c.ListSubmissionsAsync(999_999_999, SubmissionFilter.All, new RequestCounter()).ToListAsync().AsTask()).Should().ThrowAsync<CanvasNotFoundException>();
    }

    [Fact]
    public async Task AnswerTogetherAsOneByOne()
    {
        var client = await ClientAsync();
        var alone = await client.ListEnrollmentsAsync(CourseId, new RequestCounter()).Select(row => row.Id.Value).ToListAsync();

        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.ListEnrollmentsAsync(CourseId, new RequestCounter()).Select(row => row.Id.Value).ToListAsync().AsTask()));

        together.Should().AllSatisfy(ids => ids.Distinct().Should().BeEquivalentTo(alone.Distinct()));
    }

    [Fact]
    public async Task AllowAReaderToStopEarly()
    {
        var client = await ClientAsync();

        (await client.ListSubmissionsAsync(CourseId, SubmissionFilter.All, new RequestCounter()).Take(3).ToListAsync()).Should().HaveCount(3);
        (await client.ListSectionsAsync(CourseId, new RequestCounter()).ToListAsync()).Should().NotBeEmpty();
    }

    [Fact]
    public async Task EndWhenCancelled()
    {
        var client = await ClientAsync();
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await client.Awaiting(c => c.GetCourseAsync(CourseId, new RequestCounter(), cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
        await client.Awaiting(c => c.ListUsersAsync(CourseId, new RequestCounter(), cancel.Token).ToListAsync(CancellationToken.None).AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    protected async Task<ICanvasClient> ClientAsync(string? token = null)
    {
        var (client, host) = await StartAsync(token ?? _canvas.Token);
        _hosts.Add(host);
        return client;
    }

    protected long FirstCourse => CourseId;
}

/// <summary>What a client adds that asks a Canvas over the network.</summary>
public abstract class NetworkClientContract : CanvasClientContract
{
    [Fact]
    public async Task SendTheClockOfCanvas()
    {
        var client = await ClientAsync();

        (await client.GetCourseAsync(FirstCourse, new RequestCounter())).ServerTime.Should().BeCloseTo(Canvas.School.Now, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task CountRequests()
    {
        var client = await ClientAsync();
        var counter = new RequestCounter();
        var before = Canvas.Requests.Count;

        await client.ListSubmissionsAsync(FirstCourse, SubmissionFilter.All, counter).ToListAsync();

        counter.Requests.Should().Be(Canvas.Requests.Count - before).And.BeGreaterThan(1);
    }

    [Theory]
    [InlineData(999_999_999, null)]
    [InlineData(1, "wrong-token-of-the-test")]
    public async Task CountRequestsThatFail(long course, string? token)
    {
        var client = await ClientAsync(token);
        var counter = new RequestCounter();
        var before = Canvas.Requests.Count;

        await client.Awaiting(c => c.GetCourseAsync(course, counter)).Should().ThrowAsync<CanvasApiException>();

        counter.Requests.Should().Be(Canvas.Requests.Count - before).And.BeGreaterThan(0);
    }

    [Fact]
    public async Task RefuseAWrongToken()
    {
        var client = await ClientAsync("wrong-token-of-the-test");

        (await client.Awaiting(c => c.GetCourseAsync(FirstCourse, new RequestCounter())).Should().ThrowAsync<CanvasAuthenticationException>()).Which.ToString().Should().NotContain("wrong-token");
        await client.Awaiting(c => c.ListUsersAsync(FirstCourse, new RequestCounter()).ToListAsync().AsTask()).Should().ThrowAsync<CanvasAuthenticationException>();
    }

    [Theory]
    [InlineData("html", typeof(CanvasProtocolException))]
    [InlineData("empty", typeof(CanvasApiException))]
    [InlineData("denied", typeof(CanvasPermissionException))]
    [InlineData("foreign", typeof(CanvasProtocolException))]
    [InlineData("repeating", typeof(CanvasProtocolException))]
    public async Task NeverEndAListEarly(string fault, Type type)
    {
        var client = await ClientAsync();
        Canvas.Faults.Add(
            fault switch
            {
                "html" => Fault.Html200(),
                "empty" => Fault.Empty200(),
                "denied" => Fault.PermissionDenied403Json(),
                "foreign" => Fault.ForeignNextLink(),
                _ => Fault.RepeatingNextLink(),
            },
            "*students/submissions*",
            from: 2);

        (await client.Awaiting(c => c.ListSubmissionsAsync(FirstCourse, SubmissionFilter.All, new RequestCounter()).ToListAsync().AsTask()).Should().ThrowAsync<CanvasApiException>())
            .Which.Should().BeAssignableTo(type);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WaitOutTheRateLimit(bool byStatus429)
    {
        var client = await ClientAsync();
        var counter = new RequestCounter();
        Canvas.Faults.Add(byStatus429 ? Fault.Throttle429() : Fault.Throttle403Text(), "*students/submissions*", from: 2, count: 1);

        (await client.ListSubmissionsAsync(FirstCourse, SubmissionFilter.All, counter).CountAsync()).Should().BeGreaterThan(300);

        counter.Throttled.Should().Be(1);
    }
}
