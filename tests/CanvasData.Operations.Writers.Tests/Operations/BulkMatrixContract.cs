using CanvasData.Operations.Bulk;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Writers.Tests.Operations;

/// <summary>Each operation leaves the tables of each shape as EF Core's tracked saves would.</summary>
public abstract class BulkMatrixContract(Hosts hosts, Provider provider)
{
    public Provider Provider => provider;

    public static TheoryData<string, Verb> Cells() => Shapes.Cells();

    [Theory]
    [MemberData(nameof(Cells))]
    public Task LeaveTheTablesThatTrackedSavesLeave(string shape, Verb verb)
    {
        var type = Shapes.Kinds.Values.Single(kind => kind.Name == shape);
        return Shapes.IsMapped(type, provider)
            ? (Task)GetType().GetMethod(nameof(CompareAsync))!.MakeGenericMethod(type).Invoke(this, [verb])!
            : Task.CompletedTask;
    }

    public async Task CompareAsync<T>(Verb verb) where T : class
    {
        await using var reference = await hosts.ContextAsync(Naming.Plain, reference: true);
        await using var context = await hosts.ContextAsync(Naming.Plain, reference: false);
        List<T> stored = verb == Verb.Insert ? [] : RowMaker.Rows<T>(seed: 1, first: 1, count: 12);
        foreach (var database in (HostContext[])[reference, context])
        {
            await EmptyAsync<T>(database);
            if (typeof(T) == typeof(PurchaseDetail))
            {
                await EmptyAsync<Purchase>(database);
                database.AddRange(RowMaker.Rows<Purchase>(seed: 3, first: 1, count: 20));
                await database.SaveChangesAsync();
                database.ChangeTracker.Clear();
            }

            database.AddRange(stored);
            await database.SaveChangesAsync();
            database.ChangeTracker.Clear();
        }

        // Keys 7 to 12 are stored, 13 to 18 are not.
        var rows = RowMaker.Rows<T>(2, 7, 12);
        var expected = await ExpectAsync(reference, verb, RowMaker.Rows<T>(2, 7, 12));
        await using var host = new BulkHost(context);

        var result = await RunAsync(host.Bulk, context, verb, rows);

        result?.RowsRead.Should().Be(12);
        result?.RowsWritten.Should().Be(expected.Written);
        result?.RowsDeleted.Should().Be(expected.Deleted);
        var (found, wanted) = (await TableDump.OfAsync<T>(context), await TableDump.OfAsync<T>(reference));
        found.Except(wanted).Take(2).Should().Equal(wanted.Except(found).Take(2));
        found.Should().HaveSameCount(wanted);
        context.ChangeTracker.Entries().Should().BeEmpty();
    }

    private static async Task<BulkResult?> RunAsync<T>(IBulkOperations bulk, HostContext context, Verb verb, List<T> rows) where T : class
    {
        switch (verb)
        {
            case Verb.Insert:
                return await bulk.InsertAsync(rows);
            case Verb.Upsert:
                return await bulk.UpsertAsync(rows.Stream());
            case Verb.Update:
                return await bulk.UpdateAsync(rows);
            case Verb.Delete:
                return await bulk.DeleteAsync(rows.Stream());
            case Verb.Synchronize:
                return await bulk.SynchronizeAsync(rows, _ => true);
            case Verb.Ignore:
                return await bulk.UpsertAsync(rows, new() { OnConflict = BulkConflict<T>.Ignore });
            case Verb.Resolve:
                return await bulk.UpsertAsync(rows, new() { OnConflict = BulkConflict<T>.Resolve((_, row) => rows.IndexOf(row) % 2 == 0 ? row : null) });
            case Verb.Merge when Shapes.MergedMember(context, typeof(T)) is { } member:
                return await bulk.UpsertAsync(rows, new() { OnConflict = Shapes.Merge<T>(member) });
            case Verb.Merge:
                (await bulk.Awaiting(b => b.UpsertAsync(rows, new() { OnConflict = Shapes.Merge<T>(nameof(KeyOnly.Left)) })).Should().ThrowAsync<InvalidOperationException>()).WithMessage("'Left' of 'KeyOnly' cannot be merged*");
                return null;
            default:
                var refused = (await bulk.Awaiting(b => b.UpsertAsync(rows, new() { OnConflict = BulkConflict<T>.Fail })).Should().ThrowAsync<BulkWriteException>()).Which;
                refused.Refused.Should().ContainSingle().Which.Position.Should().Be(1);
                refused.Message.Should().Contain($"'{context.Model.FindEntityType(typeof(T))!.DisplayName()}'").And.Contain("row 1");
                return null;
        }
    }

