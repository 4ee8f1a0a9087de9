using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Orchestration;

/// <summary>Runs work in the background at the times of its options. A failing run is logged and never stops the host.</summary>
internal sealed class ScheduledWork(
    string name, ScheduleOptions options, Func<IServiceProvider, CancellationToken, Task> work,
    IServiceScopeFactory scopes, TimeProvider time, ILogger<ScheduledWork> logger) : BackgroundService
{
    // The clock of the host may be set meanwhile: it is read again at least this often.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Registers work with options of its own; several registrations of one kind of work run side by side.</summary>
    public static void Add<TOptions>(
        IServiceCollection services, string name, Action<TOptions>? configure, Func<TOptions, IServiceProvider, CancellationToken, Task> work) where TOptions : ScheduleOptions
    {
        var key = $"{name} {services.Count(service => service.ServiceType == typeof(ScheduleName)) + 1}";
        services.AddSingleton(new ScheduleName(key));
        var options = services.AddOptions<TOptions>(key).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, ScheduleOptionsValidator<TOptions>>());
        services.AddSingleton<IHostedService>(provider =>
        {
            var chosen = provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(key);
            Func<IServiceProvider, CancellationToken, Task> run = (scope, cancellationToken) => work(chosen, scope, cancellationToken);
            return ActivatorUtilities.CreateInstance<ScheduledWork>(provider, name, chosen, run);
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (options.DailyAt.Count == 0)
            {
                await RunAtIntervalsAsync(stoppingToken).ConfigureAwait(false);
            }
            else
            {
                await RunDailyAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task RunAtIntervalsAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(options.FirstDelay, time, stoppingToken).ConfigureAwait(false);
        while (true)
        {
            var started = time.GetTimestamp();
            await RunAsync(stoppingToken).ConfigureAwait(false);
            var rest = options.Interval - time.GetElapsedTime(started);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task RunDailyAsync(CancellationToken stoppingToken)
    {
        var times = new DailyTimes(options.DailyAt, options.TimeZone);
        var now = time.GetUtcNow();
        while (true)
        {
            // A timer may fire a little early: the next time is counted from the one before, and so never met twice.
            var next = times.NextAfter(now);
            for (now = time.GetUtcNow(); now < next; now = time.GetUtcNow())
            {
                await Task.Delay(next - now < LongestWait ? next - now : LongestWait, time, stoppingToken).ConfigureAwait(false);
            }

            await RunAsync(stoppingToken).ConfigureAwait(false);
            now = time.GetUtcNow();
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await work(scope.ServiceProvider, stoppingToken).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // whatever it is, the host's other work must go on
        catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.BackgroundWorkFailed(name, SafeText.Describe(error));
        }
    }

    /// <summary>A schedule that was added, by the name of its options.</summary>
    private sealed record ScheduleName(string Name);
}
