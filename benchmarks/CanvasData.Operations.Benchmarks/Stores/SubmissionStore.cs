using CanvasData.Operations.Bulk;
using CanvasData.Operations.Model;
using LinqToDB.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Stores;

/// <summary>A host with the library's tables and nothing else.</summary>
internal sealed class SchoolContext(DbContextOptions<SchoolContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
}

/// <summary>
/// A database with the submissions table and all its indexes, and the ways to write it: ours and our peers'. Each
/// is one transaction on one connection.
/// </summary>
internal abstract class SubmissionStore : IAsyncDisposable
{
    private readonly IBulkWriter _writer;

    static SubmissionStore() => LinqToDBForEFTools.Initialize();

    protected SubmissionStore(Func<CanvasOperationsBuilder, CanvasOperationsBuilder> useWriter) =>
        _writer = useWriter(new ServiceCollection().AddCanvasOperations()).Services.BuildServiceProvider().GetServices<IBulkWriter>().Last();

    public abstract string Name { get; }

    public abstract CanvasOperationsBuilder UseWriter(CanvasOperationsBuilder builder);

    public abstract double EfLoadBar { get; }

    public abstract double EfChangeBar { get; }

    public abstract double Linq2DbLoadBar { get; }

    public abstract double BareLoadBar { get; }

    public abstract string Linq2DbForm { get; }

    public abstract string Linq2DbUpsertForm { get; }

    public abstract int Linq2DbUpsertRounds { get; }

    public abstract string BareForm { get; }

    public abstract string BareUpsertForm { get; }

    public abstract Task StartAsync();

    public abstract ValueTask DisposeAsync();

    public abstract Task BareInsertAsync(IReadOnlyList<CanvasSubmission> rows);

    public abstract Task BareUpsertAsync(IReadOnlyList<CanvasSubmission> rows);

    public abstract Task Linq2DbInsertAsync(IReadOnlyList<CanvasSubmission> rows);

    public abstract Task Linq2DbUpsertAsync(IReadOnlyList<CanvasSubmission> rows);

    /// <summary>Reads keys and hashes, and writes the rows that differ: added, changed, and marked where they are not among these.</summary>
    public abstract Task BareDayAsync(IReadOnlyList<CanvasSubmission> rows, DateTime now);

    /// <summary>Reads the keys and hashes of the course, and compares them with those of the rows.</summary>
    /// <returns>How many differ.</returns>
    public abstract Task<int> BareCompareAsync(IReadOnlyList<CanvasSubmission> rows);

    /// <summary>Removes all rows and what they leave behind.</summary>
    public abstract Task EmptyAsync();

    /// <summary>Writes out what earlier work left pending.</summary>
    public abstract Task SettleAsync();

    public abstract void Configure(DbContextOptionsBuilder options);

    public async Task UpsertAsync(IReadOnlyList<CanvasSubmission> rows)
    {
        await using var context = NewContext();
        await _writer.UpsertAsync(context, rows);
    }

    public async Task EfInsertAsync(IReadOnlyList<CanvasSubmission> rows)
    {
        await using var context = NewContext();
        context.AddRange(rows);
        await context.SaveChangesAsync();
    }

    public async Task EfUpdateAsync(IReadOnlyList<CanvasSubmission> rows)
    {
        await using var context = NewContext();
        context.UpdateRange(rows);
        await context.SaveChangesAsync();
    }

    /// <summary>The stored rows.</summary>
    public async Task<List<CanvasSubmission>> ReadAsync()
    {
        await using var context = NewContext();
        return await context.Set<CanvasSubmission>().AsNoTracking().ToListAsync();
    }

    /// <summary>Throws when the table does not hold these rows.</summary>
    public async Task VerifyAsync(IReadOnlyList<CanvasSubmission> rows)
    {
        await using var context = NewContext();
        var found = await context.Set<CanvasSubmission>().GroupBy(_ => 1).Select(g => new { Count = g.Count(), Score = g.Sum(s => s.Score) }).SingleAsync();
        var expected = rows.Sum(r => r.Score) ?? 0;
        if (found.Count != rows.Count || Math.Abs(found.Score!.Value - expected) > 1e-3)
        {
            throw new InvalidOperationException($"{found.Count} rows with {found.Score} points where {rows.Count} with {expected} should be.");
        }
    }

    /// <summary>Lets every contender compile and cache what it needs.</summary>
    public async Task WarmUpAsync()
    {
        var rows = Submissions.Make(3_000);
        foreach (var insert in (Func<IReadOnlyList<CanvasSubmission>, Task>[])[UpsertAsync, BareInsertAsync, Linq2DbInsertAsync, EfInsertAsync])
        {
            await EmptyAsync();
            await insert(rows);
        }

        var changed = Submissions.Change(rows);
        foreach (var update in (Func<IReadOnlyList<CanvasSubmission>, Task>[])[UpsertAsync, BareUpsertAsync, Linq2DbUpsertAsync, EfUpdateAsync])
        {
            await update(changed);
            await VerifyAsync(changed);
        }
    }

    protected SchoolContext NewContext()
    {
        var options = new DbContextOptionsBuilder<SchoolContext>();
        Configure(options);
        return new(options.Options);
    }
}
