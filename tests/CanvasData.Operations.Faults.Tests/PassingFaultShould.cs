using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>Each fault of the simulator alone, in passing.</summary>
public sealed class PassingFaultShould
{
    public static TheoryData<string> Faults => KnownFaults.Names;

    [Fact]
    public void BeTriedForEveryFaultThatThereIs() =>
        KnownFaults.All.Values.Select(each => each.Fault.Name).Distinct().Should().BeEquivalentTo(Fault.Names);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task LoseNothingWhenAFaultPasses(string name)
    {
        await using var school = await FaultySchool.StartAsync(Provider.Sqlite);
        var rule = school.Canvas.Faults.Add(KnownFaults.All[name].Fault, from: 7, count: 2);

        var report = await school.Host.Bridge.SyncAllCoursesAsync();

        rule.Hits.Should().BePositive();
        await school.Host.ShouldMissNothingOfAsync(school.Canvas.School, name);
        if (KnownFaults.Passes(KnownFaults.All[name].Kind))
        {
            report.SyncedAll().Should().BeTrue(report.ToString());
        }

        await school.RepairAsync(name);
    }

    [Fact]
    public async Task GiveTheCauseWhenTheSecondAttemptGetsAnotherLink()
    {
        await using var school = await FaultySchool.StartAsync(Provider.Sqlite);
        var list = $"/api/v1/courses/{school.Canvas.School.Courses[1].Id}/students/submissions";
        school.Canvas.Faults.Add(Fault.CutCloseDelimitedBody(), path => path.StartsWith(list, StringComparison.Ordinal), count: 1);
        school.Canvas.Faults.Add(Fault.RepeatingNextLink(), path => path.StartsWith(list, StringComparison.Ordinal) && !path.Contains("bookmark"), from: 2);

        var report = await school.Host.Bridge.SyncAllCoursesAsync();

        report.Courses[1].Failure!.Kind.Should().Be("CanvasProtocolException");
        report.Courses[1].Failure!.Message.Should().Contain("followed before");
    }

    [Fact]
    public async Task MarkNothingMissingWhenTheSecondLookIsRefused()
    {
        await using var school = await FaultySchool.StartAsync(Provider.Sqlite);
        Func<string, bool> items = path => path.EndsWith("/items?page=2&per_page=4", StringComparison.Ordinal);
        var shift = school.Canvas.Faults.Add(Fault.ShiftedPages(), items, count: 1);
        var refusal = school.Canvas.Faults.Add(Fault.PermissionDenied403Json(), items, from: 2);

        var report = await school.Host.Bridge.SyncAllCoursesAsync();

        report.SyncedAll().Should().BeTrue(report.ToString());
        (shift.Hits, refusal.Hits).Should().Be((1, 1));
        await school.Host.ShouldMissNothingOfAsync(school.Canvas.School, "a page shifted, and the second look at the list was refused");
    }
}
