using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>The statements of one write, on the context's open connection and in its open transaction.</summary>
internal sealed class CopySession<TEntity>(BulkWrite<TEntity> write, CopyPlan<TEntity> plan, CancellationToken cancellationToken)
    where TEntity : class
{
    private const string Savepoint = "canvas_copy";

    private readonly NpgsqlConnection _connection = (NpgsqlConnection)write.Context.Database.GetDbConnection();
    private readonly int? _timeout = write.Context.Database.GetCommandTimeout();
    private bool _staged;

    /// <summary>Copies rows straight into the table when none of their keys is there.</summary>
    /// <returns>False when some may be there: nothing was written.</returns>
    public async Task<bool> TryCopyNewAsync(ReadOnlyMemory<TEntity> rows)
    {
        if (plan.FirstInRange is null || await AnyInRangeAsync(rows).ConfigureAwait(false))
        {
            return false;
        }

        await ExecuteAsync($"SAVEPOINT {Savepoint}").ConfigureAwait(false);
        try
        {
            await CopyAsync(plan.CopyToTable, rows).ConfigureAwait(false);
            await ExecuteAsync($"RELEASE {Savepoint}").ConfigureAwait(false);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Another transaction added one meanwhile.
            await ExecuteAsync($"ROLLBACK TO {Savepoint}; RELEASE {Savepoint}").ConfigureAwait(false);
            return false;
        }
    }

    /// <summary>Copies rows into the temporary table and applies them.</summary>
    /// <returns>Rows hit.</returns>
    public async Task<long> StageAsync(ReadOnlyMemory<TEntity> rows)
    {
        await ExecuteAsync(_staged ? plan.EmptyStage : plan.CreateStage).ConfigureAwait(false);
        _staged = true;
        await CopyAsync(plan.CopyToStage, rows).ConfigureAwait(false);
        return await ExecuteAsync(plan.Apply).ConfigureAwait(false);
    }

    public async Task CopyAsync(string sql, ReadOnlyMemory<TEntity> rows)
    {
        var importer = await _connection.BeginBinaryImportAsync(sql, cancellationToken).ConfigureAwait(false);
        await using (importer.ConfigureAwait(false))
        {
            if (_timeout is { } seconds)
            {
                importer.Timeout = TimeSpan.FromSeconds(seconds);
            }

            CopyRows(importer, rows.Span);
            await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task EndAsync() => _staged ? ExecuteAsync(plan.DropStage) : Task.CompletedTask;

    // A value goes into a buffer that rarely overflows to the socket: awaiting each would cost more than it gives.
    private void CopyRows(NpgsqlBinaryImporter importer, ReadOnlySpan<TEntity> rows)
    {
        foreach (var row in rows)
        {
            importer.StartRow();
            plan.WriteRow(importer, row, write);
        }
    }

    private async Task<bool> AnyInRangeAsync(ReadOnlyMemory<TEntity> rows)
    {
        var range = Range(rows.Span);
        var command = Command(plan.FirstInRange!);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = range.Min });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = range.Max });
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;
        }
    }

    private KeyRange Range(ReadOnlySpan<TEntity> rows)
    {
        var range = new KeyRange();
        foreach (var row in rows)
        {
            plan.WidenRange!(range, row, write);
        }

        return range;
    }

    private async Task<int> ExecuteAsync(string sql)
    {
        var command = Command(sql);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, _connection);
        command.CommandTimeout = _timeout ?? command.CommandTimeout;
        return command;
    }
}
