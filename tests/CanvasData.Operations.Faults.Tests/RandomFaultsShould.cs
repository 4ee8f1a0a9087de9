using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>Many faults at once, drawn from a seed.</summary>
public sealed class RandomFaultsShould
{
    private static readonly int Rounds = LongRuns.Count(2, 3);

    public static TheoryData<Provider, int> Seeds()
    {
        var data = new TheoryData<Provider, int>();
        foreach (var (provider, seeds) in ((Provider, int[])[])[(Provider.Sqlite, [1, 2, 3, 4, 5, 6]), (Provider.PostgreSql, [7, 8]), (Provider.SqlServer, [9, 10])])
        {
            Array.ForEach(TestStore.Providers.Contains(provider) ? seeds : [], seed => data.Add(provider, seed));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task LoseDoubleAndInventNothing(Provider provider, int seed)
    {
        var random = new Random(seed);
        await using var school = await FaultySchool.StartAsync(provider, patience: 5);
        for (var round = 0; round < Rounds; round++)
        {
            var drawn = random.GetItems(KnownFaults.All.ToArray(), 5);
            foreach (var (name, (fault, kind)) in drawn)
            {
                // What no second try cures strikes seldom, or nothing would ever get through.
                school.Strike(fault, _ => true, probability: KnownFaults.Passes(kind) ? 0.05 : 0.004, seed: random.Next());
            }

            var missedBefore = await school.Host.MissedAsync();
            var report = await school.Host.Bridge.SyncAllCoursesAsync();

            var because = $"seed {seed}, round {round}: {string.Join(", ", drawn.Select(each => each.Key))}";
            report.Courses.Should().NotContain(course => course.Outcome == CourseSyncOutcome.Fenced || course.Outcome == CourseSyncOutcome.AlreadyRunning, because);
            report.Courses.Should().NotContain(course => course.Outcome == CourseSyncOutcome.Failed && (course.Failure!.Remedy == null || !course.Failure.Message.Contains("/courses/")), because);
            await school.Host.ShouldMissNothingOfAsync(school.Canvas.School, because, missedBefore);
            school.Canvas.Faults.Clear();
            if (round == 0)
            {
                await school.RepairAsync(because);
            }
            else
            {
                await school.SyncAsync();
                await school.Host.ShouldMirrorAsync(school.Canvas.School, because);
            }

            school.Canvas.School.Advance(TimeSpan.FromDays(4));
        }
    }

    // Rows of another form than documented are kept back with a reason, and heal; nothing is lost by them.
    [Theory]
    [InlineData(SchemaDrift.ExtraFields, null)]
    [InlineData(SchemaDrift.MissingField, "name")]
    [InlineData(SchemaDrift.MissingField, "score")]
    [InlineData(SchemaDrift.StringForNumber, null)]
    [InlineData(SchemaDrift.NumberForString, "name")]
    [InlineData(SchemaDrift.NullForValue, "name")]
    [InlineData(SchemaDrift.UnknownEnum, "workflow_state")]
    [InlineData(SchemaDrift.NumberBeyondDouble, null)]
    [InlineData(SchemaDrift.IdBeyondLong, null)]
    public async Task HealWhatDriftDid(SchemaDrift drift, string? field)
    {
        await using var school = await FaultySchool.StartAsync(Provider.Sqlite);
        school.Canvas.Faults.Add(Fault.SchemaDrift(drift, field, everyRow: 3), "*/courses/*/*");

        var report = await school.Host.Bridge.SyncAllCoursesAsync();

        report.Courses.Should().OnlyContain(course => course.Outcome == CourseSyncOutcome.Succeeded, "{0}", report);
        await school.Host.ShouldMissNothingOfAsync(school.Canvas.School, drift.ToString());
        await school.RepairAsync(drift.ToString());
    }
}
