using System.Data.Common;
using System.Globalization;
using System.Transactions;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Writers.Tests.Operations;

/// <summary>A database in trouble: the error is clear, and nothing stays half written.</summary>
public sealed class BulkFaultsShould
{
    [Fact]
    public async Task LeaveNothingWhenTheDiskIsFull()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await OpenAsync(store);
        await host.Context.Database.OpenConnectionAsync();
        var pages = (await host.Context.Database.SqlQueryRaw<long>("SELECT page_count AS Value FROM pragma_page_count").ToListAsync()).Single();
        await host.Context.Database.ExecuteSqlRawAsync(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages + 200}"));

        var error = (await host.Bulk.Awaiting(b => b.InsertAsync(Authors(60_000, "a name of some length").Stream())).Should().ThrowAsync<RolledBackException>()).Which;

        error.Message.Should().Contain("InsertAsync was rolled back").And.Contain("SQLite 13").And.Contain("disk is full").And.NotContain("a name of");
        (await host.Context.Set<Author>().CountAsync()).Should().Be(0);
        (await host.Bulk.InsertAsync(Authors(10, "few"))).RowsWritten.Should().Be(10);
    }

    [Fact]
    public async Task SayThatTheDatabaseIsReadOnly()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using (await OpenAsync(store))
        {
        }

        await using var host = new BulkHost(new HostContext(new DbContextOptionsBuilder().UseSqlite(store.ConnectionString + ";Mode=ReadOnly").Options));

        var error = (await host.Bulk.Awaiting(b => b.UpsertAsync(Authors(5, "x"))).Should().ThrowAsync<RolledBackException>()).Which;

        error.Message.Should().Contain("SQLite 8").And.Contain("read-only");
    }

    [Fact]
    public async Task SayWhichRightIsMissing()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var owner = await OpenAsync(store);
        await owner.Context.Database.ExecuteSqlRawAsync("""
            DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bulk_reader') THEN CREATE ROLE bulk_reader LOGIN; END IF; END $$;
            GRANT SELECT ON ALL TABLES IN SCHEMA public TO bulk_reader;
            GRANT SELECT, INSERT, UPDATE, DELETE ON "Generated" TO bulk_reader;
            """);
        await using var host = new BulkHost(new HostContext(new DbContextOptionsBuilder().UseNpgsql(store.ConnectionString.Replace("Username=postgres", "Username=bulk_reader", StringComparison.Ordinal)).Options));

        foreach (var write in (Func<Task>[])[() => host.Bulk.InsertAsync(Authors(5, "x")), () => host.Bulk.UpsertAsync(Authors(5, "x")), () => host.Bulk.DeleteAsync(Authors(5, "x"))])
        {
            var error = (await write.Should().ThrowAsync<RolledBackException>()).Which;
            error.Message.Should().Contain("PostgreSQL 42501").And.Contain("Author").And.Contain("right");
            error.IsTransient.Should().BeFalse();
        }

        // The sequence of an identity column needs no right of its own: the keys are read back instead.
        Generated[] rows = [new() { Name = "a" }, new() { Name = "b" }];
        await host.Bulk.InsertAsync(rows);
        rows.Select(row => row.Id).Should().Equal(1, 2);
    }

    [Fact]
    public async Task TakeKeysOffRowsWhoseCommitFails()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await OpenAsync(store);
        await host.Context.Database.ExecuteSqlRawAsync("""ALTER TABLE "Generated" ADD CONSTRAINT one_name UNIQUE ("Name") DEFERRABLE INITIALLY DEFERRED""");
        Generated[] rows = [new() { Name = "a" }, new() { Name = "a" }];

        (await host.Bulk.Awaiting(b => b.InsertAsync(rows)).Should().ThrowAsync<RolledBackException>()).Which.Message.Should().Contain("23505");

        rows.Should().OnlyContain(row => row.Id == 0);
        (await host.Context.Set<Generated>().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task HoldFewLocksHoweverManyRowsAreRefused()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await OpenAsync(store);
        await host.Bulk.InsertAsync(Enumerable.Range(1, 3_000).Select(i => new Limited { Id = i, Unique = $"u{i}" }));
        var rows = Enumerable.Range(1, 3_000).Select(i => new Limited { Id = i, Unique = i % 30 == 0 ? "u1" : $"u{i}", Short = "new" }).ToList();

        await using var transaction = await host.Context.Database.BeginTransactionAsync();
        (await host.Bulk.UpsertAsync(rows, new() { MaxRefusedRows = 200 })).Refused.Should().HaveCount(100);

        (await host.Context.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_locks WHERE pid = pg_backend_pid()").SingleAsync()).Should().BeLessThan(100);
        await transaction.CommitAsync();
        (await host.Context.Set<Limited>().CountAsync(row => row.Short == "new")).Should().Be(2_900);
    }

    [Fact]
    public async Task NameTheRowWithAValueThatTheDatabaseCannotHold()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await OpenAsync(store);
        var rows = Authors(100, "fine");
        rows[76].Name = "half a pair \uD800 and";

        var error = (await host.Bulk.Awaiting(b => b.InsertAsync(rows)).Should().ThrowAsync<BulkWriteException>()).Which;

        error.Message.Should().Contain("row 77 (key 77)").And.NotContain("half a pair");
        (await host.Context.Set<Author>().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task FindNoRowInAnAmbientTransactionAndSaySo()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await OpenAsync(store);
        using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await host.Bulk.InsertAsync(Authors(3, "x"));
            (await host.Bulk.Awaiting(b => b.InsertAsync(Authors(4, "y"))).Should().ThrowAsync<BulkWriteException>())
                .WithMessage("*one of the rows 1 to 4*23505*TransactionScope*").Which.Refused.Should().BeEmpty();
        }

        (await host.Context.Set<Author>().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task FindNoRowInATransactionWithoutSavepointsAndSaySo()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await OpenAsync(store, options => options.ReplaceService<IRelationalTransactionFactory, WithoutSavepoints>());
        await host.Bulk.InsertAsync([new Author { Id = 3 }]);
        await using (await host.Context.Database.BeginTransactionAsync())
        {
            (await host.Bulk.Awaiting(b => b.InsertAsync(Authors(4, "y"))).Should().ThrowAsync<BulkWriteException>())
                .WithMessage("*one of the rows 1 to 4*transaction without savepoints*").Which.Refused.Should().BeEmpty();
        }

        (await host.Context.Set<Author>().CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task ReadTheStoredKeysOnceHoweverManyAreDeleted()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var statements = new Statements();
        await using var host = await OpenAsync(store, options => options.AddInterceptors(statements));
        await host.Bulk.InsertAsync(Authors(20_001, "x"));

        var result = await host.Bulk.SynchronizeAsync(Array.Empty<Author>(), _ => true);

        result.RowsDeleted.Should().Be(20_001);
        statements.Texts.Should().ContainSingle(text => text.StartsWith("SELECT", StringComparison.Ordinal) && !text.Contains("WHERE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RepeatListsAfterADeadlock()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var one = await OpenAsync(store);
        await using var other = await OpenAsync(store);
        await one.Bulk.InsertAsync(Authors(2, ""));
        TaskCompletionSource first = new(), second = new();

        // Each unit holds one row and then wants the other's.
        var writes = Task.WhenAll(CrossAsync(one, 1, 2, first, second.Task), CrossAsync(other, 2, 1, second, first.Task));
        await writes.WaitAsync(TimeSpan.FromMinutes(1));

        (await one.Context.Set<Author>().AsNoTracking().Select(author => author.Name).Distinct().CountAsync()).Should().Be(1);

        static Task CrossAsync(BulkHost host, int mine, int theirs, TaskCompletionSource held, Task others) => host.Get<IUnitOfWork>().RunAsync(async (_, stop) =>
        {
            await host.Bulk.UpdateAsync([new Author { Id = mine, Name = $"by {mine}" }], cancellationToken: stop);
            held.TrySetResult();
            await others;
            await host.Bulk.UpdateAsync([new Author { Id = theirs, Name = $"by {mine}" }], cancellationToken: stop);
        });
    }

    private static async Task<BulkHost> OpenAsync(TestStore store, Action<DbContextOptionsBuilder>? configure = null)
    {
        var options = store.Configure(new DbContextOptionsBuilder());
        configure?.Invoke(options);
        var context = new HostContext(options.Options);
        await context.Database.EnsureCreatedAsync();
        return new BulkHost(context);
    }

    private static List<Author> Authors(int count, string name) => [.. Enumerable.Range(1, count).Select(i => new Author { Id = i, Name = name })];

    private sealed class Statements : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return new(result);
        }
    }

    /// <summary>Transactions as those of SQL Server with multiple active result sets.</summary>
    private sealed class WithoutSavepoints(RelationalTransactionFactoryDependencies dependencies) : RelationalTransactionFactory(dependencies)
    {
        public override RelationalTransaction Create(
            IRelationalConnection connection, DbTransaction transaction, Guid transactionId, IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger, bool transactionOwned) =>
            new Plain(connection, transaction, transactionId, logger, transactionOwned, Dependencies.SqlGenerationHelper);

        private sealed class Plain(
            IRelationalConnection connection, DbTransaction transaction, Guid transactionId, IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger, bool transactionOwned, ISqlGenerationHelper sql)
            : RelationalTransaction(connection, transaction, transactionId, logger, transactionOwned, sql)
        {
            public override bool SupportsSavepoints => false;
        }
    }
}
