namespace CanvasData.Operations.Simulator;

/// <summary>
/// The leaky bucket of Canvas. Each request in flight holds its up-front cost, so a dozen at once from an idle bucket are refused.
/// </summary>
/// <remarks>One instance is one bucket; give a fresh one to begin again.</remarks>
public sealed class RateLimit
{
    internal const string RemainingHeader = "X-Rate-Limit-Remaining";
    internal const string CostHeader = "X-Request-Cost";
    internal const double MinCost = 0.1;

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private long lastLeak;
    private double level;

    /// <summary>An empty bucket.</summary>
    /// <param name="clock">The clock by which it leaks; null for the system's.</param>
    public RateLimit(TimeProvider? clock = null)
    {
        this.clock = clock ?? TimeProvider.System;
        lastLeak = this.clock.GetTimestamp();
    }

    /// <summary>A request is refused when the bucket holds at least this. Default 600.</summary>
    public double HighWaterMark { get; init; } = 600;

    /// <summary>The bucket never counts above this. Default 800.</summary>
    public double Maximum { get; init; } = 800;

    /// <summary>The cost that leaks each second. Default 10.</summary>
    public double OutflowPerSecond { get; init; } = 10;

    /// <summary>The cost that a request holds until it ends. Default 50.</summary>
    public double UpFrontCost { get; init; } = 50;

    /// <summary>The cost of a request in the end. Default 0.2.</summary>
    public double CostPerRequest { get; init; } = 0.2;

    /// <summary>The cost that each row of the answer adds. Default 0.01.</summary>
    public double CostPerRow { get; init; } = 0.01;

    /// <summary>How it refuses: 429, the default, or 403 as older Canvases do.</summary>
    public int RefusalStatus { get; init; } = 429;

    /// <summary>The cost left until requests are refused; can be below zero.</summary>
    public double Remaining
    {
        get
        {
            lock (gate)
            {
                Leak();
                return HighWaterMark - level;
            }
        }
    }

    internal double CostOf(int rows) => CostPerRequest + (CostPerRow * rows);

    internal bool TryEnter()
    {
        lock (gate)
        {
            Leak();
            if (level >= HighWaterMark)
            {
                return false;
            }

            level = Math.Min(Maximum, level + UpFrontCost);
            return true;
        }
    }

    /// <summary>Takes the up-front cost back and adds the real one.</summary>
    internal void Leave(double cost)
    {
        lock (gate)
        {
            Leak();
            level = Math.Clamp(level - UpFrontCost + cost, 0, Maximum);
        }
    }

    private void Leak()
    {
        var now = clock.GetTimestamp();
        level = Math.Max(0, level - (clock.GetElapsedTime(lastLeak, now).TotalSeconds * OutflowPerSecond));
        lastLeak = now;
    }
}
