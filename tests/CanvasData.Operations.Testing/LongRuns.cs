namespace CanvasData.Operations.Testing;

/// <summary>Whether random and repeated tests run for long: tests/run --long, or CANVASDATA_LONG_RUNS=1.</summary>
public static class LongRuns
{
    /// <summary>Whether they were asked for.</summary>
    public static bool AreWanted { get; } = Environment.GetEnvironmentVariable("CANVASDATA_LONG_RUNS") == "1";

    /// <summary>The number for a run of every day, or for a long one.</summary>
    public static int Count(int daily, int thorough) => AreWanted ? thorough : daily;
}
