using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Bulk;

/// <inheritdoc/>
internal sealed class BulkOperations(IBulkUnits units, BulkWriters writers, TimeProvider time) : IBulkOperations
{
    public Task<BulkResult> InsertAsync<TEntity>(IEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class =>
        RunAsync(BulkOperation.Insert, BulkRows<TEntity>.Of(rows), options, null, cancellationToken);

    public Task<BulkResult> InsertAsync<TEntity>(IAsyncEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class =>
        RunAsync(BulkOperation.Insert, BulkRows<TEntity>.Of(rows), options, null, cancellationToken);

    public Task<BulkResult> UpsertAsync<TEntity>(IEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class =>
        RunAsync(BulkOperation.Upsert, BulkRows<TEntity>.Of(rows), options, null, cancellationToken);

    public Task<BulkResult> UpsertAsync<TEntity>(IAsyncEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class =>
        RunAsync(BulkOperation.Upsert, BulkRows<TEntity>.Of(rows), options, null, cancellationToken);

    public Task<BulkResult> UpdateAsync<TEntity>(IEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class =>
        RunAsync(BulkOperation.Update, BulkRows<TEntity>.Of(rows), options, null, cancellationToken);

    public Task<BulkResult> UpdateAsync<TEntity>(IAsyncEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class =>
        RunAsync(BulkOperation.Update, BulkRows<TEntity>.Of(rows), options, null, cancellationToken);

    public Task<BulkResult> DeleteAsync<TEntity>(IEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class =>
        RunAsync(BulkOperation.Delete, BulkRows<TEntity>.Of(rows), options, null, cancellationToken);

    public Task<BulkResult> DeleteAsync<TEntity>(IAsyncEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class =>
        RunAsync(BulkOperation.Delete, BulkRows<TEntity>.Of(rows), options, null, cancellationToken);

    public Task<BulkResult> SynchronizeAsync<TEntity>(
        IEnumerable<TEntity> rows, Expression<Func<TEntity, bool>> within, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(within);
        return RunAsync(BulkOperation.Upsert, BulkRows<TEntity>.Of(rows), options, within, cancellationToken);
    }

    public Task<BulkResult> SynchronizeAsync<TEntity>(
        IAsyncEnumerable<TEntity> rows, Expression<Func<TEntity, bool>> within, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(within);
        return RunAsync(BulkOperation.Upsert, BulkRows<TEntity>.Of(rows), options, within, cancellationToken);
    }

    private async Task<BulkResult> RunAsync<TEntity>(
        BulkOperation operation, BulkRows<TEntity> rows, BulkOptions<TEntity>? options, Expression<Func<TEntity, bool>>? within, CancellationToken cancellationToken, [CallerMemberName] string name = "")
        where TEntity : class
    {
        options ??= new();
        options.Check(operation);
        units.Check(typeof(TEntity), operation);
        if (operation == BulkOperation.Insert && options.OnConflict is { KeepsStored: false })
        {
            units.Check(typeof(TEntity), BulkOperation.Upsert);
        }

        if (within is not null)
        {
            units.Check(typeof(TEntity), BulkOperation.Delete);
        }

        var meter = new ProgressMeter(options.Progress, options.TotalRows ?? rows.Count, time);
        BulkCall<TEntity>? call = null;
        try
        {
            return await HostCall.UnwrapAsync(units.RunAsync(name, WriteAsync, rows.CanBeReadAgain, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not CommitUncertainException)
        {
            call?.TakeKeysOff();
            throw;
        }

        async Task<BulkResult> WriteAsync(BulkContext context, CancellationToken token)
        {
            // The unit repeats work whose statements, or whose commit, failed in passing.
            call?.TakeKeysOff();
            call = new BulkCall<TEntity>(context, writers.For(context), name, operation, options, rows.CanBeReadAgain);
            return await call.RunAsync(rows, within, meter, token).ConfigureAwait(false);
        }
    }
}

/// <summary>The rows of a call, and whether they can be read a second time.</summary>
internal sealed record BulkRows<TEntity>(IAsyncEnumerable<TEntity> Rows, long? Count, bool CanBeReadAgain)
{
    public static BulkRows<TEntity> Of(IEnumerable<TEntity> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);

        // An enumerable that is no collection may be a query, or make new rows each time.
        long? count = rows switch { IReadOnlyCollection<TEntity> list => list.Count, ICollection<TEntity> list => list.Count, _ => null };
        return new(rows.ToAsyncEnumerable(), count, count is not null);
    }

    public static BulkRows<TEntity> Of(IAsyncEnumerable<TEntity> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new(rows, null, false);
    }
}
