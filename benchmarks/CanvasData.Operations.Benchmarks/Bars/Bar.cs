namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>A promised figure, or several that one measurement shows.</summary>
internal abstract class Bar
{
    /// <summary>What is measured.</summary>
    public abstract string Name { get; }

    public abstract Task<IReadOnlyList<BarResult>> MeasureAsync();
}

/// <summary>One line of the outcome.</summary>
/// <param name="Name">What was measured, against whom.</param>
/// <param name="Measured">The figure.</param>
/// <param name="Bar">What was promised.</param>
/// <param name="Passed">Whether it holds.</param>
internal sealed record BarResult(string Name, string Measured, string Bar, bool Passed)
{
    public static BarResult AtLeast(string name, double times, double bar) => new(name, $"{times:0.00}x", $">= {bar:0.0}x", times >= bar);

    public static BarResult AtMost(string name, double times, double bar) => new(name, $"{times:0.00}x", $"<= {bar:0.0#}x", times <= bar);

    /// <summary>A figure that depends on the machine, and so promises nothing.</summary>
    public static BarResult Information(string name, string measured) => new(name, measured, "", Passed: true);
}
