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
internal sealed class PostgreSqlBulkWriter : RelationalBulkWriter, IIdleTransactionTimeout, IRowLocks, IGeneratedKeys
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
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.InsufficientPrivilege)
        {
            _offers.Forget(write.Context);
            throw;
        }
    }

    private static async Task<long> WriteAsync<TEntity>(BulkWrite<TEntity> write, ServerOffer offer, CancellationToken cancellationToken) where TEntity : class
    {
        var plan = write.Plan(() => new CopyPlan<TEntity>(write));
        var session = new CopySession<TEntity>(write, plan, cancellationToken);
        var hit = 0L;
        while (write.NextChunk(ChunkSize) is { IsEmpty: false } chunk)
        {
            switch (write.Operation)
            {
                case BulkOperation.Insert when offer.Copy:
                    await session.CopyAsync(plan.CopyToTable, chunk).ConfigureAwait(false);
                    break;
                case BulkOperation.Upsert when offer.Copy && await session.TryCopyNewAsync(chunk).ConfigureAwait(false):
                    hit += chunk.Length;
                    break;
                default:
                    hit += offer.Stage
                        ? await session.StageAsync(chunk).ConfigureAwait(false)
                        : await write.WritePortablyAsync(chunk, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }

        await session.EndAsync().ConfigureAwait(false);
        return write.CountsChanges ? hit : write.RowsRead;
    }

    protected override string? DescribeRefusal(Exception exception) => exception is EncoderFallbackException
        ? "a text holds half a surrogate pair, which UTF-8 cannot hold"
        : base.DescribeRefusal(exception);
}
