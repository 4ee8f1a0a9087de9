using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Writers.Tests.Operations;

/// <summary>What a bulk call promises besides its rows: on a database with transactions.</summary>
public abstract class BulkPromises(Hosts hosts, bool portable = false)
{
    [Fact]
    public async Task SetKeysThatTheDatabaseMakesInTheOrderOfTheRows()
    {
        await using var host = await FreshAsync<Generated>();
        await host.Bulk.InsertAsync([new Generated { Id = 40, Name = "given", Stamp = "s" }]);
        var rows = Enumerable.Range(1, 1_200).Select(i => new Generated { Name = $"{i}", Stamp = i % 3 == 0 ? "own" : null }).ToList();

        (await host.Bulk.InsertAsync(rows)).RowsWritten.Should().Be(1_200);
        host.Context.Add(new Generated { Name = "tracked" });
        await host.Context.SaveChangesAsync();

        rows.Select(row => row.Id).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        var stored = await host.Context.Set<Generated>().AsNoTracking().ToDictionaryAsync(row => row.Id);
        rows.Should().OnlyContain(row => stored[row.Id].Name == row.Name && stored[row.Id].Stamp == (row.Stamp ?? "made"));
        stored.Should().HaveCount(1_202);
    }

    [Fact]
    public async Task TakeKeysOffRowsThatAreNotStored()
    {
        await using var host = await FreshAsync<Generated>();
        await host.Context.Database.ExecuteSqlRawAsync("CREATE UNIQUE INDEX one_name ON \"Generated\" (\"Name\")");
        try
        {
            Generated[] rows = [new() { Name = "a" }, new() { Name = "b" }, new() { Name = "a" }, new() { Name = "c" }];

            var error = await FailsAsync(() => host.Bulk.InsertAsync(rows));
            rows.Should().OnlyContain(row => row.Id == 0);
            error.Refused.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Position = 3L, Key = Array.Empty<string>() });

