using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
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
            report.Succeeded.Should().BeTrue(report.ToString());
        }

        await school.RepairAsync(name);
    }
}
