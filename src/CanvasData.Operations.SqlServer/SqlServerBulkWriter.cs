using CanvasData.Operations.Bulk;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.SqlServer;

/// <summary>SqlBulkCopy: straight into the table for an insert, else into a temporary table and from there with one MERGE or DELETE.</summary>
internal sealed class SqlServerBulkWriter : RelationalBulkWriter, IRowLocks
{
    private const int ChunkSize = 25_000;

    public override bool CanWrite(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Database.ProviderName == "Microsoft.EntityFrameworkCore.SqlServer" && context.Database.GetDbConnection() is SqlConnection;
    }

    public Task LockAsync(DbContext context, BulkTable table, IReadOnlyList<long> keys, CancellationToken cancellationToken) =>
        SqlServerRowLock.TakeAsync(context, table, keys, cancellationToken);

    protected override async Task<long> WriteAsync<TEntity>(BulkWrite<TEntity> write, CancellationToken cancellationToken)
    {
        var plan = write.Plan(() => new SqlServerPlan<TEntity>(write));
        var target = write.Operation == BulkOperation.Insert ? write.Table.Identifier : SqlServerPlan.Stage;
        var changed = 0L;
        while (write.NextChunk(ChunkSize) is { IsEmpty: false } chunk)
        {
            if (write.Operation != BulkOperation.Insert)
            {
                await ExecuteAsync(write.Context, plan.CreateStage, cancellationToken).ConfigureAwait(false);
            }

            await CopyAsync(write, plan, target, chunk, cancellationToken).ConfigureAwait(false);
            if (write.Operation != BulkOperation.Insert)
            {
                changed += await ExecuteAsync(write.Context, plan.Apply, cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(write.Context, SqlServerPlan.DropStage, cancellationToken).ConfigureAwait(false);
            }
        }

        return write.CountsChanges ? changed : write.RowsRead;
    }

    private static async Task CopyAsync<TEntity>(
        BulkWrite<TEntity> write, SqlServerPlan<TEntity> plan, string target, ReadOnlyMemory<TEntity> rows, CancellationToken cancellationToken)
        where TEntity : class
    {
        using var copy = new SqlBulkCopy((SqlConnection)write.Context.Database.GetDbConnection(), plan.Options, Transaction(write.Context))
        {
            DestinationTableName = target,
        };
        copy.BulkCopyTimeout = write.Context.Database.GetCommandTimeout() ?? copy.BulkCopyTimeout;
        for (var i = 0; i < write.Columns.Count; i++)
        {
            copy.ColumnMappings.Add(i, write.Columns[i].Name);
        }

        var reader = new BulkCopyRowReader<TEntity>(rows, write, plan.FillRow);
        await using (reader.ConfigureAwait(false))
        {
            await copy.WriteToServerAsync(reader, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> ExecuteAsync(DbContext context, string sql, CancellationToken cancellationToken)
    {
        var command = new SqlCommand(sql, (SqlConnection)context.Database.GetDbConnection(), Transaction(context));
        await using (command.ConfigureAwait(false))
        {
            command.CommandTimeout = context.Database.GetCommandTimeout() ?? command.CommandTimeout;
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static SqlTransaction? Transaction(DbContext context) => (SqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
}
