using CanvasData.Operations.Configuration;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Monitoring;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Tests.Registration;

public class OptionsShould
{
    private static readonly Dictionary<string, (Action<CanvasOperationsOptions>[] Bad, Action<CanvasOperationsOptions>[] Good)> Ranges = new()
    {
        ["Grading.PassingScore"] = ([o => o.Grading.PassingScore = -0.1, o => o.Grading.PassingScore = 100.1, o => o.Grading.PassingScore = double.NaN], [o => o.Grading.PassingScore = 0, o => o.Grading.PassingScore = 100]),
        ["Sync.MaxConcurrentCourses"] = ([o => o.Sync.MaxConcurrentCourses = 0, o => o.Sync.MaxConcurrentCourses = 65], [o => o.Sync.MaxConcurrentCourses = 1, o => o.Sync.MaxConcurrentCourses = 64]),
        ["Sync.LeaseDuration"] = (
            [o => o.Sync.LeaseDuration = TimeSpan.FromSeconds(4.9), o => o.Sync.LeaseDuration = TimeSpan.FromMinutes(61)],
            [o => o.Sync.LeaseDuration = TimeSpan.FromSeconds(5), o => o.Sync.LeaseDuration = TimeSpan.FromHours(1)]),
        ["Sync.FullPassInterval"] = (
            [o => o.Sync.FullPassInterval = TimeSpan.FromTicks(-1), o => o.Sync.FullPassInterval = TimeSpan.FromDays(91)],
            [o => o.Sync.FullPassInterval = TimeSpan.Zero, o => o.Sync.FullPassInterval = TimeSpan.FromDays(90)]),
        ["Sync.StaticInterval"] = (
            [o => o.Sync.StaticInterval = TimeSpan.FromTicks(-1), o => o.Sync.StaticInterval = TimeSpan.FromDays(91)],
            [o => o.Sync.StaticInterval = TimeSpan.Zero, o => o.Sync.StaticInterval = TimeSpan.FromDays(90)]),
        ["Sync.ConcludedInterval"] = (
            [o => o.Sync.ConcludedInterval = TimeSpan.FromTicks(-1), o => o.Sync.ConcludedInterval = TimeSpan.FromDays(366)],
            [o => o.Sync.ConcludedInterval = TimeSpan.Zero, o => o.Sync.ConcludedInterval = TimeSpan.FromDays(365)]),
        ["Sync.WatermarkOverlap"] = (
            [o => o.Sync.WatermarkOverlap = TimeSpan.FromTicks(-1), o => o.Sync.WatermarkOverlap = TimeSpan.FromHours(25)],
            [o => o.Sync.WatermarkOverlap = TimeSpan.Zero, o => o.Sync.WatermarkOverlap = TimeSpan.FromHours(24)]),
        ["Sync.MassDisappearanceShare"] = (
            [o => o.Sync.MassDisappearanceShare = -0.01, o => o.Sync.MassDisappearanceShare = 1.01, o => o.Sync.MassDisappearanceShare = double.NaN],
            [o => o.Sync.MassDisappearanceShare = 0, o => o.Sync.MassDisappearanceShare = 1]),
        ["Sync.MassDisappearanceMinimum"] = ([o => o.Sync.MassDisappearanceMinimum = 0], [o => o.Sync.MassDisappearanceMinimum = 1]),
        ["Sync.MemoryRows"] = ([o => o.Sync.MemoryRows = 99], [o => o.Sync.MemoryRows = 100]),
        ["Sync.BatchRows"] = ([o => o.Sync.BatchRows = 99, o => o.Sync.BatchRows = 200_001], [o => o.Sync.BatchRows = 100, o => o.Sync.BatchRows = 200_000]),
        ["Sync.Profile"] = ([o => o.Sync.Profile = null!, o => o.Sync.Profile = new SyncProfile { Enrollments = false }], [o => o.Sync.Profile = SyncProfile.Lightweight]),
        ["Cleanup.DeleteInactiveAfter"] = (
            [o => o.Cleanup.DeleteInactiveAfter = TimeSpan.FromHours(23), o => o.Cleanup.DeleteInactiveAfter = TimeSpan.FromDays(36_501)],
            [o => o.Cleanup.DeleteInactiveAfter = null, o => o.Cleanup.DeleteInactiveAfter = TimeSpan.FromDays(1)]),
        ["Cleanup.ArchiveInactiveAfter"] = (
            [o => o.Cleanup.ArchiveInactiveAfter = TimeSpan.FromHours(23), o => o.Cleanup.ArchiveInactiveAfter = TimeSpan.FromDays(36_501), o => o.Cleanup.ArchiveInactiveAfter = TimeSpan.FromDays(89)],
            [o => o.Cleanup.ArchiveInactiveAfter = null, o => o.Cleanup.ArchiveInactiveAfter = TimeSpan.FromDays(90)]),
        ["Cleanup.RemindEvery"] = (
            [o => o.Cleanup.RemindEvery = TimeSpan.FromHours(23), o => o.Cleanup.RemindEvery = TimeSpan.FromDays(36_501)],
            [o => o.Cleanup.RemindEvery = null, o => o.Cleanup.RemindEvery = TimeSpan.FromDays(1)]),
        ["Cleanup.ArchiveHistoryAfter"] = (
            [o => o.Cleanup.ArchiveHistoryAfter = TimeSpan.FromHours(23), o => o.Cleanup.ArchiveHistoryAfter = TimeSpan.FromDays(36_501)],
            [o => o.Cleanup.ArchiveHistoryAfter = null, o => o.Cleanup.ArchiveHistoryAfter = TimeSpan.FromDays(1)]),
    };

