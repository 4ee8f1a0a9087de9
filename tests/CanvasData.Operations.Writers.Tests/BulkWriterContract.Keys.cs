using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Writers.Tests;

public abstract partial class BulkWriterContract
{
    [Fact]
    public async Task LeaveKeysToTheDatabaseInTheOrderOfTheRows()
    {
        await using var context = await FreshAsync<Generated>();
        var rows = Enumerable.Range(1, 300).Select(i => new Generated { Name = $"{i}", Stamp = "s" }).ToList();
        (await Writer.InsertAsync(context, rows)).Should().Be(300);
        rows.Should().OnlyContain(r => r.Id == 0);
        var stored = await context.Set<Generated>().AsNoTracking().OrderBy(g => g.Id).ToListAsync();
        stored.Select(g => g.Name).Should().Equal(rows.Select(r => r.Name));
        stored.Select(g => g.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task RefuseToOverwriteWithoutAKey()
    {
        await using var context = await FreshAsync<Generated>();
        await Refuses<ArgumentException>(() => Writer.UpsertAsync(context, [new Generated()]), "Row 1*'Generated'*no primary key*InsertAsync*");
        await Refuses<ArgumentException>(() => Writer.DeleteAsync(context, [new Generated()]), "Row 1*no primary key*");
        await Refuses<ArgumentException>(() => Writer.UpsertAsync(context, [new Generated { Id = 1 }, new Generated()]), "Row 2*all rows of a call a key, or none*");
        await Refuses<ArgumentException>(() => Writer.InsertAsync(context, [new Generated { Id = 1 }, new Generated()]), "Row 2*all rows of a call a key, or none*");
        await Refuses<ArgumentException>(() => Writer.InsertAsync(context, [new Generated { Id = 1 }, null!]), "Row 2*is null*");
        (await context.Set<Generated>().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task FillInDefaultsAsTheDatabaseWould()
    {
        if (!IsRelational)
        {
            return;
        }

        await using var context = await FreshAsync<Generated>();
        await Writer.InsertAsync(context, [new Generated { Id = 1, Active = false, Level = 8 }, new Generated { Id = 2 }]);
        (await Found()).Should().Equal("1/8/False/made/cd", "2/3/True/made/cd");
        await Writer.UpsertAsync(context, [new Generated { Id = 1, Stamp = "own" }]);
        await Writer.UpsertAsync(context, [new Generated { Id = 1, Level = 9 }, new Generated { Id = 3 }]);
        (await Found()).Should().Equal("1/9/True/own/cd", "2/3/True/made/cd", "3/3/True/made/cd");
        await Refuses<ArgumentException>(
            () => Writer.UpsertAsync(context, [new Generated { Id = 4, Stamp = "own" }, new Generated { Id = 5 }]), "Row 2*database-generated columns*");

        async Task<List<string>> Found() => [.. (await context.Set<Generated>().AsNoTracking().OrderBy(g => g.Id).ToListAsync())
            .Select(g => $"{g.Id}/{g.Level}/{g.Active}/{g.Stamp}/{g.Computed}")];
    }

    [Fact]
    public async Task OverwriteConcurrencyTokens()
    {
        await using var context = await FreshAsync<Generated>();
        await Writer.InsertAsync(context, [new Generated { Id = 1, Version = 4, Stamp = "s" }]);
        await Writer.UpsertAsync(context, [new Generated { Id = 1, Version = 2, Stamp = "s" }]);
        (await context.Set<Generated>().AsNoTracking().SingleAsync()).Version.Should().Be(2);
    }

    [Fact]
    public async Task MakeGuidKeysOnTheClient()
    {
        if (!IsRelational)
        {
            return;
        }

        await using var context = await FreshAsync<GuidKeyed>();
        GuidKeyed[] rows = [new() { Text = "a" }, new() { Text = "b" }];
        await Writer.InsertAsync(context, rows);
        rows.Should().OnlyContain(r => r.Id != Guid.Empty);
        (await context.Set<GuidKeyed>().AsNoTracking().ToListAsync()).Should().BeEquivalentTo(rows);
        context.ChangeTracker.Entries().Should().BeEmpty();
    }

    [Fact]
    public async Task SayWhichTypesItCannotWrite()
    {
        await using var context = await OpenAsync();
        await Refuses<InvalidOperationException>(() => Writer.UpsertAsync(context, ["text"]), "'String' of HostContext*not in the model*OnModelCreating*");
        await Refuses<InvalidOperationException>(() => Writer.UpsertAsync(context, [new Coordinates()]), "*'Coordinates'*");
        await using var odd = OddContext();
        await Refuses<InvalidOperationException>(() => Writer.InsertAsync(odd, [new OddContext.Keyless()]), "*'Keyless'*no primary key*HasKey*");
        if (IsRelational)
        {
            await Refuses<InvalidOperationException>(() => Writer.InsertAsync(odd, [new OddContext.Viewed { Id = 1 }]), "*'Viewed'*not mapped to a table*ToTable*");
        }
    }

    private OddContext OddContext()
    {
        var options = new DbContextOptionsBuilder();
        _ = provider switch
        {
            Testing.Provider.Sqlite => options.UseSqlite("Data Source=:memory:"),
            Testing.Provider.PostgreSql => options.UseNpgsql("Host=127.0.0.1"),
            Testing.Provider.SqlServer => options.UseSqlServer("Server=127.0.0.1"),
            _ => options.UseInMemoryDatabase("odd"),
        };
        return new OddContext(options.Options);
    }
}

public sealed class OddContext(DbContextOptions options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Keyless>().HasNoKey();
        modelBuilder.Entity<Viewed>().ToView("view");
    }

    public sealed class Keyless
    {
        public string? Text { get; set; }
    }

    public sealed class Viewed
    {
        public int Id { get; set; }
    }
}
