using CanvasData.Operations.Bulk;
using CanvasData.Operations.Testing;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.HostRows;

/// <summary>A host over one database, and three ways to upsert its rows, each in one transaction.</summary>
internal sealed class BookingHost : IAsyncDisposable
{
    private readonly Provider _provider;
    private readonly ServiceProvider _services;

    public BookingHost(Provider provider, string connectionString)
    {
        _provider = provider;
        var services = new ServiceCollection();
        services.AddDbContext<BookingContext>(options => _ = provider == Provider.PostgreSql ? options.UseNpgsql(connectionString) : options.UseSqlite(connectionString));
        services.AddCanvasOperations().UseDbContext<BookingContext>().UsePostgreSqlBulkWriter().UseSqliteBulkWriter();
        _services = services.BuildServiceProvider();
    }

    public async Task<T> UseAsync<T>(Func<IBulkOperations, BookingContext, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<IBulkOperations>(), scope.ServiceProvider.GetRequiredService<BookingContext>());
    }

    public Task UpsertAsync(IReadOnlyList<Booking> rows) => UseAsync((bulk, _) => bulk.UpsertAsync(rows));

    /// <summary>What a host writes by hand: read the stored rows, change them, add the others, save.</summary>
    public Task EfUpsertAsync(IReadOnlyList<Booking> rows) => UseAsync(async (_, context) =>
    {
        var ids = rows.Select(row => row.Id).ToList();
        var stored = await context.Set<Booking>().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id);
        foreach (var row in rows)
        {
            if (stored.TryGetValue(row.Id, out var before))
            {
                context.Entry(before).CurrentValues.SetValues(row);
            }
            else
            {
                context.Add(row);
            }
        }

        return await context.SaveChangesAsync();
    });

    public Task Linq2DbUpsertAsync(IReadOnlyList<Booking> rows) => UseAsync(async (_, context) =>
    {
        await using var transaction = await context.Database.BeginTransactionAsync();
        await using var db = context.CreateLinqToDBConnection(transaction);
        if (_provider == Provider.PostgreSql)
        {
            await using var stage = await db.CreateTempTableAsync("stage", rows, new BulkCopyOptions { BulkCopyType = BulkCopyType.ProviderSpecific });
            await db.GetTable<Booking>().Merge().Using(stage).OnTargetKey().UpdateWhenMatched().InsertWhenNotMatched().MergeAsync();
        }
        else
        {
            foreach (var row in rows)
            {
                await db.InsertOrReplaceAsync(row);
            }
        }

        await transaction.CommitAsync();
        return rows.Count;
    });

    /// <summary>Throws when the table does not hold these rows.</summary>
    public Task VerifyAsync(IReadOnlyList<Booking> rows) => UseAsync(async (_, context) =>
    {
        var found = await context.Set<Booking>().GroupBy(_ => 1).Select(g => new { Count = g.Count(), Price = g.Sum(row => row.Price), Paid = g.Count(row => row.IsPaid) }).SingleAsync();
        var (price, paid) = (rows.Sum(row => row.Price) ?? 0, rows.Count(row => row.IsPaid));
        return found.Count == rows.Count && found.Paid == paid && Math.Abs((found.Price ?? 0) - price) < 1e-3
            ? true
            : throw new InvalidOperationException($"{found.Count} bookings, {found.Paid} of them paid, where {rows.Count} with {paid} should be.");
    });

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
