using CanvasData.Operations.Benchmarks.Peers;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Stores;

internal sealed class SqliteStore() : SubmissionStore(b => b.UseSqliteBulkWriter())
{
    private readonly SqliteFile _file = new();

    public override string Name => "SQLite";

    public override CanvasOperationsBuilder UseWriter(CanvasOperationsBuilder builder) => builder.UseSqliteBulkWriter();

    public override double EfLoadBar => 8;

    public override double EfChangeBar => 6;

    public override double Linq2DbLoadBar => 1.5;

    public override double BareLoadBar => 1;

    public override string Linq2DbForm => "BulkCopy";

    public override string Linq2DbUpsertForm => "InsertOrReplace";

    public override int Linq2DbUpsertRounds => 1;

    public override string BareForm => "native loop";

    public override string BareUpsertForm => "native upsert loop";

    public override async Task StartAsync()
    {
        await using var context = NewContext();
        await context.Database.EnsureCreatedAsync();
    }

    public override ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    public override Task BareInsertAsync(IReadOnlyList<CanvasSubmission> rows)
    {
        BareSqlite.Write(_file.ConnectionString, rows, upsert: false);
        return Task.CompletedTask;
    }

    public override Task BareUpsertAsync(IReadOnlyList<CanvasSubmission> rows)
    {
        BareSqlite.Write(_file.ConnectionString, rows, upsert: true);
        return Task.CompletedTask;
    }

    public override Task BareDayAsync(IReadOnlyList<CanvasSubmission> rows, DateTime now)
    {
        BareSqlite.WriteDay(_file.ConnectionString, rows, now);
        return Task.CompletedTask;
    }

    public override Task<int> BareCompareAsync(IReadOnlyList<CanvasSubmission> rows) => Task.FromResult(BareSqlite.Compare(_file.ConnectionString, rows));

    public override async Task Linq2DbInsertAsync(IReadOnlyList<CanvasSubmission> rows)
    {
        await using var context = NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await context.BulkCopyAsync(new BulkCopyOptions(), rows);
        await transaction.CommitAsync();
    }

    public override async Task Linq2DbUpsertAsync(IReadOnlyList<CanvasSubmission> rows)
    {
        await using var context = NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await using var db = context.CreateLinqToDBConnection(transaction);
        foreach (var row in rows)
        {
            await db.InsertOrReplaceAsync(row);
        }

        await transaction.CommitAsync();
    }

    public override async Task EmptyAsync()
    {
        await using var context = NewContext();
        await context.Set<CanvasSubmission>().ExecuteDeleteAsync();
        await context.Database.ExecuteSqlRawAsync("VACUUM");
        await SettleAsync();
    }

    public override async Task SettleAsync()
    {
        await using var context = NewContext();
        await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public override void Configure(DbContextOptionsBuilder options) => options.UseSqlite(_file.ConnectionString);
}
