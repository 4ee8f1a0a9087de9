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
internal sealed class PostgreSqlBulkWriter : RelationalBulkWriter, ISilenceLimit
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

    protected override string? DescribeRefusal(Exception exception) => exception is EncoderFallbackException
        ? "a text holds half a surrogate pair, which UTF-8 cannot hold"
        : base.DescribeRefusal(exception);
}
