using CanvasData.Operations.DataAccess;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.CrashHost;

/// <summary>
/// Syncs the tables of Canvas Data 2 once for each line: provider, connection string, address and token of Canvas, client id, secret, folder.
/// Writes a line when it is ready, for each course that has ended, and for the end of the run.
/// </summary>
internal static class TablesHost
{
    public static async Task RunAsync(string[] args)
    {
        using var store = TestStore.Existing(Enum.Parse<Provider>(args[1]), args[2]);
        await using var host = await SyncHost.StartAsync(new Uri(args[3]), args[4], store, builder => builder.UseDataAccessPlatform(options =>
        {
            options.BaseAddress = options.CanvasAddress = new Uri(args[3]);
            (options.ClientId, options.ClientSecret, options.Directory) = (args[5], args[6], args[7]);
            options.JobsPerMinute = 6_000;
            options.PollInterval = TimeSpan.FromMilliseconds(10);
        }));
        for (Console.WriteLine("ready"); Console.ReadLine() is not null; Console.WriteLine("ready"))
        {
            var report = await host.Services.GetRequiredService<IDataAccessSync>().RunAsync(progress: new Ended());
            Console.WriteLine($"runEnded {report.PendingCourses}");
        }
    }

    private sealed class Ended : IProgress<SyncEvent>
    {
        public void Report(SyncEvent value)
        {
            if (value is CourseSyncEnded ended)
            {
                Console.WriteLine($"courseEnded {ended.Report.CourseId}");
            }
        }
    }
}
