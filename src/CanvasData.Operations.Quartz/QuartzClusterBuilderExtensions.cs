using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Quartz;
using Quartz;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of a cluster on Quartz.NET.</summary>
public static class QuartzClusterBuilderExtensions
{
    // The job itself waits for its courses: Quartz should not stop waiting before it.
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Makes this host a node of a cluster. Quartz.NET, in a job store in the host's own database, decides which nodes work and when schedules
    /// start; the courses are taken from tables of the library, so that no course is synced twice. Call <c>AddCanvasCluster()</c> on the
    /// model. The start of the host fails when its clock is more than 2 seconds off the database's, because Quartz compares the clocks of nodes.
    /// </summary>
    /// <param name="builder">The builder; not that of a keyed instance.</param>
    /// <param name="configure">Sets at least the connection string.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="CanvasConfigurationException">The options are not valid.</exception>
    public static CanvasOperationsBuilder UseQuartzCluster(this CanvasOperationsBuilder builder, Action<QuartzClusterOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new QuartzClusterOptions();
        configure(options);
        if (string.Join(' ', options.Validate()) is { Length: > 0 } problems)
        {
            throw new CanvasConfigurationException(problems, "Change the options that UseQuartzCluster is given.");
        }

        builder.UseCluster(cluster =>
        {
            (cluster.LeaseDuration, cluster.DrainTime) = (options.Cluster.LeaseDuration, options.Cluster.DrainTime);
            (cluster.RequestsInFlight, cluster.KeepReports) = (options.Cluster.RequestsInFlight, options.Cluster.KeepReports);
        });
        builder.Services.AddSingleton(options);
        builder.Services.AddHostedService<ClusterStart>();
        builder.Services.AddQuartz(ClusterJobs.Scheduler, quartz => Configure(quartz, options));
        builder.Services.AddQuartzHostedService(ClusterJobs.Scheduler, hosted => hosted.WaitForJobsToComplete = true);
        return builder;
    }

    private static void Configure(IQuartzBuilder quartz, QuartzClusterOptions options)
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.GenerateInstanceId = true;
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;

            // A node that took several dispatchers at once would leave none for the others.
            scheduler.MaxBatchSize = 1;
            scheduler.IdleWaitTime = IdleWait;
        });
        quartz.UseDefaultThreadPool(options.Dispatchers + options.Schedules.Count + NightlyWork.Kinds.Count);
        quartz.UsePersistentStore(store =>
        {
            if (options.Database == QuartzDatabase.SqlServer)
            {
                store.UseSqlServer(options.ConnectionString!);
            }
            else
            {
                store.UsePostgres(options.ConnectionString!);
            }

            store.UseClustering();
            store.ConfigureStore(settings =>
            {
                settings.TablePrefix = options.TablePrefix;
                settings.StoreJobDataAsStrings = true;
                settings.DbRetryInterval = StoreRetry;
            });
            if (options.MakesTables)
            {
                store.ProvisionSchema();
            }
        });
    }
}
