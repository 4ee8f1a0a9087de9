using System.Collections.Concurrent;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.Sync;

/// <summary>What the courses of a run count together.</summary>
internal sealed class RunTotals
{
    public CanvasUsage Usage { get; } = new();

    /// <summary>Rows that courses share and that this run has counted as added.</summary>
    public ConcurrentDictionary<(string Table, long Id), bool> AddedShared { get; } = new();
}
