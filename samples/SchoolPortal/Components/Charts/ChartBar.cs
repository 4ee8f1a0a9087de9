namespace CanvasData.Operations.SchoolPortal.Components.Charts;

/// <summary>A named amount.</summary>
public readonly record struct ChartBar(string Name, double Value);
