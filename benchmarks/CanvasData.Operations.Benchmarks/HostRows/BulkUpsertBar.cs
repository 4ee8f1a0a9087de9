using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Testing;
using LinqToDB.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Benchmarks.HostRows;

/// <summary>10,000 rows of a host's entity, half of them stored.</summary>
internal sealed class BulkUpsertBar(Provider provider) : Bar
{
    private const int Rows = 10_000;
    private const int Rounds = 7;

    public override string Name => $"bulk upsert of 10,000 host rows, {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        LinqToDBForEFTools.Initialize();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = new BookingHost(provider, store.ConnectionString);
        await host.UseAsync((_, context) => context.Database.EnsureCreatedAsync());
        List<Booking> stored = [.. Booking.Make(1, Rows / 2, 1)], rows = [.. Booking.Make(1, Rows, 2)];
        foreach (var warm in (Func<IReadOnlyList<Booking>, Task>[])[host.UpsertAsync, host.EfUpsertAsync, host.Linq2DbUpsertAsync])
        {
            await PrepareAsync();
            await warm(rows);
        }

        var race = await Race.RunAsync(
            [
                new("bulk", Rounds, () => host.UpsertAsync(rows), () => host.VerifyAsync(rows)),
                new("linq2db", Rounds, () => host.Linq2DbUpsertAsync(rows), () => host.VerifyAsync(rows)),
                new("EF Core", Rounds, () => host.EfUpsertAsync(rows), () => host.VerifyAsync(rows)),
            ],
            PrepareAsync);
        return
        [
            BarResult.AtLeast($"{Name}: faster than EF Core", race.Ratio("EF Core", "bulk"), provider == Provider.PostgreSql ? 8 : 6),
            BarResult.AtLeast($"{Name}: faster than linq2db", race.Ratio("linq2db", "bulk"), 1.3),
        ];

        Task PrepareAsync() => host.UseAsync(async (bulk, context) =>
        {
            await context.Set<Booking>().ExecuteDeleteAsync();
            await bulk.InsertAsync(stored);
            return await context.Database.ExecuteSqlRawAsync(provider == Provider.PostgreSql ? "VACUUM ANALYZE bookings" : "PRAGMA wal_checkpoint(TRUNCATE)");
        });
    }
}

/// <summary>A million rows streamed into the table, and again over themselves, in a process of their own.</summary>
internal sealed class BulkMemoryBar(Provider provider) : Bar
{
    public override string Name => $"bulk stream of 1,000,000 host rows, {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        using var store = await TestStore.CreateAsync(provider);
        await using (var host = new BookingHost(provider, store.ConnectionString))
        {
            await host.UseAsync((_, context) => context.Database.EnsureCreatedAsync());
        }

        using var child = await ChildProcess.StartAsync("bulk", provider.ToString(), store.ConnectionString);
        var peak = long.Parse(child.FirstLine, System.Globalization.CultureInfo.InvariantCulture);
        return [new BarResult($"{Name}: peak working set", $"{peak} MB", "< 150 MB", peak < 150)];
    }

    /// <summary>The child: its peak in megabytes.</summary>
    public static async Task<long> StreamAsync(Provider provider, string connectionString)
    {
        await using var host = new BookingHost(provider, connectionString);
        for (var round = 1; round <= 2; round++)
        {
            var result = await host.UseAsync((bulk, _) => bulk.UpsertAsync(Booking.Make(1, 1_000_000, round).ToAsyncEnumerable()));
            if (result.RowsWritten != 1_000_000)
            {
                throw new InvalidOperationException($"{result.RowsWritten} rows were written.");
            }
        }

        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1_000_000;
    }
}
