using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>Each fault of the simulator alone: once in passing, once for good in one course, once in the list of courses.</summary>
public sealed class FaultyCanvasShould
{
    private const string Unavailable = nameof(CanvasUnavailableException);
    private const string Throttled = nameof(CanvasThrottledException);
    private const string Protocol = nameof(CanvasProtocolException);
    private const string Permission = nameof(CanvasPermissionException);
    private const string Authentication = nameof(CanvasAuthenticationException);

    /// <summary>Each fault, with what a course reports in which it strikes every request; null for nothing, because the sync lives with it.</summary>
    private static readonly Dictionary<string, (Fault Fault, string? Kind)> Faults = new()
    {
        ["throttle-429"] = (Fault.Throttle429(), Throttled),
        ["throttle-429 with a time"] = (Fault.Throttle429(TimeSpan.FromSeconds(2)), Throttled),
        ["throttle-403"] = (Fault.Throttle403Text(), Throttled),
        ["error-500"] = (Fault.ServerError500(), Unavailable),
        ["gateway-502"] = (Fault.BadGateway502Html(), Unavailable),
        ["gateway-503"] = (Fault.Unavailable503Html(), Unavailable),
        ["gateway-504"] = (Fault.GatewayTimeout504Html(), Unavailable),
        ["slow"] = (Fault.Slow(TimeSpan.FromMilliseconds(50)), null),
        ["stall-body"] = (Fault.StallMidBody(TimeSpan.FromMinutes(10)), Unavailable),
        ["truncated-body"] = (Fault.TruncatedBody(), Unavailable),
        ["cut-body"] = (Fault.CutCloseDelimitedBody(), Unavailable),
        ["drop-connection"] = (Fault.DropConnection(), Unavailable),
        ["duplicate-rows"] = (Fault.DuplicateRowsAcrossPages(3), null),
        ["shifted-pages"] = (Fault.ShiftedPages(1), null),
        ["shifted-pages back"] = (Fault.ShiftedPages(-2), null),
        ["revoked-token"] = (Fault.RevokedToken(), Authentication),
        ["denied-401"] = (Fault.PermissionDenied401Old(), Permission),
        ["denied-403"] = (Fault.PermissionDenied403Json(), Permission),
        ["foreign-next"] = (Fault.ForeignNextLink(), Protocol),
        ["repeating-next"] = (Fault.RepeatingNextLink(), Protocol),
        ["redirect"] = (Fault.RedirectToForeignOrigin(), Protocol),
        ["html-200"] = (Fault.Html200(), Protocol),
        ["empty-200"] = (Fault.Empty200(), Protocol),
        ["error-200"] = (Fault.ErrorObject200(), Protocol),
        ["huge-body"] = (Fault.HugeBody(5_000_000), Protocol),
        ["gzip-bomb"] = (Fault.GzipBomb(50_000_000), Protocol),
        ["empty-page"] = (Fault.EmptyPageWithNext(), null),
        ["short-pages"] = (Fault.ShortPages(), null),
        ["schema-drift"] = (Fault.SchemaDrift(Drift.ExtraFields), null),
    };

    private static readonly string[] Lasting = [Authentication, Permission, Protocol];

    public static TheoryData<string> Names => new(Faults.Keys.ToArray());

    [Fact]
    public void BeTriedWithEveryFaultThatThereIs() =>
        Faults.Values.Select(each => each.Fault.Name).Distinct().Should().BeEquivalentTo(Fault.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task LoseNothingWhenAFaultPasses(string name)
    {
        await using var school = await FaultySchool.StartAsync(Provider.Sqlite);
        var rule = school.Canvas.Faults.Add(Faults[name].Fault, from: 7, count: 2);

        var report = await school.Host.Bridge.SyncAllCoursesAsync();

        rule.Hits.Should().Be(2);
        await school.Host.ShouldMissNothingOfAsync(school.Canvas.School, name);
        if (!Lasting.Contains(Faults[name].Kind))
        {
            report.Succeeded.Should().BeTrue(report.ToString());
        }

        await school.RepairAsync(name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task FailOneCourseAndSyncTheOthers(string name)
    {
        await using var school = await FaultySchool.StartAsync(Provider.Sqlite);
        var (fault, kind) = Faults[name];
        var victim = school.Canvas.School.Courses[1].Id;
        school.Canvas.Faults.Add(fault, path => path.Contains($"/courses/{victim}/", StringComparison.Ordinal));

        var report = await school.Host.Bridge.SyncAllCoursesAsync();

        var course = report.Courses.Single(each => each.CourseId == victim);
        course.Failure?.Kind.Should().Be(kind);
        course.Outcome.Should().Be(kind is null ? CourseSyncOutcome.Succeeded : CourseSyncOutcome.Failed);
        if (kind is not null)
        {
            course.Failure!.Message.Should().Contain($"/courses/{victim}");
            course.Failure.Remedy.Should().NotBeNullOrWhiteSpace();
            course.RowsWritten.Should().Be(0);
        }

        if (kind == Authentication)
        {
            report.Failure!.Kind.Should().Be(Authentication, "a refused token stops the run");
        }
        else
        {
            report.Failure.Should().BeNull();
            report.Courses.Where(each => each != course).Should().OnlyContain(each => each.Outcome == CourseSyncOutcome.Succeeded);
        }

        await school.Host.ShouldMissNothingOfAsync(school.Canvas.School, name);
        await school.RepairAsync(name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MarkNoCourseMissingWhenTheirListIsFaulty(string name)
    {
        await using var school = await FaultySchool.StartAsync(Provider.Sqlite);
        var (fault, kind) = Faults[name];
        school.Canvas.Faults.Add(fault, "/api/v1/courses");

        var report = await school.Host.Bridge.SyncAllCoursesAsync();

        report.Failure?.Kind.Should().Be(kind);
        (report.Failure is null).Should().Be(kind is null);
        if (kind is not null)
        {
            report.Failure!.Remedy.Should().NotBeNullOrWhiteSpace();
            report.RowsWritten.Should().Be(0);
        }

        report.MissingCourses.Should().Be(0);
        await school.Host.ShouldMissNothingOfAsync(school.Canvas.School, name);
        await school.RepairAsync(name);
    }
}
