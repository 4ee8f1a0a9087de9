using CanvasData.Operations.Benchmarks.Peers;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CanvasData.Operations.Benchmarks.Stores;

internal sealed class PostgreSqlStore() : SubmissionStore(b => b.UsePostgreSqlBulkWriter())
{
    private PostgresServer? _server;
    private string _connectionString = "";

    public override string Name => "PostgreSQL";

    public override CanvasOperationsBuilder UseWriter(CanvasOperationsBuilder builder) => builder.UsePostgreSqlBulkWriter();

    public override double EfLoadBar => 8;

    public override double EfChangeBar => 8;

    public override double Linq2DbLoadBar => 1.3;

    public override double BareLoadBar => 1.3;

    public override string Linq2DbForm => "temp table + merge";

    public override string Linq2DbUpsertForm => "temp table + merge";

    public override int Linq2DbUpsertRounds => 3;

    public override string BareForm => "binary COPY";

    public override string BareUpsertForm => "COPY + INSERT ON CONFLICT";

    public override async Task StartAsync()
    {
        _server = await PostgresServer.StartAsync();
        _connectionString = await _server.CreateDatabaseAsync();
        await using var context = NewContext();
        await context.Database.EnsureCreatedAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    public override Task BareInsertAsync(IReadOnlyList<CanvasSubmission> rows) => BareCopy.InsertAsync(_connectionString, rows);

    public override Task BareUpsertAsync(IReadOnlyList<CanvasSubmission> rows) => BareCopy.UpsertAsync(_connectionString, rows);

    public override Task BareDayAsync(IReadOnlyList<CanvasSubmission> rows, DateTime now) => BareCopy.WriteDayAsync(_connectionString, rows, now);

    public override Task<int> BareCompareAsync(IReadOnlyList<CanvasSubmission> rows) => BareCopy.CompareAsync(_connectionString, rows);

    public override Task Linq2DbInsertAsync(IReadOnlyList<CanvasSubmission> rows) => Linq2DbUpsertAsync(rows);

    public override async Task Linq2DbUpsertAsync(IReadOnlyList<CanvasSubmission> rows)
    {
        await using var context = NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await using var db = context.CreateLinqToDBConnection(transaction);
        await using (var stage = await db.CreateTempTableAsync("stage", rows, new BulkCopyOptions { BulkCopyType = BulkCopyType.ProviderSpecific }))
        {
            await db.GetTable<CanvasSubmission>().Merge().Using(stage).OnTargetKey().UpdateWhenMatched().InsertWhenNotMatched().MergeAsync();
        }

        await transaction.CommitAsync();
    }

    public override Task EmptyAsync() => ExecuteAsync("TRUNCATE \"CanvasSubmission\"; CHECKPOINT");

    public override Task SettleAsync() => ExecuteAsync("VACUUM ANALYZE \"CanvasSubmission\"", "CHECKPOINT");

    public override void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(_connectionString);

    private async Task ExecuteAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        foreach (var statement in statements.SelectMany(s => s.Split(';')))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
