using System.Diagnostics;
using System.Globalization;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.CrashHost;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

// Syncs a school in a process of its own, for tests that kill or stop it: provider, connection string, address
// and token of Canvas, seconds of a lease. Waits for a line before each sync and tells its phases; ends with its standard input. The line
// may name a phase of the commit and how often it is passed before the process waits there for another line. The line "cleanup" cleans up.
// The line "erase" with a person and a number erases the person, and waits after so many statements.
// The word "migrate" migrates instead, the word "node" is a node of a cluster, the word "tables" syncs over Canvas Data 2.
if (args[0] == "migrate")
{
    await Migrating.RunAsync(args);
    return;
}

if (args[0] == "node")
{
    await ClusterNodeHost.RunAsync(args);
    return;
}

if (args[0] == "tables")
{
    await TablesHost.RunAsync(args);
    return;
}

using var spans = new ActivityListener { ShouldListenTo = source => source.Name == CanvasOperationsTelemetry.Name, Sample = (ref _) => ActivitySamplingResult.AllData };
ActivitySource.AddActivityListener(spans);
var (commits, statements) = (new CommitWatch(), new StatementWatch());
using var store = TestStore.Existing(Enum.Parse<Provider>(args[0]), args[1]);
await using var host = await SyncHost.StartAsync(
    new Uri(args[2]),
    args[3],
    store,
    builder => builder.Services.Configure<CanvasOperationsOptions>(options =>
    {
        options.Sync.LeaseDuration = TimeSpan.FromSeconds(int.Parse(args[4], CultureInfo.InvariantCulture));
        options.Sync.MaxConcurrentCourses = 2;
        options.Sync.MemoryRows = 100;
        options.Sync.BatchRows = 100;
        options.Cleanup.ArchiveHistoryAfter = TimeSpan.FromDays(1);
    }),
    services => services.ConfigureDbContext<SchoolContext>(options => options.AddInterceptors(commits, statements)));
await host.UseAsync(context => context.Set<CanvasData.Operations.Model.CanvasCourseLease>().AnyAsync());
for (Console.WriteLine("ready"); Console.ReadLine() is { } hold; Console.WriteLine("ready"))
{
    if (hold == "cleanup")
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ICleanupManager>().RunAsync(progress: new Told());
        Console.WriteLine("runEnded");
        continue;
    }

    if (hold.Split(' ') is ["erase", var person, var passes])
    {
        await using var scope = host.Services.CreateAsyncScope();
        statements.WaitAfter(int.Parse(passes, CultureInfo.InvariantCulture));
        await scope.ServiceProvider.GetRequiredService<IPersonalData>().ErasePersonAsync(long.Parse(person, CultureInfo.InvariantCulture));
        statements.WaitAfter(-1);
        Console.WriteLine("runEnded");
        continue;
    }

    commits.WaitAt(hold);
    await foreach (var happened in host.Bridge.StreamSyncAsync())
    {
        Console.WriteLine(happened switch
        {
            SyncRunStarted => "runStarted",
            CourseSyncStarted e => $"courseStarted {e.CourseId}",
            CourseRowsFetched e => $"rowsFetched {e.CourseId} {e.Entity}",
            CourseSyncWriting e => $"courseWriting {e.CourseId}",
            CourseSyncEnded e => $"courseEnded {e.Report.CourseId} {e.Report.Outcome} {e.Report.Failure?.Message} {e.Report.Failure?.Remedy}",
            _ => "runEnded",
        });
    }
}

/// <summary>Reports each batch of a clean-up.</summary>
internal sealed class Told : IProgress<CleanupReport>
{
    public void Report(CleanupReport value) => Console.WriteLine("batch");
}
