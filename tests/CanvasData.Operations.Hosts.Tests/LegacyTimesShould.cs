using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Hosts.Tests;

/// <summary>Npgsql.EnableLegacyTimestampBehavior over columns with a time zone: the driver reads local times.</summary>
public sealed class LegacyTimesShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 1, Students = 6, AssignmentsPerCourse = 6 };

    [Theory]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/New_York")]
    public async Task GiveTheTimesOfCanvasInAnyTimeZone(string zone)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        using var other = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var tables = await SyncHost.StartAsync(canvas, store);
        await using var plain = await SyncHost.StartAsync(canvas, other);
        var moment = Small.StartsAt.AddDays(1);
        using var legacy = await StartAsync(zone, store.ConnectionString, canvas, moment);
        for (var round = 0; round < 4; round++)
        {
            canvas.School.Advance(TimeSpan.FromHours(3));

            var answer = await AskAsync(legacy, SyncStrategy.Incremental);

            answer.Should().Be(await Program.AnswerAsync(plain, SyncStrategy.Incremental, moment));
            answer.Should().Contain("\"Same\":true");
        }

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        (await tables.UseAsync(context => context.Set<CanvasCourseLease>().SingleAsync(unit => unit.CourseId > 0))).LastSyncedAt.Should().BeCloseTo(now, TimeSpan.FromMinutes(30));
        (await tables.UseAsync(context => context.Set<CanvasCourseSnapshot>().MaxAsync(row => row.RecordedAt))).Should().BeCloseTo(now, TimeSpan.FromMinutes(30));
        legacy.StandardInput.Close();
        await legacy.WaitForExitAsync();
    }

    [Fact]
    public async Task RefuseASessionInWhichTimesComeBackAsOthers()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var tables = await SyncHost.StartAsync(canvas, store);
        using var legacy = await StartAsync("UTC", store.ConnectionString + ";Timezone=Asia/Kolkata", canvas, Small.StartsAt);

        (await AskAsync(legacy, SyncStrategy.Full)).Should().StartWith("refused: ").And.Contain("Timezone=UTC");

        legacy.StandardInput.Close();
        await legacy.WaitForExitAsync();
    }

    [Fact]
    public async Task NotFollowAStoredMomentThatIsFarBeyondTheClock()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await SyncHost.StartAsync(canvas, store);
        await host.Bridge.SyncAllCoursesAsync();
        var beyond = TimeProvider.System.GetUtcNow().UtcDateTime.AddYears(1);
        await host.UseAsync(context => context.Set<CanvasCourseLease>().ExecuteUpdateAsync(set => set.SetProperty(unit => unit.LastSyncedAt, beyond).SetProperty(unit => unit.LastFullSyncAt, beyond)));
        canvas.School.Advance(TimeSpan.FromDays(1));

        var report = await host.Bridge.SyncAllCoursesAsync(new SyncRequest { Strategy = SyncStrategy.Incremental });

        report.Courses[0].Strategy.Should().Be(SyncStrategy.Full, "nobody knows what was seen by then");
        (await host.UseAsync(context => context.Set<CanvasCourseLease>().SingleAsync(unit => unit.CourseId > 0))).Should().Match<CanvasCourseLease>(unit => unit.LastSyncedAt < beyond.AddDays(-300) && unit.LastFullSyncAt < beyond.AddDays(-300));
        (await host.UseAsync(context => context.Set<CanvasSubmission>().MaxAsync(row => row.SyncedAt))).Should().BeBefore(beyond.AddDays(-300));
        (await host.Bridge.SyncAllCoursesAsync(new SyncRequest { Strategy = SyncStrategy.Incremental })).Courses[0].Strategy.Should().Be(SyncStrategy.Incremental);
    }

    private static async Task<Process> StartAsync(string zone, string connectionString, CanvasSimulator canvas, DateTimeOffset moment)
    {
        var assembly = typeof(LegacyTimesShould).Assembly.Location;
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(assembly, "runtimeconfig.json")))!;
        var options = configuration["runtimeOptions"]!;
        (options["configProperties"] ??= new JsonObject())["Npgsql.EnableLegacyTimestampBehavior"] = true;
        var file = Path.Combine(Path.GetTempPath(), $"canvasdata-{Guid.NewGuid():N}.runtimeconfig.json");
        await File.WriteAllTextAsync(file, configuration.ToJsonString());
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["exec", "--runtimeconfig", file, assembly, connectionString, canvas.BaseAddress.ToString(), canvas.Token, moment.ToString("O", CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["TZ"] = zone;
        return Process.Start(start)!;
    }

    private static async Task<string?> AskAsync(Process process, SyncStrategy strategy)
    {
        await process.StandardInput.WriteLineAsync(strategy.ToString());
        await process.StandardInput.FlushAsync();
        return await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(3));
    }
}
