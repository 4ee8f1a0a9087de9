using CanvasData.Operations.Configuration;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>The options of clusters: what is refused, and what is not.</summary>
public sealed class OptionsShould
{
    private static readonly Dictionary<string, Action<QuartzClusterOptions>> Bad = new()
    {
        ["ConnectionString"] = options => options.ConnectionString = " ",
        ["Database"] = options => options.Database = (QuartzDatabase)7,
        ["TablePrefix"] = options => options.TablePrefix = "x; DROP TABLE y",
        ["SchedulerName"] = options => options.SchedulerName = "a;b",
        ["Dispatchers"] = options => options.Dispatchers = 0,
        ["TimeZone"] = options => options.TimeZone = null!,
        ["CleanupCron"] = options => options.CleanupCron = "every night",
        ["nightly"] = options => options.AddSchedule(new SyncSchedule("nightly", "never", new SyncRequest())),
        ["twice"] = options =>
        {
            options.AddSchedule(new SyncSchedule("twice", "0 0 2 * * ?", new SyncRequest()));
            options.AddSchedule(new SyncSchedule("twice", "0 0 3 * * ?", new SyncRequest()));
        },
    };

    public static TheoryData<string> Names => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void RefuseWhatIsBad(string name)
    {
        var adding = () => new ServiceCollection().AddCanvasOperations().UseQuartzCluster(options =>
        {
            options.ConnectionString = "Host=none";
            Bad[name](options);
        });

        adding.Should().Throw<CanvasConfigurationException>().WithMessage($"*{name}*");
    }

    [Theory]
    [InlineData(4.9, 5, 10, 30)]
    [InlineData(301, 5, 10, 30)]
    [InlineData(10, -1, 10, 30)]
    [InlineData(10, 5, 0, 30)]
    [InlineData(10, 5, 101, 30)]
    [InlineData(10, 5, 10, 0)]
    [InlineData(10, 5, 10, 366)]
    public void RefuseNumbersOutOfTheirRange(double lease, double drain, int requests, int days)
    {
        using var services = With(lease, drain, requests, days);

        services.Invoking(provider => provider.GetRequiredService<IOptions<ClusterOptions>>().Value).Should().Throw<OptionsValidationException>().WithMessage("ClusterOptions.*give *");
    }

    [Fact]
    public void RefuseAKeyedInstance() =>
        new ServiceCollection().AddCanvasOperations("north").Invoking(builder => builder.UseQuartzCluster(options => options.ConnectionString = "Host=none"))
            .Should().Throw<CanvasConfigurationException>().WithMessage("*'north'*process of its own*");

    [Fact]
    public void KeepWhatAnEarlierCallHasSet()
    {
        var services = new ServiceCollection();
        services.AddCanvasOperations().UseCluster(options => options.DrainTime = TimeSpan.FromSeconds(9)).UseQuartzCluster(options =>
        {
            options.ConnectionString = "Host=none";
            options.Cluster.RequestsInFlight = 14;
        });
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IOptions<ClusterOptions>>().Value.Should()
            .Match<ClusterOptions>(options => options.DrainTime == TimeSpan.FromSeconds(9) && options.RequestsInFlight == 14);
    }

    [Fact]
    public void GiveCoursesTheLeaseOfTheCluster()
    {
        using var services = With(12, 0, 100, 365);

        services.GetRequiredService<IOptions<CanvasOperationsOptions>>().Value.Sync.LeaseDuration.Should().Be(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public void ShowNoConnectionString() =>
        new QuartzClusterOptions { ConnectionString = "Host=db;Password=secret" }.ToString().Should().NotContain("secret").And.Contain("set");

    private static ServiceProvider With(double lease, double drain, int requests, int days)
    {
        var services = new ServiceCollection();
        services.AddCanvasOperations().UseCluster(options =>
        {
            (options.LeaseDuration, options.DrainTime) = (TimeSpan.FromSeconds(lease), TimeSpan.FromSeconds(drain));
            (options.RequestsInFlight, options.KeepReports, options.KeepRuns) = (requests, TimeSpan.FromDays(days), TimeSpan.FromDays(365));
        });
        return services.BuildServiceProvider();
    }
}
