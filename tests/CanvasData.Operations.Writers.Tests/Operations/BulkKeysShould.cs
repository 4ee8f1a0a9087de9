using CanvasData.Operations.Bulk;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Writers.Tests.Operations;

/// <summary>Keys that the database compares or stores otherwise than .NET.</summary>
public sealed class BulkKeysShould : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _opened = [];
    private readonly List<TestStore> _stores = [];

    [Fact]
    public async Task KeepRowsWhoseKeysDifferInCaseAlone()
    {
        var (bulk, context) = await OpenAsync(Provider.Sqlite);
        await bulk.InsertAsync([new Tagged { Code = "abc" }, new Tagged { Code = "def" }, new Tagged { Code = "ghi" }]);
        await bulk.InsertAsync([new Paired { School = 1, Code = "abc" }, new Paired { School = 2, Code = "abc" }]);

        var tagged = await bulk.SynchronizeAsync([new Tagged { Code = "x" }, new Tagged { Code = "ABC", Text = "new" }, new Tagged { Code = "def" }], _ => true);
        var paired = await bulk.SynchronizeAsync([new Paired { School = 1, Code = "ABC", Text = "new" }], _ => true);

        (tagged.RowsDeleted, paired.RowsDeleted).Should().Be((1, 1));
        (await context.Set<Tagged>().OrderBy(row => row.Code).Select(row => row.Code + row.Text).ToListAsync()).Should().Equal("abcnew", "def", "x");
        (await context.Set<Paired>().Select(row => row.Code + row.Text).ToListAsync()).Should().Equal("abcnew");
    }

    [Fact]
    public async Task AskTheHostAboutStoredRowsWhoseKeysDifferInCaseAlone()
    {
        var (bulk, context) = await OpenAsync(Provider.Sqlite);
        await bulk.InsertAsync([new Tagged { Code = "abc" }, new Tagged { Code = "def" }, new Tagged { Code = "ghi" }]);
        var rows = ((string[])["x", "ABC", "y", "DEF", "ghi", "z"]).Select(code => new Tagged { Code = code }).ToList();

        await bulk.UpsertAsync(rows, new()
        {
            OnConflict = BulkConflict<Tagged>.Resolve((stored, row) =>
            {
                stored.Text = "was " + stored.Code + ", given " + row.Code;
                return stored;
            }),
        });

        (await context.Set<Tagged>().OrderBy(row => row.Code).Select(row => row.Text).ToListAsync())
            .Should().Equal("was abc, given ABC", "was def, given DEF", "was ghi, given ghi", null, null, null);
    }

    [Fact]
    public async Task WriteTheLaterOfRowsWhoseKeysTheDatabaseFindsEqual()
    {
        var (bulk, context) = await OpenAsync(Provider.PostgreSql);
        var noon = new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

        await bulk.UpsertAsync([new Tagged { Code = "x", Text = "other" }, new Tagged { Code = "a", Text = "first" }, new Tagged { Code = "A", Text = "second" }]);
        await bulk.UpsertAsync([new Priced { Price = 1.234m, Text = "first" }, new Priced { Price = 1.2341m, Text = "second" }]);
        await bulk.UpsertAsync([new Timed { At = noon, Text = "first" }, new Timed { At = noon.AddTicks(1), Text = "second" }]);

        (await context.Set<Tagged>().OrderBy(row => row.Code).Select(row => row.Text).ToListAsync()).Should().Equal("second", "other");
        (await context.Set<Priced>().Select(row => row.Text).ToListAsync()).Should().Equal("second");
        (await context.Set<Timed>().Select(row => row.Text).ToListAsync()).Should().Equal("second");
        foreach (var (earlier, later) in ((string, string)[])[("a", "A"), ("A", "a")])
        {
            await bulk.UpdateAsync([new Tagged { Code = earlier, Text = "earlier" }, new Tagged { Code = later, Text = later }, new Tagged { Code = "x", Text = "x" }]);
            (await context.Set<Tagged>().OrderBy(row => row.Code).Select(row => row.Text).ToListAsync()).Should().Equal(later, "x");
        }
    }

    [Fact]
    public async Task RefuseToDeleteRowsWhoseKeysTheDatabaseRounds()
    {
        var (bulk, context) = await OpenAsync(Provider.PostgreSql);
        await bulk.InsertAsync([new Priced { Price = 1.10m }]);

        await bulk.Awaiting(b => b.SynchronizeAsync([new Priced { Price = 1.234m }], _ => true))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*changes primary keys of 'Priced'*Give keys as their columns hold them*");

        (await context.Set<Priced>().Select(row => row.Price).ToListAsync()).Should().Equal(1.10m);
        (await bulk.SynchronizeAsync([new Priced { Price = 1.2m }], _ => true)).RowsDeleted.Should().Be(1);
    }

    [Fact]
    public async Task ShowOnlyNumbersAndGuidsInTextsOfErrors()
    {
        var (bulk, _) = await OpenAsync(Provider.Sqlite);
        var (born, id) = (new DateOnly(1987, 6, 5), Guid.NewGuid());

        var date = (await bulk.Awaiting(b => b.InsertAsync([new Dated { Born = born }, new Dated { Born = born }])).Should().ThrowAsync<BulkWriteException>()).Which;
        var guid = (await bulk.Awaiting(b => b.InsertAsync([new Numbered { Id = id }, new Numbered { Id = id }])).Should().ThrowAsync<BulkWriteException>()).Which;

        date.Message.Should().Contain("refused row 2: ").And.NotContain("87");
        guid.Message.Should().Contain($"refused row 2 (key {id}): ");
    }

    [Fact]
    public async Task CountTheStoredRowsWhenAnUpdateSetsNothing()
    {
        var (bulk, context) = await OpenAsync(Provider.PostgreSql);
        context.AddRange(new Counter(), new Counter());
        await context.SaveChangesAsync();

        var result = await bulk.UpdateAsync([new Counter { Id = 1 }, new Counter { Id = 2 }, new Counter { Id = 99 }]);

        result.Should().BeEquivalentTo(new { RowsRead = 3L, RowsWritten = 2L });
    }

    [Fact]
    public async Task NotCountAStoredRowThatAnUpdateLeaves()
    {
        var store = await TestStore.CreateAsync(Provider.Sqlite);
        _stores.Add(store);
        await using var context = new KeysContext(store.Configure(new DbContextOptionsBuilder()).Options);
        await context.Database.EnsureCreatedAsync();
        context.AddRange(new Tagged { Code = "ABC", Text = "stored" }, new Tagged { Code = "XYZ", Text = "stored" });
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();
        await using var services = new ServiceCollection().AddScoped(_ => context).AddCanvasOperations().UseDbContext<KeysContext>().Services.BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();

        // The database takes the first key for that of a row, EF Core does not.
        var result = await scope.ServiceProvider.GetRequiredService<IBulkOperations>().UpdateAsync([new Tagged { Code = "abc", Text = "new" }, new Tagged { Code = "XYZ", Text = "new" }]);

        result.Should().BeEquivalentTo(new { RowsRead = 2L, RowsWritten = 1L });
        (await context.Set<Tagged>().OrderBy(row => row.Code).Select(row => row.Text).ToListAsync()).Should().Equal("stored", "new");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }

        _stores.ForEach(store => store.Dispose());
    }

    private async Task<(IBulkOperations Bulk, KeysContext Context)> OpenAsync(Provider provider)
    {
        var store = await TestStore.CreateAsync(provider);
        _stores.Add(store);
        var context = new KeysContext(store.Configure(new DbContextOptionsBuilder()).Options);
        await context.Database.EnsureCreatedAsync();
        var services = new ServiceCollection().AddScoped(_ => context).AddCanvasOperations().UseDbContext<KeysContext>().UseSqliteBulkWriter().UsePostgreSqlBulkWriter().Services.BuildServiceProvider();
        var scope = services.CreateAsyncScope();
        _opened.AddRange([services, scope]);
        return (scope.ServiceProvider.GetRequiredService<IBulkOperations>(), context);
    }
}

