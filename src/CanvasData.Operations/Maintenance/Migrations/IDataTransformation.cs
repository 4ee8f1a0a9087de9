using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>
/// A change of rows that belongs to a migration, done in batches. Register it with <c>AddDataTransformation</c>.
/// </summary>
/// <remarks>
/// Each batch and its cursor are one transaction. So a run that was killed goes on after the last batch that was written, and no row is
/// changed twice. A transformation that has ended never runs again.
/// </remarks>
public interface IDataTransformation
{
    /// <summary>The name, at most 100 characters; it must not change once it has run anywhere.</summary>
    string Name { get; }

    /// <summary>
    /// The migration after which it runs and before the next one: its id, or its name without the time. Empty for the last migration. When
    /// the migration was applied earlier, it runs first.
    /// </summary>
    string After { get; }

    /// <summary>The names of the tables whose rows it changes: they are backed up, and their content is not compared.</summary>
    IReadOnlyCollection<string> Tables { get; }

    /// <summary>The tables whose rows it changes, where that depends on the context; by default <see cref="Tables"/>.</summary>
    /// <param name="context">The host's context.</param>
    IReadOnlyCollection<string> TablesOf(DbContext context) => Tables;

    /// <summary>Whether the context needs it; by default true. Plans and runs leave it out where not.</summary>
    /// <param name="context">The host's context.</param>
    bool IsWanted(DbContext context) => true;

    /// <summary>Removes what its batches made beside the tables, before a run that failed is undone; by default nothing.</summary>
    /// <param name="context">The host's context, in a transaction.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    Task UndoAsync(DbContext context, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Changes the next rows in the order of their keys.</summary>
    /// <param name="context">
    /// The host's context, in a transaction. Its tables are as the migration left them, which the context's newest model may not fit: use
    /// SQL for columns that later migrations change.
    /// </param>
    /// <param name="cursor">What the batch before returned, for example its last key; null at the beginning.</param>
    /// <param name="rows">How many rows to change at most.</param>
    /// <param name="cancellationToken">Ends the batch; nothing of it stays.</param>
    Task<TransformedBatch> RunBatchAsync(DbContext context, string? cursor, int rows, CancellationToken cancellationToken = default);
}

/// <summary>The result of a batch.</summary>
/// <param name="Cursor">The value that the next batch receives; null ends the transformation.</param>
/// <param name="Rows">The rows that were changed.</param>
public sealed record TransformedBatch(string? Cursor, long Rows);
