using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Quartz;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of a cluster on Quartz.NET.</summary>
public static class QuartzClusterBuilderExtensions
{
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
    /// <exception cref="CanvasConfigurationException">The options are not valid, or the builder is that of a keyed instance.</exception>
    public static CanvasOperationsBuilder UseQuartzCluster(this CanvasOperationsBuilder builder, Action<QuartzClusterOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        if (builder.Key is { } key)
        {
            throw new CanvasConfigurationException(
                $"UseQuartzCluster was called for the keyed instance '{key}', but one scheduler works for one Canvas of a host.",
                "Give each instance of a cluster a process of its own, with AddCanvasOperations().");
        }

        var options = new QuartzClusterOptions();
        configure(options);
        if (string.Join(' ', options.Validate()) is { Length: > 0 } problems)
        {
            throw new CanvasConfigurationException(problems, "Change the options that UseQuartzCluster is given.");
        }

        builder.UseCluster(options.ChangeCluster);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<IHostedService>(services =>
            ActivatorUtilities.CreateInstance<ClusterStart>(services, services.GetRequiredKeyedService<IScheduler>(options.SchedulerName)));
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<NodeLifetime>(services, services.GetRequiredKeyedService<IScheduler>(options.SchedulerName)));
        builder.Services.AddSingleton<IHostedService>(services => services.GetRequiredService<NodeLifetime>());
        builder.Services.AddQuartz(options.SchedulerName, quartz => Configure(quartz, options));
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

                // A process whose database is away must be able to end.
                settings.UseBackgroundThreads = true;
            });
            if (options.MakesTables)
            {
                store.ProvisionSchema();
            }
        });
    }
}
