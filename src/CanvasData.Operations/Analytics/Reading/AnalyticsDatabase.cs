using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// The context in which analytics read. Where requests may see other rows, everything is read in the request's own context. What was
/// computed is then shared only within a partition that the host names.
/// </summary>
internal sealed class AnalyticsDatabase(DbContext here, SharedRows rows, ICanvasContexts contexts)
{
    /// <summary>The context of the question.</summary>
    public DbContext Here => here;

    /// <summary>Whether every request to the database sees the same rows.</summary>
    public bool IsSameForAll => rows.SameForAll;

    /// <summary>Names the database and the rows in it that results are shared for; null where nothing is shared.</summary>
    public string? Partition => rows.Partition;

    /// <summary>A context for a part of the work that goes on beside others.</summary>
    public Task<T> UseAsync<T>(Func<DbContext, Task<T>> work, CancellationToken cancellationToken) =>
        IsSameForAll ? contexts.UseAsync(work, cancellationToken) : work(Here);
}