            var result = await host.Bulk.InsertAsync(rows, new() { MaxRefusedRows = 1 });
            result.Refused.Should().ContainSingle().Which.Position.Should().Be(3);
            rows.Select(row => row.Id == 0).Should().Equal(false, false, true, false);
            (await host.Context.Set<Generated>().CountAsync()).Should().Be(3);
        }
        finally
        {
            await host.Context.Database.ExecuteSqlRawAsync("DROP INDEX one_name");
        }
    }

    [Fact]
    public async Task WriteRowsThatSetDifferentGeneratedColumns()
    {
        await using var host = await FreshAsync<Generated>();
        Generated[] rows = [new() { Id = 1, Stamp = "own" }, new() { Id = 2 }, new() { Id = 3, Stamp = "other" }];

        await host.Bulk.UpsertAsync(rows);
        await host.Bulk.UpsertAsync([new Generated { Id = 1, Level = 9 }, new Generated { Id = 2, Stamp = "late" }]);

        (await host.Context.Set<Generated>().AsNoTracking().OrderBy(row => row.Id).Select(row => row.Stamp + row.Level).ToListAsync()).Should().Equal("own9", "late3", "other3");
    }

    [Fact]
    public async Task NameTheRowThatIsRefusedInTheMiddleOfAStream()
    {
        await using var host = await FreshAsync<Limited>();
        const int Bad = 1_777;
        var rows = Enumerable.Range(1, 2_000).Select(i => new Limited { Id = i, Unique = i == Bad ? "secret 5" : $"secret {i}" }).ToList();

        foreach (var write in (Func<Task>[])[() => host.Bulk.UpsertAsync(rows.Stream()), () => host.Bulk.InsertAsync(rows)])
        {
            var error = await FailsAsync(write);

            error.Message.Should().Contain("'Limited'").And.Contain($"row {Bad} (key {Bad})").And.Contain("unique").And.Contain("Unique").And.NotContain("secret");
            error.Refused.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Position = (long)Bad, Key = (string[])[$"{Bad}"] });
            (await host.Context.Set<Limited>().CountAsync()).Should().Be(0);
            host.Context.Database.CurrentTransaction.Should().BeNull();
        }
    }

    [Fact]
    public async Task LeaveOutRefusedRowsUpToALimit()
    {
        await using var host = await FreshAsync<Limited>();
        var rows = Enumerable.Range(1, 600).Select(i => new Limited { Id = i, Unique = i % 100 == 50 ? null! : $"u{i}" }).ToList();

        var result = await host.Bulk.UpsertAsync(rows, new() { MaxRefusedRows = 6 });

        result.Should().BeEquivalentTo(new { RowsRead = 600L, RowsWritten = 594L, RowsDeleted = 0L });
        result.Refused.Select(row => row.Position).Should().Equal(50, 150, 250, 350, 450, 550);
        result.Refused.Should().OnlyContain(row => row.Reason.Contains("null"));
        System.Text.Json.JsonSerializer.Serialize(result).Should().Contain("\"Position\":550");
        (await host.Context.Set<Limited>().CountAsync()).Should().Be(594);

        await EmptyAsync<Limited>(host.Context);
        (await FailsAsync(() => host.Bulk.UpsertAsync(rows, new() { MaxRefusedRows = 5 }))).Refused.Should().HaveCount(6);
        (await host.Context.Set<Limited>().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task WriteAKeyThatComesTwiceInTheOrderOfTheRows()
    {
        await using var host = await FreshAsync<Author>();
        Author[] rows = [new() { Id = 1, Name = "first" }, new() { Id = 2 }, new() { Id = 1, Name = "second" }, new() { Id = 3 }, new() { Id = 1, Name = "third" }];

        (await host.Bulk.UpsertAsync(rows)).Should().BeEquivalentTo(new { RowsRead = 5L, RowsWritten = 5L });
        (await NamesAsync(host)).Should().Equal("1third", "2", "3");
        await host.Bulk.UpsertAsync(rows, new() { OnConflict = BulkConflict<Author>.Resolve((stored, row) => new() { Id = stored.Id, Name = stored.Name + row.Name }) });
        (await NamesAsync(host)).Should().Equal("1thirdfirstsecondthird", "2", "3");
        (await FailsAsync(() => host.Bulk.InsertAsync([new Author { Id = 8 }, new Author { Id = 9 }, new Author { Id = 8 }]))).Message.Should().Contain("row 3 (key 8)");
    }

    [Fact]
    public async Task AskTheHostAboutEachConflict()
    {
        await using var host = await FreshAsync<Author>();
        await host.Bulk.InsertAsync([new Author { Id = 1, Name = "a" }, new Author { Id = 2, Name = "b" }]);
        List<string> asked = [];

        var result = await host.Bulk.UpsertAsync(
            [new Author { Id = 3, Name = "x" }, new Author { Id = 2, Name = "y" }, new Author { Id = 1, Name = "z" }],
            new()
            {
                OnConflict = BulkConflict<Author>.Resolve((stored, row) =>
                {
                    asked.Add(stored.Name + row.Name);
                    stored.Name += row.Name;
                    return stored.Id == 1 ? stored : null;
                }),
            });

        asked.Should().Equal("by", "az");
        result.RowsWritten.Should().Be(2);
        (await NamesAsync(host)).Should().Equal("1az", "2b", "3x");
        await host.Bulk.Awaiting(b => b.UpsertAsync([new Author { Id = 2 }], new() { OnConflict = BulkConflict<Author>.Resolve((_, _) => new() { Id = 7 }) }))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*another primary key for row 1 of 'Author'*");
        await host.Bulk.Awaiting(b => b.UpsertAsync([new Author { Id = 2 }], new() { OnConflict = BulkConflict<Author>.Resolve((_, _) => throw new TimeoutException("of the host")) }))
            .Should().ThrowAsync<TimeoutException>().WithMessage("of the host");
    }

    [Fact]
    public async Task DeleteOnlyWithinTheFilterAndWhatTheHostSees()
    {
        await using var host = await FreshAsync<Filtered>();
        host.Context.Tenant = 1;
        await host.Bulk.InsertAsync(Enumerable.Range(1, 1_500).Select(i => new Filtered { Id = i, Tenant = i % 2 + 1, Text = i <= 1_000 ? "old" : "other" }).ToList());

        var result = await host.Bulk.SynchronizeAsync(
            Enumerable.Range(1, 10).Select(i => new Filtered { Id = i * 2, Tenant = 1, Text = "new" }).Stream(), row => row.Text == "old" || row.Text == "new");

        // The even ones to 1,000 are of this tenant and old.
        result.Should().BeEquivalentTo(new { RowsRead = 10L, RowsWritten = 10L, RowsDeleted = 490L });
        (await host.Context.Set<Filtered>().IgnoreQueryFilters().GroupBy(row => new { row.Tenant, row.Text }).Select(g => $"{g.Key.Tenant} {g.Key.Text} {g.Count()}").ToListAsync())
            .Should().BeEquivalentTo("1 new 10", "1 other 250", "2 old 500", "2 other 250");
        (await host.Bulk.SynchronizeAsync(Array.Empty<Filtered>(), row => row.Text == "other")).RowsDeleted.Should().Be(250);
    }

    [Fact]
    public async Task NameTheStoredRowWhoseDeletionIsRefused()
    {
        await using var host = await FreshAsync<Author>();
        await host.Context.Database.ExecuteSqlRawAsync("CREATE TABLE pins (author bigint NOT NULL REFERENCES \"Author\" (\"Id\"))");
        try
        {
            await host.Bulk.InsertAsync(Authors(5));
            await host.Context.Database.ExecuteSqlRawAsync("INSERT INTO pins VALUES (4)");

            (await FailsAsync(() => host.Bulk.DeleteAsync(Authors(5)))).Message.Should().Contain("row 4 (key 4)").And.Contain("foreign key");
            var error = await FailsAsync(() => host.Bulk.SynchronizeAsync(Authors(2), _ => true));

            error.Message.Should().Contain("the deletion of a stored row (key 4)");
            error.Refused.Single().Position.Should().BeNull();
            (await host.Context.Set<Author>().CountAsync()).Should().Be(5);
            (await host.Bulk.SynchronizeAsync(Authors(2), _ => true, new() { MaxRefusedRows = 1 })).RowsDeleted.Should().Be(2);
        }
        finally
        {
            await host.Context.Database.ExecuteSqlRawAsync("DROP TABLE pins");
        }
    }

    [Fact]
    public async Task ReportRowsRateAndTheTimeLeft()
    {
        await using var host = await FreshAsync<Author>();
        List<BulkProgress> list = [], stream = [];

        await host.Bulk.InsertAsync(Authors(300), new() { Progress = new Reports(list) });
        await host.Bulk.UpsertAsync(Authors(300).Stream(), new() { Progress = new Reports(stream) });

        list[^1].Should().BeEquivalentTo(new { Rows = 300L, TotalRows = 300L, Remaining = TimeSpan.Zero });
        list[^1].RowsPerSecond.Should().BePositive();
        stream[^1].Should().BeEquivalentTo(new { Rows = 300L, TotalRows = (long?)null, Remaining = (TimeSpan?)null });
    }

    [Fact]
    public async Task JoinTheTransactionAndTheUnitOfTheHost()
    {
        await using var host = await FreshAsync<Author>();
        await using (await host.Context.Database.BeginTransactionAsync())
        {
            await host.Bulk.InsertAsync(Authors(4));
            await FailsAsync(() => host.Bulk.InsertAsync([new Author { Id = 5 }, new Author { Id = 2 }]));
            (await NamesAsync(host)).Should().Equal("1", "2", "3", "4");
        }

        (await NamesAsync(host)).Should().BeEmpty();
        await host.Get<IUnitOfWork>().Awaiting(units => units.RunAsync<bool>(async (context, stop) =>
        {
            await host.Bulk.InsertAsync(Authors(4), cancellationToken: stop);
            (await context.Set<Author>().CountAsync(stop)).Should().Be(4);
            throw new InvalidDataException("the host changed its mind");
        })).Should().ThrowAsync<InvalidDataException>();
        (await NamesAsync(host)).Should().BeEmpty();
    }

    [Fact]
    public async Task TakeShadowValuesFromTrackedEntities()
    {
        await using var host = await FreshAsync<ShadowCarrier>();
        var tracked = new ShadowCarrier { Id = 1, Name = "tracked" };
        host.Context.Entry(tracked).Property("Note").CurrentValue = "shadow";
        host.Context.Entry(tracked).State = EntityState.Unchanged;

        await host.Bulk.InsertAsync([tracked, new ShadowCarrier { Id = 2 }]);

        (await host.Context.Set<ShadowCarrier>().OrderBy(row => row.Id).Select(row => EF.Property<string?>(row, "Note")).ToListAsync()).Should().Equal("shadow", null);
        host.Context.Entry(tracked).State.Should().Be(EntityState.Unchanged);
    }

    [Fact]
    public async Task PassOnWhatTheStreamThrows()
    {
        await using var host = await FreshAsync<Author>();
        using var cancellation = new CancellationTokenSource();

        await host.Bulk.Awaiting(b => b.UpsertAsync(Broken(() => throw new IOException("the file of the host")))).Should().ThrowAsync<IOException>().WithMessage("the file of the host");
        await host.Bulk.Awaiting(b => b.UpsertAsync(Authors(900), new() { Progress = new BrokenProgress() })).Should().ThrowAsync<TimeoutException>().WithMessage("the host's own");
        await host.Bulk.Awaiting(b => b.UpsertAsync(new BrokenRows())).Should().ThrowAsync<TimeoutException>().WithMessage("the host's own");
        await host.Bulk.Awaiting(b => b.UpsertAsync(Broken(cancellation.Cancel), null, cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();

        (await NamesAsync(host)).Should().BeEmpty();

        static IAsyncEnumerable<Author> Broken(Action act) => Authors(900).Select(author =>
        {
            if (author.Id == 800)
            {
                act();
            }

            return author;
        }).Stream();
    }

    [Fact]
    public async Task RepeatListsButNotStreamsInTheStrategyOfTheContext()
    {
        await using var empty = await FreshAsync<Author>();
        var failures = new FailingStatements();
        await using var context = await hosts.ContextAsync(Naming.Plain, reference: false, options =>
        {
            options.RetryOnFailure(error => error is System.Data.Common.DbException);
            options.AddInterceptors(failures);
        });
        await using var host = new BulkHost(context, portable);
        var reads = 0;

        failures.FailAt(1);
        await host.Bulk.UpsertAsync(Authors(20), new() { OnConflict = BulkConflict<Author>.Resolve((_, row) => row) });
        failures.Failed.Should().NotBeNull();
        (await NamesAsync(host)).Should().HaveCount(20);

        failures.FailAt(1);
        var error = (await host.Bulk.Awaiting(b => b.UpsertAsync(Counted(), new() { OnConflict = BulkConflict<Author>.Resolve((_, row) => row) })).Should().ThrowAsync<RolledBackException>()).Which;
        (reads, error.Operation).Should().Be((1, "UpsertAsync"));

        failures.FailAt(0);
        (await host.Bulk.SynchronizeAsync(Counted(), _ => true)).Should().BeEquivalentTo(new { RowsWritten = 30L, RowsDeleted = 0L });
        (await NamesAsync(host)).Should().HaveCount(30);

        async IAsyncEnumerable<Author> Counted()
        {
            reads++;
            await foreach (var author in Authors(30).Stream())
            {
                yield return author;
            }
        }
    }

    [Fact]
    public async Task RefuseRowsThatCannotBeWrittenByTheirNumber()
    {
        await using var host = await FreshAsync<Author>();

        await RefusesAsync(() => host.Bulk.InsertAsync([new Author { Id = 1 }, null!]), "rows: row 2 of 'Author' is null*");
        await RefusesAsync(() => host.Bulk.UpsertAsync([new Generated { Id = 1 }, new Generated()]), "rows: row 2 of 'Generated' has no primary key*InsertAsync*");
        await RefusesAsync(() => host.Bulk.DeleteAsync([new Generated()]), "rows: row 1 of 'Generated' has no primary key*");
        await RefusesAsync(() => host.Bulk.InsertAsync([new Generated(), new Generated { Id = 5 }]), "rows: row 2 of 'Generated' differs from the first*");
        await RefusesAsync(() => host.Bulk.InsertAsync(Authors(1), new() { MaxRefusedRows = -1 }), "MaxRefusedRows: -1*0 to 100,000*");
        await RefusesAsync(() => host.Bulk.DeleteAsync(Authors(1), new() { OnConflict = BulkConflict<Author>.Update }), "OnConflict: it does not fit Delete*");
        await RefusesAsync(() => host.Bulk.UpdateAsync(Authors(1), new() { OnConflict = BulkConflict<Author>.Ignore }), "OnConflict: it does not fit Update*Merge*");
        FluentActions.Invoking(() => BulkConflict<Author>.Merge(author => author.Name + "x")).Should().Throw<InvalidArgumentException>();
        await host.Bulk.Awaiting(b => b.UpsertAsync(Authors(1), new() { OnConflict = BulkConflict<Author>.Merge(author => author.Books) })).Should().ThrowAsync<InvalidOperationException>().WithMessage("'Books' of 'Author' cannot be merged*");
        (await NamesAsync(host)).Should().BeEmpty();
    }

    private static async Task RefusesAsync(Func<Task> write, string message) => await write.Should().ThrowAsync<InvalidArgumentException>().WithMessage(message);

    private static async Task<BulkWriteException> FailsAsync(Func<Task> write) => (await write.Should().ThrowAsync<BulkWriteException>()).Which;

    private static List<Author> Authors(int count) => [.. Enumerable.Range(1, count).Select(i => new Author { Id = i })];

    private static Task<List<string>> NamesAsync(BulkHost host) => host.Context.Set<Author>().OrderBy(author => author.Id).Select(author => author.Id + author.Name).ToListAsync();

    private async Task<BulkHost> FreshAsync<T>() where T : class
    {
        var context = await hosts.ContextAsync(Naming.Plain, reference: false);
        await EmptyAsync<Book>(context);
        await EmptyAsync<T>(context);
        return new BulkHost(context, portable);
    }

    private static async Task EmptyAsync<T>(HostContext context) where T : class
    {
        context.RemoveRange(await context.Set<T>().IgnoreQueryFilters().ToListAsync());
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();
    }

    private sealed class BrokenProgress : IProgress<BulkProgress>
    {
        public void Report(BulkProgress value) => throw new TimeoutException("the host's own");
    }

    private sealed class BrokenRows : IAsyncEnumerable<Author>
    {
        public IAsyncEnumerator<Author> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw new TimeoutException("the host's own");
    }

    private sealed class Reports(List<BulkProgress> reports) : IProgress<BulkProgress>
    {
        public void Report(BulkProgress value) => reports.Add(value);
    }
}

public sealed class BulkOperationsOverSqliteWriterShould(SqliteHosts hosts) : BulkPromises(hosts), IClassFixture<SqliteHosts>;

public sealed class BulkOperationsOverPostgreSqlWriterShould(PostgreSqlHosts hosts) : BulkPromises(hosts), IClassFixture<PostgreSqlHosts>;

public sealed class BulkOperationsOverPortableWriterShould(SqliteHosts hosts) : BulkPromises(hosts, portable: true), IClassFixture<SqliteHosts>;
