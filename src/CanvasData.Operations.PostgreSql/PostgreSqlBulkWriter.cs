using System.Globalization;
using System.Text;
using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>
/// Binary COPY: straight into the table for rows that are new, else into a temporary table and from there with
/// one INSERT ... ON CONFLICT or DELETE ... USING. Where the server offers neither, EF Core's own statements.
/// </summary>
internal sealed class PostgreSqlBulkWriter : RelationalBulkWriter, IIdleTransactionTimeout, INamedTransactions, IRowLocks, IGeneratedKeys
{
    private const int ChunkSize = 25_000;

    private readonly ServerOffers _offers = new();

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

    public Task NameAsync(DbContext context, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return NamedTransactions.NameAsync(context, name, cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListAsync(DbContext context, string start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return NamedTransactions.ListAsync(context, start, cancellationToken);
    }

    public Task<int> EndAsync(DbContext context, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return NamedTransactions.EndAsync(context, name, cancellationToken);
    }

    public Task LockAsync(DbContext context, BulkTable table, IReadOnlyList<long> keys, CancellationToken cancellationToken) =>
        RowLock.TakeAsync(context, table, keys, cancellationToken);

    public Task<IReadOnlyList<long>?> ReserveKeysAsync(DbContext context, BulkTable table, int count, CancellationToken cancellationToken) =>
        SequenceKeys.ReserveAsync(context, table, count, cancellationToken);

    protected override async Task<long> WriteAsync<TEntity>(BulkWrite<TEntity> write, CancellationToken cancellationToken)
    {
        var offer = await _offers.FindAsync(write.Context, write.Table.Identifier, cancellationToken).ConfigureAwait(false);
        try
        {
            return await WriteAsync(write, offer, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.InsufficientPrivilege
            or PostgresErrorCodes.InvalidColumnReference or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.CheckViolation)
        {
            _offers.Forget(write.Context);
            throw;
        }
    }

    private static async Task<long> WriteAsync<TEntity>(BulkWrite<TEntity> write, ServerOffer offer, CancellationToken cancellationToken) where TEntity : class
    {
        var plan = write.Plan(() => new CopyPlan<TEntity>(write));
        var session = new CopySession<TEntity>(write, plan, offer.Leaves, cancellationToken);
        var hit = 0L;
        while (write.NextChunk(ChunkSize) is { IsEmpty: false } chunk)
        {
            foreach (var (target, rows) in await session.RouteAsync(chunk).ConfigureAwait(false))
            {
                hit += await WriteAsync(write, offer, session, target, rows, cancellationToken).ConfigureAwait(false);
            }
        }

        return write.CountsChanges ? hit : write.RowsRead;
    }

    private static async Task<long> WriteAsync<TEntity>(
        BulkWrite<TEntity> write, ServerOffer offer, CopySession<TEntity> session, CopyTarget target, ReadOnlyMemory<TEntity> rows, CancellationToken cancellationToken) where TEntity : class
    {
        switch (write.Operation)
        {
            case BulkOperation.Insert when offer.Copy:
                await session.CopyAsync(target.CopyToTable, rows).ConfigureAwait(false);
                return 0;
            case BulkOperation.Upsert when offer.Copy && await session.TryCopyNewAsync(target, rows).ConfigureAwait(false):
                return rows.Length;
            default:
                return offer.Stage
                    ? await session.StageAsync(target, rows).ConfigureAwait(false)
                    : await write.WritePortablyAsync(rows, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override string? DescribeRefusal(Exception exception) => exception is EncoderFallbackException
        ? "a text holds half a surrogate pair, which UTF-8 cannot hold"
        : base.DescribeRefusal(exception);
}
