using System.Diagnostics;
using System.Transactions;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Writers.Tests;

public sealed class PostgreSqlWriterUnderLoadShould(PostgreSqlHosts hosts) : IClassFixture<PostgreSqlHosts>
{
    private readonly IBulkWriter _writer = Hosts.Writers().Single(w => w.GetType().Name == "PostgreSqlBulkWriter");

    [Fact]
    public async Task SendAsManyStatementsForManyRowsAsForFew()
    {
        await using var context = await FreshAsync();
        async Task<int> Statements(Func<Task> write)
        {
            var database = context.Database.GetDbConnection().Database;
            var count = 0;
            using var listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity =>
                {
                    // Other tests' statements end here too, at the same moment.
                    if (activity.TagObjects.Any(t => database.Equals(t.Value)))
                    {
                        Interlocked.Increment(ref count);
                    }
                },
            };
            ActivitySource.AddActivityListener(listener);
            await write();
            return count;
        }

        await _writer.UpsertAsync(context, Limited(0, 1));
        var few = await Statements(() => _writer.UpsertAsync(context, Limited(10, 10)));
        var many = await Statements(() => _writer.UpsertAsync(context, Limited(1_000, 20_000)));
        few.Should().BePositive().And.Be(many);
        few = await Statements(() => _writer.UpsertAsync(context, Limited(10, 10, "again")));
        many = await Statements(() => _writer.UpsertAsync(context, Limited(1_000, 20_000, "again")));
        few.Should().BePositive().And.Be(many);
        few = await Statements(() => _writer.DeleteAsync(context, Limited(10, 10)));
        many = await Statements(() => _writer.DeleteAsync(context, Limited(1_000, 20_000)));
        few.Should().BePositive().And.Be(many);
    }

    [Fact]
    public async Task OverwriteARowThatAnotherTransactionAddsMeanwhile()
    {
        await using var context = await FreshAsync();
        await using var other = await hosts.ContextAsync(Naming.Plain, reference: false);
        await using var transaction = await other.Database.BeginTransactionAsync();
        other.AddRange(Limited(500, 1, "other"));
        await other.SaveChangesAsync();
        var write = Task.Run(() => _writer.UpsertAsync(context, Limited(1, 1_000, "ours")));
        await Waiting.UntilALockIsAwaitedAsync(other.Database.GetConnectionString()!, write);
        await transaction.CommitAsync();
        (await write).Should().Be(1_000);
        (await context.Set<Limited>().CountAsync(l => l.Short == "ours")).Should().Be(1_000);
    }

    [Fact]
    public async Task NeverDeadlockWithAWriterOfTheSameRows()
    {
        await using var first = await FreshAsync();
        await using var second = await hosts.ContextAsync(Naming.Plain, reference: false);
        await _writer.InsertAsync(first, Limited(1, 3_000));
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(
                Task.Run(() => _writer.UpsertAsync(first, Limited(1, 3_000, "a"))),
                Task.Run(() => _writer.UpsertAsync(second, Limited(1, 3_000, "b").Reverse())));
        }

        (await first.Set<Limited>().Select(l => l.Short).Distinct().CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task JoinAnAmbientTransaction()
    {
        await using var context = await FreshAsync();
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await _writer.UpsertAsync(context, Limited(1, 10));
            await _writer.UpsertAsync(context, Limited(1, 10, "again"));
        }

        (await context.Set<Limited>().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task SayWhatTextPostgreSqlCannotHold()
    {
        await using var context = await FreshAsync();
        foreach (var (text, reason) in new[] { ("half \ud83d a pair", "*surrogate*"), ("a \0 in it", "*U+0000*") })
        {
            var write = () => _writer.UpsertAsync(context, [new Author { Id = -9, Name = text }]);
            (await write.Should().ThrowAsync<DbUpdateException>()).WithMessage(reason).Which.Message.Should().NotContain(text);
            (await context.Set<Author>().AnyAsync(a => a.Id == -9)).Should().BeFalse();
            (await _writer.UpsertAsync(context, [new Limited { Id = 1, Unique = "fits" }])).Should().Be(1);
        }
    }

    [Fact]
    public async Task NotLetATextGrowPastItsColumn()
    {
        await using var context = await FreshAsync();
        var write = () => _writer.UpsertAsync(context, Limited(1, 3, "too long"));
        await write.Should().ThrowAsync<DbUpdateException>().WithMessage("*longer than its column*");
    }

    private async Task<HostContext> FreshAsync()
    {
        var context = await hosts.ContextAsync(Naming.Plain, reference: false);
        await context.Set<Limited>().ExecuteDeleteAsync();
        return context;
    }

    private static IEnumerable<Limited> Limited(int first, int count, string? text = null) =>
        Enumerable.Range(first, count).Select(i => new Limited { Id = i, Unique = $"u{i}", Short = text });
}
