namespace CanvasData.Operations.Analytics;

/// <summary>The outcome of a capture of finished offerings.</summary>
/// <param name="Captured">The course ids of the offerings that were stored, or stored again because they had changed.</param>
/// <param name="Unchanged">How many were stored before and had not changed.</param>
/// <param name="Empty">The course ids of finished offerings that are of no use for training: no students, or no work that counts.</param>
/// <param name="Snapshots">How many snapshots were stored.</param>
public sealed record CapturedOfferings(IReadOnlyList<long> Captured, int Unchanged, IReadOnlyList<long> Empty, int Snapshots);
