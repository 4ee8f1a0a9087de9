namespace CanvasData.Operations.SchoolPortal.Components.Charts;

/// <summary>A value at a moment.</summary>
public readonly record struct ChartPoint(DateTimeOffset At, double Value);
