using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Writers.Tests;

public abstract partial class BulkWriterContract
{
    [Fact]
    public async Task WriteNothingForNoRows()
    {
        var statements = new StatementCounter();
        await using var context = await OpenAsync(o => o.AddInterceptors(statements));
        (await Writer.InsertAsync<Author>(context, [])).Should().Be(0);
        (await Writer.UpsertAsync<Author>(context, [])).Should().Be(0);
        (await Writer.DeleteAsync<Author>(context, [])).Should().Be(0);
        statements.Count.Should().Be(0);
    }

    [Fact]
    public async Task WriteOneRow()
    {
        await using var context = await FreshAsync<Author>();
        (await Writer.UpsertAsync(context, [new Author { Id = long.MaxValue, Name = "Ada" }])).Should().Be(1);
        (await context.Set<Author>().AsNoTracking().SingleAsync()).Should().BeEquivalentTo(new { Id = long.MaxValue, Name = "Ada" });
        (await Writer.DeleteAsync(context, [new Author { Id = long.MaxValue }])).Should().Be(1);
        (await context.Set<Author>().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task ReadTheRowsOnce()
    {
        await using var context = await FreshAsync<Author>();
        var reads = 0;
        (await Writer.UpsertAsync(context, Rows())).Should().Be(3);
        reads.Should().Be(1);

        IEnumerable<Author> Rows()
        {
            reads++;
            for (var i = 3; i > 0; i--)
            {
                yield return new Author { Id = i };
            }
        }
    }

    [Fact]
    public async Task WriteMoreRowsThanFitOneBatch()
    {
        await using var context = await FreshAsync<Author>();
        const int Many = 60_000;
        var count = WriterName == "PortableBulkWriter" ? 1_234 : Many;
        (await Writer.InsertAsync(context, Authors(count))).Should().Be(count);
        (await Writer.UpsertAsync(context, Authors(count + 100, "again"))).Should().Be(count + 100);
        (await context.Set<Author>().CountAsync(a => a.Name == "again")).Should().Be(count + 100);
        (await Writer.DeleteAsync(context, Authors(count))).Should().Be(count);
        (await context.Set<Author>().CountAsync()).Should().Be(100);
    }

    [Fact]
    public async Task RefuseDoubledKeysWithoutATrace()
    {
        await using var context = await FreshAsync<Author>();
        var rows = Authors(2_000).Append(new Author { Id = 7 });
        await Refuses<ArgumentException>(() => Writer.UpsertAsync(context, rows), "Row 2001*'Author'*distinct keys*");
        await Refuses<ArgumentException>(() => Writer.InsertAsync(context, rows), "Row 2001*'Author'*distinct keys*");
        (await context.Set<Author>().CountAsync()).Should().Be(0);
        await using var composite = await FreshAsync<CompositeKeyed>();
        await Refuses<ArgumentException>(
            () => Writer.UpsertAsync(composite, [new CompositeKeyed { Code = "a" }, new CompositeKeyed { Code = "b" }, new CompositeKeyed { Code = "a" }]),
            "Row 3*distinct keys*");
    }

    [Fact]
    public async Task RefuseAKeyThatIsThereWithoutATrace()
    {
        await using var context = await FreshAsync<Author>();
        await Writer.InsertAsync(context, [new Author { Id = 900, Name = "first" }]);
        await Refuses<DbUpdateException>(() => Writer.InsertAsync(context, Authors(1_000)), "*'Author'*refused*");
        (await context.Set<Author>().AsNoTracking().SingleAsync()).Name.Should().Be("first");
    }

    [Fact]
    public async Task RefuseADoubledUniqueValueWithoutATrace()
    {
        if (!IsRelational)
        {
            return;
        }

        await using var context = await FreshAsync<Limited>();
        Limited[] rows = [new() { Id = 1, Unique = "secret-a" }, new() { Id = 2, Unique = "secret-b" }, new() { Id = 3, Unique = "secret-a" }];
        (await Refuses<DbUpdateException>(() => Writer.UpsertAsync(context, rows), "*'Limited'*refused*")).Message.Should().NotContain("secret");
        (await Refuses<DbUpdateException>(() => Writer.InsertAsync(context, rows), "*'Limited'*refused*")).Message.Should().NotContain("secret");
        (await context.Set<Limited>().CountAsync()).Should().Be(0);
        await Refuses<DbUpdateException>(() => Writer.InsertAsync(context, [new Limited { Id = 1, Unique = null! }]), "*refused*");
        await Refuses<DbUpdateException>(() => Writer.InsertAsync(context, [new Book { Id = 1, AuthorId = 404 }]), "*refused*");
    }

    [Fact]
    public async Task LeaveNothingWhenCancelledMidway()
    {
        await using var context = await FreshAsync<Author>();
        using var cancellation = new CancellationTokenSource();
        var write = () => Writer.UpsertAsync(context, Authors(30_000).Select(Cancelling), cancellation.Token);
        await write.Should().ThrowAsync<OperationCanceledException>();
        (await context.Set<Author>().CountAsync()).Should().Be(0);
        context.Database.CurrentTransactionOrNone().Should().BeNull();

        Author Cancelling(Author author)
        {
            if (author.Id == 2_500)
            {
                cancellation.Cancel();
            }

            return author;
        }
    }

    [Fact]
    public async Task LeaveNothingWhenTheRowsBreakMidway()
    {
        await using var context = await FreshAsync<Author>();
        await Refuses<InvalidDataException>(
            () => Writer.UpsertAsync(context, Authors(30_000).Select(a => a.Id < 2_500 ? a : throw new InvalidDataException("broken"))), "broken");
        (await context.Set<Author>().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task JoinTheTransactionOfTheContext()
    {
        if (!IsRelational)
        {
            return;
        }

        await using var context = await FreshAsync<Author>();
        await using (await context.Database.BeginTransactionAsync())
        {
            await Writer.UpsertAsync(context, Authors(10));
            (await context.Set<Author>().CountAsync()).Should().Be(10);
        }

        (await context.Set<Author>().CountAsync()).Should().Be(0);
        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await Writer.InsertAsync(context, Authors(10));
            await Writer.UpsertAsync(context, Authors(12, "twice"));
            await Writer.UpsertAsync(context, Authors(2, "thrice"));
            await Writer.DeleteAsync(context, Authors(1));
            await transaction.CommitAsync();
        }

        (await context.Set<Author>().GroupBy(a => a.Name).Select(g => g.Key + g.Count()).ToListAsync()).Should().BeEquivalentTo("twice10", "thrice1");
    }

    [Fact]
    public async Task UndoOnlyItselfInATransaction()
    {
        if (!IsRelational)
        {
            return;
        }

        await using var context = await FreshAsync<Author>();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await Writer.InsertAsync(context, Authors(5));
        await Refuses<DbUpdateException>(() => Writer.InsertAsync(context, [new Author { Id = 6 }, new Author { Id = 3 }]), "*refused*");
        await Refuses<ArgumentException>(() => Writer.UpsertAsync(context, Authors(3_000).Append(new Author { Id = 6 })), "*distinct*");
        await transaction.CommitAsync();
        (await context.Set<Author>().Select(a => a.Id).ToListAsync()).Should().BeEquivalentTo([1L, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task WorkUnderARetryingStrategy()
    {
        if (!IsRelational)
        {
            return;
        }

        await using var context = await OpenAsync(o => o.RetryOnFailure());
        await EmptyAsync<Author>(context);
        await Writer.UpsertAsync(context, Authors(5));
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            await Writer.UpsertAsync(context, Authors(7, "again"));
            await transaction.CommitAsync();
        });
        (await context.Set<Author>().CountAsync(a => a.Name == "again")).Should().Be(7);
    }

    [Fact]
    public async Task LeaveTrackedEntitiesAlone()
    {
        await using var context = await FreshAsync<Book>();
        await EmptyAsync<Author>(context);
        await Writer.InsertAsync(context, Authors(2));
        var tracked = await context.Set<Author>().SingleAsync(a => a.Id == 1);
        tracked.Name = "edited";
        var row = new Author { Id = 2, Name = "bulk", Books = [new Book { Id = 1, Title = "not followed", AuthorId = 2 }] };
        await Writer.UpsertAsync(context, [row, tracked]);
        await Writer.UpsertAsync(context, [new Book { Id = 5, AuthorId = 1, Author = new Author { Id = 1, Name = "not followed" } }]);
        context.ChangeTracker.Entries().Should().ContainSingle().Which.State.Should().Be(EntityState.Modified);
        tracked.Books.Should().BeEmpty();
        row.Books.Should().ContainSingle().Which.Author.Should().BeNull();
        context.ChangeTracker.Clear();
        (await context.Set<Author>().OrderBy(a => a.Id).Select(a => a.Name).ToListAsync()).Should().Equal("edited", "bulk");
        (await context.Set<Book>().Select(b => b.Id).ToListAsync()).Should().Equal(5);
    }

    [Fact]
    public async Task TakeShadowValuesFromTrackedEntitiesAndKeepThemOnUpdate()
    {
        await using var context = await FreshAsync<ShadowCarrier>();
        var tracked = new ShadowCarrier { Id = 1, Name = "tracked" };
        context.Entry(tracked).Property("Note").CurrentValue = "shadow";
        context.Entry(tracked).Property("Rank").CurrentValue = 9;
        context.Entry(tracked).State = EntityState.Added;
        await Writer.InsertAsync(context, [tracked, new ShadowCarrier { Id = 2 }]);
        context.ChangeTracker.Clear();
        await Writer.UpsertAsync(context, [new ShadowCarrier { Id = 1, Name = "new" }, new ShadowCarrier { Id = 3 }]);
        var found = await context.Set<ShadowCarrier>().OrderBy(s => s.Id)
            .Select(s => s.Id + "/" + s.Name + "/" + EF.Property<string?>(s, "Note") + "/" + EF.Property<int>(s, "Rank")).ToListAsync();
        found.Should().Equal("1/new/shadow/9", "2///0", "3///0");
    }

    [Fact]
    public async Task NotBeHinderedByQueryFilters()
    {
        await using var context = await FreshAsync<Filtered>();
        await Writer.InsertAsync(context, [new Filtered { Id = 1, Deleted = true }, new Filtered { Id = 2, Tenant = 5 }]);
        await Writer.UpsertAsync(context, [new Filtered { Id = 1, Deleted = true, Text = "over" }, new Filtered { Id = 2, Tenant = 5, Text = "over" }]);
        (await context.Set<Filtered>().IgnoreQueryFilters().CountAsync(f => f.Text == "over")).Should().Be(2);
        (await Writer.DeleteAsync(context, [new Filtered { Id = 1 }])).Should().Be(1);
    }

    [Fact]
    public async Task OverwriteTheTypeOfAHierarchy()
    {
        if (!IsRelational)
        {
            return;
        }

        await using var context = await FreshAsync<Animal>();
        await Writer.InsertAsync<Animal>(context, [new Dog { Id = 1, Name = "Rex", Barks = 3, Sound = "wuff" }]);
        await Writer.UpsertAsync<Animal>(context, [new Cat { Id = 1, Name = "Tom", Lives = 7 }]);
        (await context.Set<Animal>().AsNoTracking().SingleAsync()).Should().BeOfType<Cat>().And.BeEquivalentTo(new { Id = 1L, Name = "Tom", Lives = 7, Sound = (string?)null });
        await Writer.UpsertAsync(context, [new Puppy { Id = 2, Name = "Bo", Tiny = true }]);
        (await context.Set<Puppy>().AsNoTracking().SingleAsync()).Tiny.Should().BeTrue();
    }

    protected static IEnumerable<Author> Authors(int count, string name = "") => Enumerable.Range(1, count).Select(i => new Author { Id = i, Name = name });

    protected static async Task<TException> Refuses<TException>(Func<Task> write, string message) where TException : Exception =>
        (await write.Should().ThrowAsync<TException>().WithMessage(message)).Which;

    protected async Task<HostContext> FreshAsync<T>(Action<DbContextOptionsBuilder>? configure = null) where T : class
    {
        var context = await OpenAsync(configure);
        if (typeof(T) == typeof(Author))
        {
            await EmptyAsync<Book>(context);
        }

        await EmptyAsync<T>(context);
        return context;
    }
}
