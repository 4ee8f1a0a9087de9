namespace CanvasData.Operations.Analytics;

/// <summary>What a capture of finished offerings did.</summary>
/// <param name="Captured">Course ids of the offerings that were stored, or stored anew because they had changed.</param>
/// <param name="Unchanged">How many were stored before and had not changed.</param>
/// <param name="Empty">Course ids of finished offerings from which nothing can be learnt: no students, or no work that counts.</param>
/// <param name="Snapshots">How many snapshots were stored.</param>
public sealed record CapturedOfferings(IReadOnlyList<long> Captured, int Unchanged, IReadOnlyList<long> Empty, int Snapshots);
