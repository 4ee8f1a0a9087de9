using System.Globalization;
using System.Text;
using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>
/// Binary COPY: straight into the table for rows that are new, else into a temporary table and from there with
/// one INSERT ... ON CONFLICT or DELETE ... USING.
/// </summary>
internal sealed class PostgreSqlBulkWriter : RelationalBulkWriter, ISilenceLimit, IRowLocks
{
    private const int ChunkSize = 25_000;

    public override bool CanWrite(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Database.ProviderName == "Npgsql.EntityFrameworkCore.PostgreSQL" && context.Database.GetDbConnection() is NpgsqlConnection;
    }

    // A COPY that waits for its client is not idle to PostgreSQL: only its end is.
    public Task LimitSilenceAsync(DbContext context, TimeSpan silence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var milliseconds = ((long)silence.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return context.Database.ExecuteSqlAsync(
            $"SELECT set_config('idle_in_transaction_session_timeout', {milliseconds}, true)", cancellationToken);
    }

    public Task LockAsync(DbContext context, BulkTable table, IReadOnlyList<long> keys, CancellationToken cancellationToken) =>
        RowLock.TakeAsync(context, table, keys, cancellationToken);

    protected override async Task<long> WriteAsync<TEntity>(BulkWrite<TEntity> write, CancellationToken cancellationToken)
    {
        var plan = write.Plan(() => new CopyPlan<TEntity>(write));
        var session = new CopySession<TEntity>(write, plan, cancellationToken);
        var deleted = 0L;
        while (write.NextChunk(ChunkSize) is { IsEmpty: false } chunk)
        {
            switch (write.Operation)
            {
                case BulkOperation.Insert:
                    await session.CopyAsync(plan.CopyToTable, chunk).ConfigureAwait(false);
                    break;
                case BulkOperation.Upsert when await session.TryCopyNewAsync(chunk).ConfigureAwait(false):
                    break;
                default:
                    deleted += await session.StageAsync(chunk).ConfigureAwait(false);
                    break;
            }
        }

        await session.EndAsync().ConfigureAwait(false);
        return write.Operation == BulkOperation.Delete ? deleted : write.RowsRead;
    }

    // The server's own texts may quote values.
    protected override string? DescribeRefusal(Exception exception) => exception switch
    {
        EncoderFallbackException => "a text holds half a surrogate pair, which UTF-8 cannot hold",
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } e => $"a value of unique constraint {e.ConstraintName} is there already",
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } e => $"the other side of foreign key {e.ConstraintName} is not there, or still points here",
        PostgresException { SqlState: PostgresErrorCodes.NotNullViolation } e => $"column {e.ColumnName} must not be null",
        PostgresException { SqlState: PostgresErrorCodes.CheckViolation } e => $"check constraint {e.ConstraintName} does not hold",
        PostgresException { SqlState: PostgresErrorCodes.StringDataRightTruncation } => "a text is longer than its column",
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } => "a text holds the character U+0000, which PostgreSQL cannot hold",
        PostgresException { SqlState: ['2', '2' or '3', ..] } e => $"SQLSTATE {e.SqlState}",
        _ => null,
    };
}