public sealed class KeysContext(DbContextOptions options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Tagged>().HasKey(row => row.Code);
        modelBuilder.Entity<Paired>().HasKey(row => new { row.School, row.Code });
        if (Database.IsSqlite())
        {
            modelBuilder.Entity<Tagged>().Property(row => row.Code).UseCollation("NOCASE");
            modelBuilder.Entity<Paired>().Property(row => row.Code).UseCollation("NOCASE");
        }

        modelBuilder.Entity<Priced>().HasKey(row => row.Price);
        modelBuilder.Entity<Priced>().Property(row => row.Price).HasPrecision(9, 2);
        modelBuilder.Entity<Timed>().HasKey(row => row.At);
        modelBuilder.Entity<Dated>().HasKey(row => row.Born);
        modelBuilder.Entity<Numbered>();
        modelBuilder.Entity<Counter>();
        if (Database.IsNpgsql())
        {
            modelBuilder.HasPostgresExtension("citext");
            modelBuilder.Entity<Tagged>().Property(row => row.Code).HasColumnType("citext");
            modelBuilder.Entity<Counter>().Property(row => row.Id).UseIdentityAlwaysColumn();
        }
    }
}

public sealed class Tagged
{
    public string Code { get; set; } = "";

    public string? Text { get; set; }
}

public sealed class Paired
{
    public int School { get; set; }

    public string Code { get; set; } = "";

    public string? Text { get; set; }
}

public sealed class Priced
{
    public decimal Price { get; set; }

    public string? Text { get; set; }
}

public sealed class Timed
{
    public DateTime At { get; set; }

    public string? Text { get; set; }
}

public sealed class Dated
{
    public DateOnly Born { get; set; }
}

public sealed class Numbered
{
    public Guid Id { get; set; }
}

public sealed class Counter
{
    public long Id { get; set; }
}
