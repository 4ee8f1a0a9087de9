using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>The statements of one write, on the context's open connection and in its open transaction.</summary>
internal sealed class CopySession<TEntity>(BulkWrite<TEntity> write, CopyPlan<TEntity> plan, Leaves? leaves, CancellationToken cancellationToken)
    where TEntity : class
{
    private const string Savepoint = "canvas_copy";

    private readonly NpgsqlConnection _connection = (NpgsqlConnection)write.Context.Database.GetDbConnection();
    private readonly int? _timeout = write.Context.Database.GetCommandTimeout();
    private readonly RoutePlan<TEntity>? _route = write.Operation == BulkOperation.Delete ? null : RoutePlan<TEntity>.Find(write, leaves?.Column);
    private bool _staged;

    /// <summary>Splits rows by the table or the partitions that they belong to. A deletion gives keys only, and goes to the whole table.</summary>
    public async Task<IReadOnlyList<(CopyTarget Target, ReadOnlyMemory<TEntity> Rows)>> RouteAsync(ReadOnlyMemory<TEntity> rows)
    {
        if (_route is null || leaves is not { IsWritable: true })
        {
            return [(CopyTarget.Whole(write, _route?.Column), rows)];
        }

        var courses = new List<long>(rows.Length);
        foreach (var row in rows.Span)
        {
            _route.Add(courses, row, write);
        }

        var parts = await leaves.RouteAsync(_connection, write.Table.Identifier, rows, [.. courses], cancellationToken).ConfigureAwait(false);
        return [.. parts.Select(part => (CopyTarget.Partition(write, part.Leaf, _route.Column), part.Rows))];
    }

    /// <summary>Copies rows straight into the table when none of their keys is there.</summary>
    /// <returns>False when some may be there: nothing was written.</returns>
    public async Task<bool> TryCopyNewAsync(CopyTarget target, ReadOnlyMemory<TEntity> rows)
    {
        if (plan.FirstInRange is null || await AnyInRangeAsync(rows).ConfigureAwait(false))
        {
            return false;
        }

        await ExecuteAsync($"SAVEPOINT {Savepoint}").ConfigureAwait(false);
        try
        {
            await CopyAsync(target.CopyToTable, rows).ConfigureAwait(false);
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
    public async Task<long> StageAsync(CopyTarget target, ReadOnlyMemory<TEntity> rows)
    {
        await ExecuteAsync(_staged ? target.EmptyStage : target.CreateStage).ConfigureAwait(false);
        _staged = true;
        await CopyAsync(target.CopyToStage, rows).ConfigureAwait(false);
        if (target.MoveHere is { } move)
        {
            await ExecuteAsync(move).ConfigureAwait(false);
        }

        var hit = await ExecuteAsync(target.Apply).ConfigureAwait(false);
        return hit < rows.Length && target.ApplyToAll is { } all ? await ExecuteAsync(all).ConfigureAwait(false) : hit;
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