    private static readonly Dictionary<string, (Action<SyncScheduleOptions>[] Bad, Action<SyncScheduleOptions>[] Good)> ScheduleRanges = new()
    {
        ["Interval"] = ([o => o.Interval = TimeSpan.FromSeconds(59), o => o.Interval = TimeSpan.FromDays(31)], [o => o.Interval = TimeSpan.FromMinutes(1), o => o.Interval = TimeSpan.FromDays(30)]),
        ["FirstDelay"] = ([o => o.FirstDelay = TimeSpan.FromTicks(-1), o => o.FirstDelay = TimeSpan.FromDays(31)], [o => o.FirstDelay = TimeSpan.Zero, o => o.FirstDelay = TimeSpan.FromDays(30)]),
        ["DailyAt"] = ([o => o.DailyAt = null!], [o => o.DailyAt = [new TimeOnly(2, 0)]]),
        ["TimeZone"] = ([o => o.TimeZone = null!], [o => o.TimeZone = TimeZoneInfo.Local]),
        ["Request"] = ([o => o.Request = null!, o => o.Request = new SyncRequest { Profile = new SyncProfile { Assignments = false } }], [o => o.Request = new SyncRequest()]),
    };

    private static readonly Dictionary<string, (Action<MonitoringOptions>[] Bad, Action<MonitoringOptions>[] Good)> MonitoringRanges = new()
    {
        ["MaxShapes"] = ([o => o.MaxShapes = 9, o => o.MaxShapes = 100_001], [o => o.MaxShapes = 10, o => o.MaxShapes = 100_000]),
        ["SlowAfter"] = ([o => o.SlowAfter = TimeSpan.FromMilliseconds(0.9), o => o.SlowAfter = TimeSpan.FromMinutes(61)], [o => o.SlowAfter = TimeSpan.FromMilliseconds(1), o => o.SlowAfter = TimeSpan.FromHours(1)]),
        ["MaxSlowQueries"] = ([o => o.MaxSlowQueries = -1, o => o.MaxSlowQueries = 10_001], [o => o.MaxSlowQueries = 0, o => o.MaxSlowQueries = 10_000]),
        ["RepeatedFrom"] = ([o => o.RepeatedFrom = 1, o => o.RepeatedFrom = 10_001], [o => o.RepeatedFrom = 2, o => o.RepeatedFrom = 10_000]),
        ["KeepsStatements"] = ([], [o => o.KeepsStatements = true]),
    };

