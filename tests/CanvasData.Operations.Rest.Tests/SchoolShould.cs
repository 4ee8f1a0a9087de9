using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;
using CanvasData.Operations.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Rest.Tests;

/// <summary>A whole simulated school, read through the client.</summary>
public sealed class SchoolShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 5, Students = 130, AssignmentsPerCourse = 12, Token = TestClient.Token };

    private static Dictionary<string, Fault> Passing { get; } = new()
    {
        ["throttle-429"] = Fault.Throttle429(TimeSpan.FromSeconds(3)),
        ["throttle-403"] = Fault.Throttle403Text(),
        ["error-500"] = Fault.ServerError500(),
        ["gateway-502"] = Fault.BadGateway502Html(),
        ["gateway-503"] = Fault.Unavailable503Html(),
        ["gateway-504"] = Fault.GatewayTimeout504Html(),
        ["slow"] = Fault.Slow(TimeSpan.FromSeconds(4)),
        ["stall-body"] = Fault.StallMidBody(TimeSpan.FromSeconds(4)),
        ["truncated-body"] = Fault.TruncatedBody(),
        ["cut-body"] = Fault.CutCloseDelimitedBody(),
        ["drop-connection"] = Fault.DropConnection(),
        ["duplicate-rows"] = Fault.DuplicateRowsAcrossPages(3),
        ["schema-drift"] = Fault.SchemaDrift(SchemaDrift.ExtraFields),
        ["empty-page"] = Fault.EmptyPageWithNext(),
        ["short-pages"] = Fault.ShortPages(),
    };

    private static Dictionary<string, (Fault Fault, Type Error)> Lasting { get; } = new()
    {
        ["revoked-token"] = (Fault.RevokedToken(), typeof(CanvasAuthenticationException)),
        ["denied-401"] = (Fault.PermissionDenied401Old(), typeof(CanvasPermissionException)),
        ["denied-403"] = (Fault.PermissionDenied403Json(), typeof(CanvasPermissionException)),
        ["foreign-next"] = (Fault.ForeignNextLink(), typeof(CanvasProtocolException)),
        ["repeating-next"] = (Fault.RepeatingNextLink(), typeof(CanvasProtocolException)),
        ["redirect"] = (Fault.RedirectToForeignOrigin(), typeof(CanvasProtocolException)),
        ["html-200"] = (Fault.Html200(), typeof(CanvasProtocolException)),
        ["empty-200"] = (Fault.Empty200(), typeof(CanvasProtocolException)),
        ["error-200"] = (Fault.ErrorObject200(), typeof(CanvasProtocolException)),
        ["huge-body"] = (Fault.HugeBody(20_000_000), typeof(CanvasProtocolException)),
        ["gzip-bomb"] = (Fault.GzipBomb(20_000_000), typeof(CanvasProtocolException)),
    };

    // The client cannot see rows that were never served; the sync is guarded against them.
    private static string[] Unseen { get; } = ["shifted-pages"];

    public static TheoryData<string> PassingFaults => new(Passing.Keys.ToArray());

    public static TheoryData<string> LastingFaults => new(Lasting.Keys.ToArray());

    [Theory]
    [InlineData("texts")]
    [InlineData("numbers")]
    public async Task BeReadWholeWithIdsAs(string form)
    {
        await using var simulator = await CanvasSimulator.StartAsync(Small);
        await using var client = new TestClient(simulator.BaseAddress, more: services =>
        {
            if (form == "numbers")
            {
                services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new PlainJson()));
            }
        });

        var read = await SchoolReader.ReadAsync(client.Canvas, client.Usage);

        Compare(read, simulator.School);
        read.Should().HaveCountGreaterThan(5 * 130 * 12);
        simulator.Requests.All.Should().OnlyHaveUniqueItems(request => request.PathAndQuery);
        simulator.Requests.Count.Should().Be((int)client.Usage.Requests);
        client.Usage.Requests.Should().BeLessThanOrEqualTo(AllowedRequests(simulator.School));
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task BeReadWholeThrough(string fault)
    {
        await using var simulator = await CanvasSimulator.StartAsync(Small);
        var rule = simulator.Faults.Add(Passing[fault], from: 2, count: 12, probability: 0.3);
        await using var client = new TestClient(simulator.BaseAddress, new HurriedTime(50), options => options.PageTimeout = TimeSpan.FromSeconds(100));

        var read = await SchoolReader.ReadAsync(client.Canvas, client.Usage);

        Compare(read, simulator.School);
        rule.Hits.Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(LastingFaults))]
    public async Task BeGivenUpWithAReasonOver(string fault)
    {
        await using var simulator = await CanvasSimulator.StartAsync(Small);
        var course = simulator.School.Courses[0].Id;
        simulator.Faults.Add(Lasting[fault].Fault, path: "*/submissions");
        await using var client = new TestClient(simulator.BaseAddress, configure: options => options.MaxPageBytes = 1_000_000);
        var rows = 0;

        var reading = async () =>
        {
            await foreach (var submission in client.Canvas.ListSubmissionsAsync(course, SubmissionFilter.All, client.Usage))
            {
                rows++;
            }
        };

        var thrown = (await reading.Should().ThrowAsync<CanvasApiException>()).Which;
        thrown.Should().BeOfType(Lasting[fault].Error);
        thrown.Remedy.Should().NotBeEmpty();
        rows.Should().BeLessThan(simulator.School.Submissions(course).Count());
        client.Usage.Retries.Should().Be(0);
    }

    [Fact]
    public void KnowEveryFaultOfTheSimulator() =>
        Fault.Names.Should().BeSubsetOf(Passing.Keys.Concat(Lasting.Keys).Concat(Unseen));

    [Fact]
    public async Task BeReadWithoutARefusalUnderTheRealRateLimit()
    {
        var time = new HurriedTime(50);
        await using var simulator = await CanvasSimulator.StartAsync(Small);
        simulator.Faults.RateLimit = new RateLimit(time) { CostPerRequest = 4 };
        await using var client = new TestClient(simulator.BaseAddress, time);
        var course = simulator.School.Courses[0].Id;

        // Canvas refuses a dozen at once from an empty bucket; the pacing keeps away from that.
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.Canvas.ListSubmissionsAsync(course, SubmissionFilter.All, client.Usage).CountAsync().AsTask()));

        client.Usage.Should().BeEquivalentTo(new { Requests = simulator.Requests.Count, Retries = 0, Throttled = 0 });
        client.Usage.Requests.Should().BeGreaterThan(100);
    }

    [Fact]
    public async Task ShowOnlyWhatChangedSince()
    {
        await using var simulator = await CanvasSimulator.StartAsync(Small);
        await using var client = new TestClient(simulator.BaseAddress);
        var course = simulator.School.Courses[0].Id;
        var truth = simulator.School.Submissions(course).ToList();
        var since = truth.Where(row => row.GradedAt is not null).Select(row => row.GradedAt!.Value).Order().ElementAt(10);

        var graded = await client.Canvas.ListSubmissionsAsync(course, new SubmissionFilter(GradedSince: since), client.Usage).Select(row => row.Id.Value!.Value).ToListAsync();
        var submitted = await client.Canvas.ListSubmissionsAsync(course, new SubmissionFilter(SubmittedSince: since), client.Usage).Select(row => row.Id.Value!.Value).ToListAsync();

        graded.Should().BeEquivalentTo(truth.Where(row => row.GradedAt > since).Select(row => row.Id));
        submitted.Should().BeEquivalentTo(truth.Where(row => row.SubmittedAt > since).Select(row => row.Id));
    }

    private static long AllowedRequests(SimulatedSchool school) => 1 + school.Courses.Where(course => !course.AccessRestrictedByDate).Sum(course =>
        10 + new[]
        {
            school.Sections(course.Id).Count, school.Enrollments(course.Id).Count, school.Enrollments(course.Id).Count, school.AssignmentGroups(course.Id).Count,
            school.Assignments(course.Id).Count, school.Submissions(course.Id).Count(), school.Modules(course.Id).Count,
        }.Sum(rows => (rows + 99) / 100));

    private static void Compare(SortedSet<string> read, SimulatedSchool school)
    {
        var truth = SchoolReader.Of(school);
        truth.Except(read).Should().BeEmpty("nothing is missing");
        read.Except(truth).Should().BeEmpty("nothing is made up");
    }

    private sealed class PlainJson : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Remove("Accept");
            request.Headers.Add("Accept", "application/json");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
