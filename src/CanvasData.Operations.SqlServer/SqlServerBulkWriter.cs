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

    protected override string? DescribeRefusal(Exception exception) => exception is UnfitValueException ? exception.Message : base.DescribeRefusal(exception);

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
            try
            {
                await copy.WriteToServerAsync(reader, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidOperationException error) when (error.InnerException is not null)
            {
                throw new UnfitValueException(error.Message);
            }
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

    // The driver refuses what a column cannot hold before the server sees it. Its text begins with the value and ends with the column.
    private sealed class UnfitValueException(string text) : Exception(
        text.LastIndexOf(Place, StringComparison.Ordinal) is var place and >= 0 ? $"a value does not fit column{text[(place + Place.Length)..].TrimEnd('.')}" : "a value does not fit its column")
    {
        private const string Place = " for Column";
    }
}
