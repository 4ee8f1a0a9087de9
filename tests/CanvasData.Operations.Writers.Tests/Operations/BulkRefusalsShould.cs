using System.Transactions;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Writers.Tests.Operations;

/// <summary>What is refused says what to use instead.</summary>
public sealed class BulkRefusalsShould(InMemoryHosts hosts) : IClassFixture<InMemoryHosts>
{
    [Fact]
    public async Task ProtectTheTablesOfTheLibrary()
    {
        await using var host = new BulkHost(await hosts.ContextAsync(Naming.Plain, reference: false));
        CanvasGradeHistory[] history = [new() { Id = 1, EnrollmentId = 1, Change = "first" }];
        await host.Bulk.InsertAsync(history);

        var overwriting = new[]
        {
            BulkConflict<CanvasGradeHistory>.Update, BulkConflict<CanvasGradeHistory>.Merge(row => row.Change), BulkConflict<CanvasGradeHistory>.Resolve((_, row) => row),
        };
        var inserts = overwriting.Select(conflict => (Func<Task>)(() => host.Bulk.InsertAsync(history, new() { OnConflict = conflict })));
        foreach (var write in (Func<Task>[])
            [() => host.Bulk.UpsertAsync(history), () => host.Bulk.UpdateAsync(history), () => host.Bulk.DeleteAsync(history), () => host.Bulk.SynchronizeAsync(history, _ => true), .. inserts])
        {
            await write.Should().ThrowAsync<AppendOnlyException>().WithMessage("CanvasGradeHistory is history and append-only; bulk*ErasePersonAsync*");
        }

        await host.Bulk.Awaiting(b => b.UpdateAsync([new CanvasUser { Id = 1 }])).Should().ThrowAsync<InvalidOperationException>().WithMessage("CanvasUser is a row of the mirror*SaveChanges*");
        await host.Bulk.Awaiting(b => b.InsertAsync([new CanvasUser { Id = 1 }], new() { OnConflict = BulkConflict<CanvasUser>.Update })).Should().ThrowAsync<InvalidOperationException>().WithMessage("CanvasUser is a row of the mirror*");
        (await host.Bulk.InsertAsync(history, new() { OnConflict = BulkConflict<CanvasGradeHistory>.Ignore })).RowsWritten.Should().Be(0);
        await host.Bulk.Awaiting(b => b.InsertAsync([new CanvasNote { Id = 1 }])).Should().ThrowAsync<InvalidOperationException>().WithMessage("CanvasNote*IMetadataManager*");
        (await host.Context.Set<CanvasGradeHistory>().CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task NameTheTypesThatCannotBeWritten()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var context = new UnusualContext(store.Configure(new DbContextOptionsBuilder()).Options);
        await context.Database.EnsureCreatedAsync();
        await using var services = new ServiceCollection().AddScoped(_ => context).AddCanvasOperations().UseDbContext<UnusualContext>().UseSqliteBulkWriter().Services.BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var bulk = scope.ServiceProvider.GetRequiredService<IBulkOperations>();

        await bulk.Awaiting(b => b.InsertAsync(["text"])).Should().ThrowAsync<InvalidOperationException>().WithMessage("'String'*not in the model*OnModelCreating*");
        await bulk.Awaiting(b => b.InsertAsync([new OddContext.Keyless()])).Should().ThrowAsync<InvalidOperationException>().WithMessage("'Keyless'*no primary key*HasKey*");
        await bulk.Awaiting(b => b.InsertAsync([new OddContext.Viewed()])).Should().ThrowAsync<InvalidOperationException>().WithMessage("'Viewed'*not mapped to a table*ToTable*");
        await bulk.Awaiting(b => b.InsertAsync([new UnusualContext.Hidden()])).Should().ThrowAsync<InvalidOperationException>().WithMessage("'Hidden' has the shadow property 'Code' in its primary key*SaveChanges*");
    }

    [Fact]
    public async Task NameRowsWithStoredKeysInMemory()
    {
        await using var host = new BulkHost(await hosts.ContextAsync(Naming.Plain, reference: true));
        await host.Bulk.InsertAsync([new CompositeKeyed { School = 1, Code = "secret", Remark = "old" }]);
        CompositeKeyed[] rows = [new() { School = 2, Code = "x" }, new() { School = 1, Code = "secret" }, new() { School = 3, Code = "y" }];

        var error = (await host.Bulk.Awaiting(b => b.InsertAsync(rows)).Should().ThrowAsync<BulkWriteException>()).Which;

        error.Refused.Single().Position.Should().Be(2);
        error.Refused.Single().Key.Should().StartWith(["1", "secret"]);
        error.Message.Should().Contain("row 2").And.NotContain("secret", "keys of text may be personal data");
        (await host.Context.Set<CompositeKeyed>().CountAsync()).Should().Be(1);
        (await host.Bulk.InsertAsync(rows, new() { MaxRefusedRows = 1 })).RowsWritten.Should().Be(2);
    }

    [Fact]
    public async Task SetKeysInMemory()
    {
        await using var host = new BulkHost(await hosts.ContextAsync(Naming.Plain, reference: true));
        var rows = Enumerable.Range(0, 20).Select(_ => new Generated()).ToList();

        await host.Bulk.InsertAsync(rows);

        rows.Select(row => row.Id).Should().OnlyHaveUniqueItems().And.OnlyContain(id => id > 0);
        (await host.Context.Set<Generated>().AsNoTracking().Select(row => row.Id).ToListAsync()).Should().BeEquivalentTo(rows.Select(row => row.Id));
    }
}

public sealed class UnusualContext(DbContextOptions options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OddContext.Keyless>().HasNoKey();
        modelBuilder.Entity<OddContext.Viewed>().ToView("view");
        modelBuilder.Entity<Hidden>(entity =>
        {
            entity.Property<long>("Code");
            entity.HasKey("Code");
        });
    }

    public sealed class Hidden
    {
        public string? Text { get; set; }
    }
}
