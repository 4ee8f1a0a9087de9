using System.Globalization;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.CrashHost;

/// <summary>The tables of the library and those of a cluster.</summary>
public sealed class ClusterContext(DbContextOptions<ClusterContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData().AddCanvasCluster();
}

/// <summary>A node of a cluster, put together as a user would.</summary>
public static class ClusterNodeHost
{
    /// <summary>Adds the library with its tables in PostgreSQL; the caller adds the cluster.</summary>
    public static CanvasOperationsBuilder Add(IServiceCollection services, TestStore store, Uri address, string token, int courses)
    {
        services.AddDbContext<ClusterContext>(options => store.Configure(options));
        var builder = services.AddCanvasOperations(options => options.Sync.MaxConcurrentCourses = courses)
            .UseDbContext<ClusterContext>()
            .UsePostgreSqlBulkWriter()
            .UseSqliteBulkWriter()
            .UseRestClient(rest =>
            {
                rest.BaseAddress = address;
                rest.AccessToken = token;
            });
        return builder;
    }

    /// <summary>Makes the tables when they are not there. Nodes that start at once take turns.</summary>
    public static async Task EnsureCreatedAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<ClusterContext>();
        if (!context.Database.IsNpgsql())
        {
            await context.Database.EnsureCreatedAsync();
            return;
        }

        await context.Database.OpenConnectionAsync();
        await context.Database.ExecuteSqlRawAsync("SELECT pg_advisory_lock(4711)");
        await context.Database.EnsureCreatedAsync();
        await context.Database.ExecuteSqlRawAsync("SELECT pg_advisory_unlock(4711)");
    }

    /// <summary>
    /// Works until its standard input ends: connection string, address and token of Canvas, courses at once, seconds of a lease. Then it
    /// stops as a host does.
    /// </summary>
    internal static async Task RunAsync(string[] args)
    {
        var host = Host.CreateApplicationBuilder();
        host.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        host.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        using var store = TestStore.Existing(Provider.PostgreSql, args[1]);
        Add(host.Services, store, new Uri(args[2]), args[3], int.Parse(args[4], CultureInfo.InvariantCulture)).UseQuartzCluster(quartz =>
        {
            quartz.ConnectionString = args[1];
            quartz.Cluster.LeaseDuration = TimeSpan.FromSeconds(int.Parse(args[5], CultureInfo.InvariantCulture));
        });
        using var app = host.Build();
        await EnsureCreatedAsync(app.Services);
        await app.StartAsync();
        Console.WriteLine("ready");
        while (Console.ReadLine() is { Length: > 0 })
        {
        }

        await app.StopAsync();
        Console.WriteLine("stopped");
    }
}
