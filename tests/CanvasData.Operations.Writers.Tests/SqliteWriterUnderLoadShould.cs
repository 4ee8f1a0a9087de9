using CanvasData.Operations.Bulk;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Writers.Tests;

public sealed class SqliteWriterUnderLoadShould(SqliteHosts hosts) : IClassFixture<SqliteHosts>
{
    private readonly IBulkWriter _writer = Hosts.Writers().Single(w => w.GetType().Name == "SqliteBulkWriter");

    [Fact]
    public async Task TakeTheWriteLockBeforeItsFirstRow()
    {
        await using var context = await hosts.ContextAsync(Naming.Plain, reference: false);
        var locked = false;
        await _writer.UpsertAsync(context, Authors().Select(Look));
        locked.Should().BeTrue();

        Author Look(Author author)
        {
            // The row that comes first is read before the transaction, to know whether there is anything to write.
            locked |= author.Id == 2 && IsLocked(context.Database.GetConnectionString()!);
            return author;
        }
    }

    [Fact]
    public async Task WaitForALockThatADeferredTransactionMeets()
    {
        await using var context = await hosts.ContextAsync(Naming.Plain, reference: false);
        await context.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        await using var other = new SqliteConnection(connection.ConnectionString);
        await other.OpenAsync();
        var blocking = other.BeginTransaction();
        await using var deferred = connection.BeginTransaction(deferred: true);
        await using var joined = await context.Database.UseTransactionAsync(deferred);
        var write = _writer.UpsertAsync(context, Authors("late"));
        await Task.Delay(100);
        write.IsCompleted.Should().BeFalse();
        await blocking.RollbackAsync();
        (await write).Should().Be(3);
        await joined!.CommitAsync();
    }

    [Fact]
    public async Task GiveUpALockAfterTheTimeoutOfTheContext()
    {
        await using var context = await hosts.ContextAsync(Naming.Plain, reference: false);
        await context.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        await using var other = new SqliteConnection(connection.ConnectionString);
        await other.OpenAsync();
        await using var blocking = other.BeginTransaction();
        context.Database.SetCommandTimeout(1);
        await using var joined = await context.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true));
        var write = () => _writer.UpsertAsync(context, Authors("never"));
        (await write.Should().ThrowAsync<SqliteException>()).Which.SqliteErrorCode.Should().Be(SQLitePCL.raw.SQLITE_BUSY);
    }

    [Fact]
    public async Task NotWaitForASnapshotThatNoWaitingRenews()
    {
        await using var context = await hosts.ContextAsync(Naming.Plain, reference: false);
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
        await context.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        await using var joined = await context.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true));
        await context.Set<Author>().CountAsync();
        await using (var other = await hosts.ContextAsync(Naming.Plain, reference: false))
        {
            await _writer.UpsertAsync(other, [new Author { Id = 77 }]);
        }

        var write = () => _writer.UpsertAsync(context, Authors("stale"));
        (await write.Should().ThrowAsync<SqliteException>()).Which.SqliteExtendedErrorCode.Should().Be(SQLitePCL.raw.SQLITE_BUSY_SNAPSHOT);
    }

    [Fact]
    public async Task StoreTextAsEfCoreDoesToTheLastByte()
    {
        string[] texts = ["a \0 in it", "half \ud83d a pair", new('€', 100_000), "", "\uFFFF", "👩‍👩‍👧"];
        await using var context = await hosts.ContextAsync(Naming.Plain, reference: false);
        await using var reference = await hosts.ContextAsync(Naming.Plain, reference: true);
        foreach (var database in (HostContext[])[context, reference])
        {
            await database.Set<Author>().ExecuteDeleteAsync();
        }

        var rows = texts.Select((t, i) => new Author { Id = i + 1, Name = t }).ToList();
        await _writer.UpsertAsync(context, rows);
        reference.AddRange(rows);
        await reference.SaveChangesAsync();
        (await Bytes(context)).Should().Equal(await Bytes(reference));

        static Task<List<string>> Bytes(DbContext context) =>
            context.Database.SqlQueryRaw<string>("SELECT typeof(Name) || hex(Name) AS Value FROM Author ORDER BY Id").ToListAsync();
    }

    [Fact]
    public async Task SayThatNotANumberCannotBeStored()
    {
        await using var context = await hosts.ContextAsync(Naming.Plain, reference: false);
        var write = () => _writer.UpsertAsync<Shape>(context, [new Circle { Id = 1 }]);
        await write.Should().NotThrowAsync();
        var wrong = () => _writer.UpsertAsync(context, [new Circle { Id = 2, Radius = double.NaN }]);
        await wrong.Should().ThrowAsync<DbUpdateException>().WithMessage("*NaN*");
    }

    [Fact]
    public async Task OverwriteIndexedTextThatOnlyItsCollationFindsAlike()
    {
        using var file = new Testing.SqliteFile();
        await using var context = new CollatedContext(new DbContextOptionsBuilder().UseSqlite(file.ConnectionString).Options);
        await context.Database.EnsureCreatedAsync();
        await _writer.UpsertAsync(context, [new Limited { Id = 1, Unique = "ada", Short = "a" }, new Limited { Id = 2, Unique = "bob", Short = "b" }]);
        await _writer.UpsertAsync(context, [new Limited { Id = 1, Unique = "ADA", Short = "a2" }, new Limited { Id = 2, Unique = "bob", Short = "b2" }, new Limited { Id = 3 }]);
        (await context.Set<Limited>().OrderBy(l => l.Id).Select(l => l.Unique + l.Short).ToListAsync()).Should().Equal("ADAa2", "bobb2", "");
    }

    private sealed class CollatedContext(DbContextOptions options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Limited>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Unique).UseCollation("NOCASE");
            e.HasIndex(r => r.Unique).IsUnique();
        });
    }

    private static IEnumerable<Author> Authors(string name = "") => Enumerable.Range(1, 3).Select(i => new Author { Id = i, Name = name });

    private static bool IsLocked(string connectionString)
    {
        using var other = new SqliteConnection(connectionString + ";Pooling=false");
        other.Open();
        return SQLitePCL.raw.sqlite3_exec(other.Handle, "BEGIN IMMEDIATE") == SQLitePCL.raw.SQLITE_BUSY;
    }
}