    /// <summary>Plain EF Core does the same.</summary>
    private static async Task<(long Written, long Deleted)> ExpectAsync<T>(HostContext context, Verb verb, List<T> rows) where T : class
    {
        switch (verb)
        {
            case Verb.Insert:
                await SaveAsync(context, rows, _ => false);
                return (12, 0);
            case Verb.Upsert:
                await SaveAsync(context, rows, index => index >= 0);
                return (12, 0);
            case Verb.Update:
                await SaveAsync(context, rows[..6], index => index >= 0);
                await BulkWriterContract.SetGivenAsync(context, RowMaker.Rows<T>(2, 7, 6));
                return (6, 0);
            case Verb.Delete:
                await SaveAsync(context, [], index => index >= 0, rows);
                return (0, 6);
            case Verb.Synchronize:
                // Rows that the query filter of the host hides are not deleted.
                var key = context.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!;
                var kept = rows.Select(row => KeyOf(key, row)).ToHashSet();
                var gone = (await context.Set<T>().ToListAsync()).Where(row => !kept.Contains(KeyOf(key, row))).ToList();
                context.RemoveRange(gone);
                await SaveAsync(context, rows, index => index >= 0);
                return (12, gone.Count);
            case Verb.Ignore:
                await SaveAsync(context, rows[6..], _ => false);
                return (6, 0);
            case Verb.Resolve:
                await SaveAsync(context, [.. rows.Where((_, index) => index >= 6 || index % 2 == 0)], index => index % 2 == 0, rows);
                return (9, 0);
            case Verb.Merge when Shapes.MergedMember(context, typeof(T)) is { } member:
                await MergeAsync(context, rows, member);
                return (12, 0);
            default:
                return (0, 0);
        }
    }

    private static async Task SaveAsync<T>(HostContext context, List<T> rows, Func<int, bool> isGone, List<T>? numbered = null) where T : class
    {
        var key = context.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!;
        var places = (numbered ?? rows).Select((row, index) => (KeyOf(key, row), index)).ToDictionary(place => place.Item1, place => place.index);
        var stored = await context.Set<T>().IgnoreQueryFilters().ToListAsync();
        context.RemoveRange(stored.Where(row => isGone(places.GetValueOrDefault(KeyOf(key, row), -1))));
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();
        context.AddRange(rows);
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();
    }

    private static async Task MergeAsync<T>(HostContext context, List<T> rows, string member) where T : class
    {
        var key = context.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!;
        var property = typeof(T).GetProperty(member)!;
        var stored = (await context.Set<T>().IgnoreQueryFilters().ToListAsync()).ToDictionary(row => KeyOf(key, row));
        foreach (var row in rows)
        {
            if (!stored.TryGetValue(KeyOf(key, row), out var before))
            {
                context.Add(row);
            }
            else
            {
                property.SetValue(before, property.GetValue(row));
            }
        }

        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();
    }

    private static string KeyOf(IKey key, object row) => string.Join('|', key.Properties.Select(part => part.GetGetter().GetClrValue(row)));

    private static async Task EmptyAsync<T>(HostContext context) where T : class
    {
        context.RemoveRange(await context.Set<Book>().ToListAsync());
        context.RemoveRange(await context.Set<T>().IgnoreQueryFilters().ToListAsync());
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();
    }
}

public sealed class BulkOperationsOnSqliteShould(SqliteHosts hosts) : BulkMatrixContract(hosts, Provider.Sqlite), IClassFixture<SqliteHosts>;

public sealed class BulkOperationsOnPostgreSqlShould(PostgreSqlHosts hosts) : BulkMatrixContract(hosts, Provider.PostgreSql), IClassFixture<PostgreSqlHosts>;

public sealed class BulkOperationsInMemoryShould(InMemoryHosts hosts) : BulkMatrixContract(hosts, Provider.InMemory), IClassFixture<InMemoryHosts>;

#if SQLSERVER
public sealed class BulkOperationsOnSqlServerShould(SqlServerHosts hosts) : BulkMatrixContract(hosts, Provider.SqlServer), IClassFixture<SqlServerHosts>;
#endif

/// <summary>The matrix has no hole.</summary>
public sealed class BulkMatrixShould
{
    [Fact]
    public void HoldEveryShapeOfTheHostOnEveryProvider()
    {
        using var context = new HostContext(new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").Options);
        var mapped = context.Model.GetEntityTypes().Where(type => type.BaseType is null && !type.IsOwned() && type.ClrType.Namespace == typeof(HostContext).Namespace).Select(type => type.ClrType);

        Shapes.Kinds.Values.Should().BeEquivalentTo(mapped).And.OnlyHaveUniqueItems();
        typeof(BulkMatrixContract).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(BulkMatrixContract)))
            .Select(type => ((BulkMatrixContract)Activator.CreateInstance(type, [null])!).Provider).Should().BeEquivalentTo(TestStore.Providers);
    }

    [Fact]
    public void HoldEveryOperationAndEveryHandlingOfConflicts()
    {
        var operations = typeof(IBulkOperations).GetMethods().Select(method => method.Name.Replace("Async", "", StringComparison.Ordinal)).Distinct();
        var conflicts = typeof(BulkConflict<object>).GetMembers(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.DeclaredOnly)
            .Where(member => !member.Name.StartsWith("get_", StringComparison.Ordinal)).Select(member => member.Name);

        Enum.GetNames<Verb>().Should().BeEquivalentTo(operations.Union(conflicts));
    }
}
