using CanvasData.Operations.Bulk;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Writers.Tests;

/// <summary>
/// What every bulk writer must do: leave the same tables as EF Core's tracked saves, wholly or not at all. Each
/// writer passes it on each provider that it serves.
/// </summary>
public abstract partial class BulkWriterContract(Hosts hosts, string writer, Provider provider)
{
    /// <summary>The writer's type.</summary>
    public string WriterName => writer;

    /// <summary>The database.</summary>
    public Provider Provider => provider;

    protected IBulkWriter Writer { get; } = Hosts.Writers().Single(w => w.GetType().Name == writer);

    protected bool IsRelational => provider != Provider.InMemory;

    protected Task<HostContext> OpenAsync(Action<DbContextOptionsBuilder>? configure = null) => hosts.ContextAsync(Naming.Plain, reference: false, configure);

    public static TheoryData<Naming, string> EveryEntity()
    {
        using var context = new HostContext(new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").Options);
        var cases = new TheoryData<Naming, string>();
        foreach (var naming in Enum.GetValues<Naming>())
        {
            foreach (var type in context.Model.GetEntityTypes().Where(t => !t.IsOwned() && t.BaseType is null))
            {
                cases.Add(naming, type.ClrType.FullName!);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(EveryEntity))]
    public Task LeaveTheTablesThatTrackedSavesLeave(Naming naming, string entity)
    {
        if (!IsRelational && (naming != Naming.Plain || entity.EndsWith(nameof(Compound), StringComparison.Ordinal)))
        {
            // Without tables there are no names, and no complex types.
            return Task.CompletedTask;
        }

        var type = typeof(HostContext).Assembly.GetType(entity) ?? typeof(IBulkWriter).Assembly.GetType(entity)!;
        var compare = GetType().GetMethod(nameof(CompareAsync))!.MakeGenericMethod(type);
        return (Task)compare.Invoke(this, [naming])!;
    }

    public async Task CompareAsync<T>(Naming naming) where T : class
    {
        await using var reference = await hosts.ContextAsync(naming, reference: true);
        await using var context = await hosts.ContextAsync(naming, reference: false);
        foreach (var database in (HostContext[])[reference, context])
        {
            await PrepareAsync<T>(database);
        }

        // Keys 1 to 40, of which 11 to 40 are then overwritten together with 41 to 60, of which 21 to 50 then go.
        await SaveAsync(reference, RowMaker.Rows<T>(seed: 1, first: 1, count: 40), []);
        (await Writer.InsertAsync(context, RowMaker.Rows<T>(1, 1, 40))).Should().Be(40);
        await ExpectSameAsync<T>(context, reference, 40);

        await SaveAsync(reference, RowMaker.Rows<T>(2, 11, 50), RowMaker.Rows<T>(1, 11, 30));
        (await Writer.UpsertAsync(context, RowMaker.Rows<T>(2, 11, 50))).Should().Be(50);
        await ExpectSameAsync<T>(context, reference, 60);

        await SaveAsync(reference, [], RowMaker.Rows<T>(2, 21, 30));
        (await Writer.DeleteAsync(context, RowMaker.Rows<T>(3, 21, 30).Concat(RowMaker.Rows<T>(3, 1000, 3)))).Should().Be(30);
        await ExpectSameAsync<T>(context, reference, 30);

        // Of the keys 15 to 64 there are 15 to 20 and 51 to 60: the others stay away.
        await SaveAsync(reference, There(), There());
        await SetGivenAsync(reference, There());
        (await Writer.UpdateAsync(context, RowMaker.Rows<T>(4, 15, 50))).Should().Be(16);
        await ExpectSameAsync<T>(context, reference, 30);

        // 55 to 60 are there and stay as they are; 61 to 70 are new.
        await SaveAsync(reference, [.. RowMaker.Rows<T>(5, 55, 16).Skip(6)], []);
        (await Writer.WriteAsync(context, BulkOperation.Upsert, RowMaker.Rows<T>(5, 55, 16), NoMembers)).Should().Be(10);
        await ExpectSameAsync<T>(context, reference, 40);
        context.ChangeTracker.Entries().Should().BeEmpty();

        static List<T> There() => [.. RowMaker.Rows<T>(4, 15, 50).Where((_, index) => index is < 6 or (>= 36 and < 46))];
    }

    private static readonly IReadOnlySet<string> NoMembers = new HashSet<string>();

    /// <summary>Plain EF Core: the overwritten rows go, and come again.</summary>
    private static async Task SaveAsync<T>(HostContext context, List<T> rows, List<T> gone) where T : class
    {
        var key = context.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!.Properties;
        var keys = gone.Select(KeyOf).ToHashSet();
        context.RemoveRange((await context.Set<T>().IgnoreQueryFilters().ToListAsync()).Where(r => keys.Contains(KeyOf(r))));
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();
        context.AddRange(rows);
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();

        string KeyOf(T row) => string.Join('|', key.Select(p => p.GetGetter().GetClrValue(row)));
    }

    /// <summary>Plain EF Core: an update sets the value that is given, where an insert takes the default of the column.</summary>
    public static async Task SetGivenAsync<T>(HostContext context, List<T> rows) where T : class
    {
        var type = context.Model.FindEntityType(typeof(T))!;
        if (!type.GetProperties().Any(property => property.TryGetDefaultValue(out _) && !property.IsShadowProperty()))
        {
            return;
        }

        foreach (var row in rows)
        {
            var key = type.FindPrimaryKey()!.Properties.Select(property => property.GetGetter().GetClrValue(row)).ToArray();
            context.Entry((await context.FindAsync<T>(key))!).CurrentValues.SetValues(row);
        }

        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();
    }

    private static async Task ExpectSameAsync<T>(HostContext context, HostContext reference, int rows) where T : class
    {
        var expected = await TableDump.OfAsync<T>(reference);
        expected.Count.Should().BeGreaterThanOrEqualTo(rows);
        var found = await TableDump.OfAsync<T>(context);
        found.Except(expected).Take(2).Should().Equal(expected.Except(found).Take(2));
        found.Should().HaveSameCount(expected);
    }

    private static async Task PrepareAsync<T>(HostContext context) where T : class
    {
        await EmptyAsync<CanvasTagLink>(context);
        await EmptyAsync<CanvasOfferingSnapshot>(context);
        await EmptyAsync<CanvasNoteRevision>(context);
        await EmptyAsync<T>(context);
        if (typeof(T) == typeof(CanvasNoteRevision))
        {
            await EmptyAsync<CanvasNote>(context);
            context.Add(new CanvasNote { Id = 1, TargetType = "student", Visibility = "staff" });
            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }

        if (typeof(T) == typeof(PurchaseDetail))
        {
            await EmptyAsync<Purchase>(context);
            context.AddRange(RowMaker.Rows<Purchase>(seed: 9, first: 1, count: 80));
            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }

        if (typeof(T) == typeof(CanvasOfferingSnapshot))
        {
            await EmptyAsync<CanvasOffering>(context);
            context.Add(new CanvasOffering { CourseId = 1 });
            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }

        if (typeof(T) == typeof(CanvasTagLink))
        {
            await EmptyAsync<CanvasTag>(context);
            context.Add(new CanvasTag { Id = 1, NormalizedName = "ONE" });
            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }
    }

    protected static async Task EmptyAsync<T>(HostContext context) where T : class
    {
        context.RemoveRange(await context.Set<T>().IgnoreQueryFilters().ToListAsync());
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();
    }
}
