using System.Globalization;
using System.Reflection;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.SqlServer.Tests.Statements;
using CanvasData.Operations.SqlServer.Tests.Wire;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.SqlServer.Tests;

/// <summary>No SQL Server is at hand: the writer and its real driver speak to the end of the wire, which keeps the statements and the rows.</summary>
public sealed class SqlServerWriterShould
{
    private static readonly MethodInfo RunMethod = typeof(SqlServerWriterShould).GetMethod(nameof(RunAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static TheoryData<Naming> Namings() => [.. Enum.GetValues<Naming>()];

    [Theory]
    [MemberData(nameof(Namings))]
    public async Task BringTheRowsOfEveryTableToTheWire(Naming naming)
    {
        await using var host = WiredHost.Start(naming);
        foreach (var type in EntitiesOf(host))
        {
            await (Task)RunMethod.MakeGenericMethod(type).Invoke(null, [host])!;
        }

        // A temporary table has one shape in a model.
        var writes = host.Server.Statements.Where(statement => statement is not ("BEGIN" or "COMMIT")).Chunk(3)
            .Select((one, i) => Statement.Of(string.Join('\n', one).Replace("#canvas_bulk", $"#canvas_bulk{i}", StringComparison.Ordinal))).ToList();
        writes.Should().HaveCountGreaterThan(60);
        new ServerSchema(160, WiredHost.Script(naming)).FaultsOf(writes).Should().BeEmpty();
    }

    [Fact]
    public async Task WriteInOneTransactionChunkByChunk()
    {
        await using var host = WiredHost.Start();
        await using var context = host.Open();

        var written = await WiredHost.Writer.UpsertAsync(context, Enumerable.Range(1, 30_000).Select(id => new ShadowCarrier { Id = id }));

        written.Should().Be(30_000);
        host.Server.Loads.Select(load => load.Rows.Count).Should().Equal(25_000, 5_000);
        string[] chunk =
        [
            "SELECT TOP (0) [Id], [Name], [Note], [Rank] INTO #canvas_bulk FROM [ShadowCarrier] UNION ALL SELECT TOP (0) [Id], [Name], [Note], [Rank] FROM [ShadowCarrier];",
            """
            MERGE INTO [ShadowCarrier] WITH (HOLDLOCK) AS t USING #canvas_bulk AS s ON t.[Id] = s.[Id]
            WHEN MATCHED THEN UPDATE SET t.[Name] = s.[Name]
            WHEN NOT MATCHED BY TARGET THEN INSERT ([Id], [Name], [Note], [Rank]) VALUES (s.[Id], s.[Name], s.[Note], s.[Rank]);
            """,
            "DROP TABLE #canvas_bulk",
        ];
        host.Server.Statements.Should().Equal(["BEGIN", .. chunk, .. chunk, "COMMIT"]);
        host.Server.Loads[0].Statement.Should().Contain("insert bulk [#canvas_bulk]").And.Contain("KEEP_NULLS").And.Contain("CHECK_CONSTRAINTS").And.Contain("FIRE_TRIGGERS");
    }

    [Fact]
    public async Task GiveIdentitiesOnlyWhereTheRowHasOne()
    {
        await using var host = WiredHost.Start();
        await using var context = host.Open();

        await WiredHost.Writer.UpsertAsync(context, [new Generated { Id = 5 }]);
        await WiredHost.Writer.InsertAsync(context, [new Generated { Id = 6 }]);
        await WiredHost.Writer.InsertAsync(context, [new Generated()]);

        host.Server.Statements[2].Should().Contain("SET IDENTITY_INSERT [Generated] ON").And.Contain("SET IDENTITY_INSERT [Generated] OFF").And.NotContain("[Computed]");
        host.Server.Loads.Select(load => load.Columns.Any(column => column.Name == "Id")).Should().Equal(true, true, false);
    }

    [Fact]
    public async Task RefuseWhatAColumnCannotHoldBeforeTheTableChanges()
    {
        await using var host = WiredHost.Start();
        await using var context = host.Open();
        List<Limited> rows = [new() { Id = 1, Unique = "one" }, new() { Id = 2, Unique = "two", Short = "longer than five" }];

        var write = async () => await WiredHost.Writer.UpsertAsync(context, rows);

        (await write.Should().ThrowAsync<DbUpdateException>()).Which.ToString().Should().Contain(nameof(Limited)).And.Contain("a value does not fit column 1 [Short]").And.NotContain("longer than five");
        host.Server.Statements.Should().NotContain("COMMIT").And.NotContain(statement => statement.StartsWith("MERGE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HoldRowsThatCoursesShareWithoutHidingThem()
    {
        SchoolContext Open(string connection) => new(new DbContextOptionsBuilder<SchoolContext>().UseSqlServer(connection).UseCanvasData().Options);
        using var model = Open("Server=none");
        await using var server = new TdsServer(WiredHost.TablesOf(model));
        var services = new ServiceCollection();
        services.AddDbContext<SchoolContext>(options => options.UseSqlServer(server.ConnectionString));
        services.AddCanvasOperations().UseDbContext<SchoolContext>().UseSqlServerBulkWriter();
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();

        // The query after the lock finds no table.
        var readmit = () => scope.ServiceProvider.GetRequiredService<IPersonalData>().ReadmitPersonAsync(7);
        await readmit.Should().ThrowAsync<Exception>();

        server.Statements[..2].Should().Equal("BEGIN", "SELECT COUNT(*) FROM [CanvasInstance] WITH (UPDLOCK, ROWLOCK) WHERE [Id] IN (1) OPTION (RECOMPILE);");
        server.Statements.Should().NotContain(statement => statement.Contains("UPDATE [", StringComparison.Ordinal)).And.NotContain("COMMIT");
    }

    private static async Task RunAsync<TEntity>(WiredHost host) where TEntity : class
    {
        await using var context = host.Open();
        var rows = RowMaker.Rows<TEntity>(seed: 1, first: 1, count: 20);
        foreach (var write in (Func<Task<long>>[])[
            () => WiredHost.Writer.UpsertAsync(context, rows), () => WiredHost.Writer.DeleteAsync(context, rows), () => WiredHost.Writer.InsertAsync(context, rows)])
        {
            (await write()).Should().Be(20, typeof(TEntity).Name);
            Compare(context, rows, host.Server.Loads[^1]);
        }
    }

    /// <summary>What arrived is what EF Core would store; the writer brings the rows in the order of their keys.</summary>
    private static void Compare<TEntity>(HostContext context, List<TEntity> rows, Load load) where TEntity : class
    {
        var type = context.Model.FindEntityType(typeof(TEntity))!;
        var columns = type.GetProperties().Select(property => (property, Index: Array.FindIndex([.. load.Columns], column => column.Name == property.GetColumnName()))).Where(pair => pair.Index >= 0).ToList();
        columns.Should().NotBeEmpty();
        var wanted = rows.Select(row => string.Join(" | ", columns.Select(column => Stored(context.Entry(row).Property(column.property).CurrentValue, column.property))));

        load.Rows.Select(row => string.Join(" | ", columns.Select(column => Plain(row[column.Index])))).Should().BeEquivalentTo(wanted, "{0}", type.DisplayName());
    }

    private static string Stored(object? value, IProperty property) => Plain(property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value);

    private static string Plain(object? value) => value switch
    {
        null => "(null)",
        TimeOnly time => time.ToTimeSpan().ToString("c", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        decimal number => Math.Round(number, 2).ToString("0.00", CultureInfo.InvariantCulture),
        DateTime moment => DateTime.SpecifyKind(moment, DateTimeKind.Unspecified).ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset or DateOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static IEnumerable<Type> EntitiesOf(WiredHost host)
    {
        using var context = host.Open();
        return [.. context.Model.GetEntityTypes().Select(type => type.ClrType).Where(type => type.Assembly == typeof(IBulkWriter).Assembly)];
    }
}
