using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Maintenance;

/// <summary>The steps of a run: reports each as it begins, and keeps how long it took.</summary>
internal sealed class MigrationLog(IProgress<MigrationProgress>? progress, TimeProvider time, ILogger logger)
{
    private readonly long _started = time.GetTimestamp();

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public TimeSpan Duration => time.GetElapsedTime(_started);

    public List<MigrationStepReport> Steps { get; } = [];

    /// <summary>The step that has begun; null between steps.</summary>
    public MigrationStep? Current { get; private set; }

    /// <summary>Does a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="work">The work; returns the rows that it changed, or null.</param>
    public async Task RunAsync(MigrationStep step, Func<Task<long?>> work)
    {
        Current = step;
        progress?.Report(new MigrationProgress(step));
        var started = time.GetTimestamp();
        var rows = await work().ConfigureAwait(false);
        Steps.Add(new MigrationStepReport(step, time.GetElapsedTime(started), rows));
        Current = null;
        logger.MigrationStepEnded(step.Kind.ToString(), step.Name ?? "", time.GetElapsedTime(started).TotalSeconds);
    }

    public Task RunAsync(MigrationStep step, Func<Task> work) => RunAsync(step, async () =>
    {
        await work().ConfigureAwait(false);
        return null;
    });

    public void Tell(MigrationProgress value) => progress?.Report(value);
}