    private static readonly Dictionary<string, (Action<SyncHealthOptions>[] Bad, Action<SyncHealthOptions>[] Good)> HealthRanges = new()
    {
        ["DegradedAfter"] = ([o => o.DegradedAfter = TimeSpan.FromSeconds(59), o => o.DegradedAfter = TimeSpan.FromDays(36_501)], [o => o.DegradedAfter = TimeSpan.FromMinutes(1), o => o.DegradedAfter = TimeSpan.FromHours(72)]),
        ["UnhealthyAfter"] = ([o => o.UnhealthyAfter = TimeSpan.FromHours(35), o => o.UnhealthyAfter = TimeSpan.FromDays(36_501)], [o => o.UnhealthyAfter = TimeSpan.FromHours(36)]),
        ["UnhealthyFromFailedRuns"] = ([o => o.UnhealthyFromFailedRuns = 0, o => o.UnhealthyFromFailedRuns = 1_001], [o => o.UnhealthyFromFailedRuns = 1, o => o.UnhealthyFromFailedRuns = 1_000]),
        ["MaxFailedShare"] = ([o => o.MaxFailedShare = -0.01, o => o.MaxFailedShare = 1.01, o => o.MaxFailedShare = double.NaN], [o => o.MaxFailedShare = 0, o => o.MaxFailedShare = 1]),
        ["ChecksMigrations"] = ([], [o => o.ChecksMigrations = false]),
    };

    [Fact]
    public void HaveARangeForEachSetting()
    {
        MonitoringRanges.Keys.Should().BeEquivalentTo(typeof(MonitoringOptions).GetProperties().Select(property => property.Name));
        HealthRanges.Keys.Should().BeEquivalentTo(typeof(SyncHealthOptions).GetProperties().Select(property => property.Name));
        Ranges.Keys.Should().BeEquivalentTo(
            typeof(SyncOptions).GetProperties().Select(property => $"Sync.{property.Name}").Append("Grading.PassingScore")
                .Concat(typeof(CleanupOptions).GetProperties().Select(property => $"Cleanup.{property.Name}")));
        ScheduleRanges.Keys.Should().BeEquivalentTo(typeof(SyncScheduleOptions).GetProperties().Select(property => property.Name));
    }

    [Fact]
    public void RefuseWhatIsOutOfRangeAndSayWhatTheRangeIs()
    {
        foreach (var (setting, (bad, good)) in Ranges)
        {
            foreach (var set in bad)
            {
                FluentActions.Invoking(() => Value<CanvasOperationsOptions>(services => services.AddCanvasOperations(set)))
                    .Should().Throw<OptionsValidationException>(setting).Which.Failures.Should().OnlyContain(failure => failure.StartsWith($"CanvasOperationsOptions.{setting}", StringComparison.Ordinal) && Cures(failure));
            }

            foreach (var set in good)
            {
                FluentActions.Invoking(() => Value<CanvasOperationsOptions>(services => services.AddCanvasOperations(set))).Should().NotThrow(setting);
            }
        }

        Hold(ScheduleRanges, "sync 1", (services, set) => services.AddCanvasOperations().AddSyncSchedule(set));
        Hold(MonitoringRanges, "", (services, set) => services.AddCanvasOperations().MonitorQueries(set));
        Hold(HealthRanges, "canvas-sync", (services, set) => services.AddHealthChecks().AddCanvasSync(set));
    }

    [Fact]
    public void ListEveryFaultAtOnce() =>
        FluentActions.Invoking(() => Value<CanvasOperationsOptions>(services => services.AddCanvasOperations(o => (o.Grading.PassingScore, o.Sync.MemoryRows, o.Sync.BatchRows) = (101, 1, 1))))
            .Should().Throw<OptionsValidationException>().Which.Failures.Should().HaveCount(3);

    private static void Hold<TOptions>(Dictionary<string, (Action<TOptions>[] Bad, Action<TOptions>[] Good)> ranges, string name, Action<IServiceCollection, Action<TOptions>> register) where TOptions : class
    {
        foreach (var (setting, (bad, good)) in ranges)
        {
            foreach (var set in bad)
            {
                FluentActions.Invoking(() => Value<TOptions>(services => register(services, set), name))
                    .Should().Throw<OptionsValidationException>(setting).Which.Failures.Should().OnlyContain(failure => failure.StartsWith($"{typeof(TOptions).Name}.{setting}", StringComparison.Ordinal) && Cures(failure));
            }

            foreach (var set in good)
            {
                FluentActions.Invoking(() => Value<TOptions>(services => register(services, set), name)).Should().NotThrow(setting);
            }
        }
    }

    private static bool Cures(string failure) => failure.Contains("give ", StringComparison.Ordinal) || failure.Contains("choose ", StringComparison.Ordinal) || failure.Contains("set ", StringComparison.Ordinal);

    private static TOptions Value<TOptions>(Action<IServiceCollection> register, string? name = null) where TOptions : class
    {
        var services = new ServiceCollection();
        register(services);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);
    }
}
