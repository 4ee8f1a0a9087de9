using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.SqlServer;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CanvasData.Operations.Writers.Tests;

/// <summary>No SQL Server is at hand: its parser reads the statements, and the rows are read as SqlBulkCopy would.</summary>
public sealed class SqlServerScriptsShould
{
    public static TheoryData<Naming, string> EveryEntity() => BulkWriterContract.EveryEntity();

    [Theory]
    [MemberData(nameof(EveryEntity))]
    public async Task BeValidForEveryEntity(Naming naming, string entity)
    {
        var type = typeof(HostContext).Assembly.GetType(entity) ?? typeof(IBulkWriter).Assembly.GetType(entity)!;
        var check = typeof(SqlServerScriptsShould).GetMethod(nameof(CheckAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
        await (Task)check.Invoke(null, [naming])!;
    }

    private static async Task CheckAsync<T>(Naming naming) where T : class
    {
        await using var context = Context(naming);
        var probe = new Probe();
        var rows = RowMaker.Rows<T>(1, 1, 20);
        if (!await probe.TryRunAsync(w => w.UpsertAsync(context, rows)))
        {
            // Rows over several tables, or with several entities, go to the portable writer, which the missing server stops.
            new[] { typeof(JsonOwner), typeof(JsonCompound), typeof(Vehicle), typeof(Collector), typeof(Split), typeof(Shape), typeof(Purchase), typeof(PurchaseDetail) }.Should().Contain(typeof(T));
            return;
        }

        await probe.TryRunAsync(w => w.DeleteAsync(context, rows));
        await probe.TryRunAsync(w => w.InsertAsync(context, rows));
        // An update that sets nothing counts its rows through the portable writer.
        var (scripts, seen) = await probe.TryRunAsync(w => w.UpdateAsync(context, rows)) ? (9, 100) : (7, 80);
        (scripts == 7).Should().Be(typeof(T) == typeof(KeyOnly));
        await probe.TryRunAsync(w => w.WriteAsync(context, BulkOperation.Upsert, rows, new HashSet<string>()));
        probe.Scripts.Should().HaveCount(scripts);
        foreach (var script in probe.Scripts)
        {
            new TSql170Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
            errors.Select(e => e.Message).Should().BeEmpty(script);
        }

        probe.RowsSeen.Should().Be(seen);
    }

    [Fact]
    public async Task MergeByKeyAndLeaveTheKeyAndShadowsAsStored()
    {
        await using var context = Context(Naming.Plain);
        var probe = new Probe();
        await probe.TryRunAsync(w => w.UpsertAsync(context, [new ShadowCarrier { Id = 1 }]));
        probe.Scripts.Should().Equal(
            "SELECT TOP (0) [Id], [Name], [Note], [Rank] INTO #canvas_bulk FROM [ShadowCarrier] UNION ALL SELECT TOP (0) [Id], [Name], [Note], [Rank] FROM [ShadowCarrier];",
            """
            MERGE INTO [ShadowCarrier] WITH (HOLDLOCK) AS t USING #canvas_bulk AS s ON t.[Id] = s.[Id]
            WHEN MATCHED THEN UPDATE SET t.[Name] = s.[Name]
            WHEN NOT MATCHED BY TARGET THEN INSERT ([Id], [Name], [Note], [Rank]) VALUES (s.[Id], s.[Name], s.[Note], s.[Rank]);
            """);
    }

    [Fact]
    public async Task LockRowsUntilTheEndOfTheTransaction()
    {
        await using var context = Context(Naming.SnakeCase);
        var probe = new Probe();
        await probe.TryRunAsync(w => w.UpsertAsync(context, [new ShadowCarrier { Id = 1 }]));

        var script = SqlServerRowLock.Script(probe.Table!, [3, 7, long.MaxValue]);

        script.Should().Be("SELECT COUNT(*) FROM [shadow_carrier] WITH (UPDLOCK, ROWLOCK) WHERE [id] IN (3, 7, 9223372036854775807) OPTION (RECOMPILE);");
        new TSql170Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        errors.Should().BeEmpty();
    }

    [Fact]
    public async Task AllowGivenIdentitiesWhereTheKeyIsOne()
    {
        await using var context = Context(Naming.Plain);
        var probe = new Probe();
        await probe.TryRunAsync(w => w.UpsertAsync(context, [new Generated { Id = 5 }]));
        probe.Scripts[1].Should().Contain("SET IDENTITY_INSERT [Generated] ON").And.Contain("SET IDENTITY_INSERT [Generated] OFF").And.NotContain("[Computed]");
        await probe.TryRunAsync(w => w.InsertAsync(context, [new Generated { Id = 5 }]));
        probe.Options.Should().HaveFlag(SqlBulkCopyOptions.KeepIdentity);
        await probe.TryRunAsync(w => w.InsertAsync(context, [new Generated()]));
        probe.Options.Should().NotHaveFlag(SqlBulkCopyOptions.KeepIdentity);
    }

    [Fact]
    public async Task ReadRowsAsSqlBulkCopyDoes()
    {
        await using var context = Context(Naming.Plain);
        var probe = new Probe();
        var row = RowMaker.Rows<AllTypes>(3, 1, 1).Single();
        (row.DateOnly, row.TimeOnly, row.MaybeInt, row.Bytes, row.String) = (new DateOnly(2026, 9, 1), new TimeOnly(8, 15), null, [1, 2, 3], "text");
        await probe.TryRunAsync(w => w.InsertAsync(context, [row]));
        using var table = probe.LastTable!;
        table.Rows.Count.Should().Be(1);
        var values = table.Rows[0];
        values["DateOnly"].Should().Be(new DateTime(2026, 9, 1));
        values["TimeOnly"].Should().Be(new TimeSpan(8, 15, 0));
        values["MaybeInt"].Should().Be(DBNull.Value);
        values["Bytes"].Should().BeEquivalentTo(new byte[] { 1, 2, 3 });
        values["String"].Should().Be("text");
        values["ULong"].Should().Be((decimal)row.ULong);
        values["Id"].Should().Be(row.Id);
        table.Columns.Cast<DataColumn>().Should().HaveCount(context.Model.FindEntityType(typeof(AllTypes))!.GetProperties().Count());
    }

    private static HostContext Context(Naming naming)
    {
        var options = new DbContextOptionsBuilder().UseSqlServer("Server=127.0.0.1,1;Connect Timeout=1").AddInterceptors(new NoServer());
        if (naming == Naming.SnakeCase)
        {
            options.UseSnakeCaseNamingConvention();
        }

        return naming == Naming.Schema ? new SchemaHostContext(options.Options) : new HostContext(options.Options);
    }

    /// <summary>Plans the write and reads its rows, as the writer would, and keeps what it would send.</summary>
    private sealed class Probe : RelationalBulkWriter
    {
        public List<string> Scripts { get; } = [];

        public long RowsSeen { get; private set; }

        public SqlBulkCopyOptions Options { get; private set; }

        public DataTable? LastTable { get; private set; }

        public BulkTable? Table { get; private set; }

        public override bool CanWrite(DbContext context) => true;

        public async Task<bool> TryRunAsync(Func<IBulkWriter, Task<long>> write)
        {
            var before = Scripts.Count;
            try
            {
                await write(this);
            }
            catch (Exception exception) when (Scripts.Count == before && exception is not NotSupportedException)
            {
                return false;
            }

            return true;
        }

        protected override Task<long> WriteAsync<TEntity>(BulkWrite<TEntity> write, CancellationToken cancellationToken)
        {
            var plan = write.Plan(() => new SqlServerPlan<TEntity>(write));
            Scripts.AddRange(write.Operation == BulkOperation.Insert ? [$"SELECT 1 FROM {write.Table.Identifier};"] : [plan.CreateStage, plan.Apply]);
            (Options, Table) = (plan.Options, write.Table);
            using var reader = new BulkCopyRowReader<TEntity>(write.NextChunk(100), write, plan.FillRow);
            LastTable = new DataTable();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                LastTable.Columns.Add(reader.GetName(i), reader.GetFieldType(i));
                reader.GetOrdinal(reader.GetName(i)).Should().Be(i);
            }

            var values = new object[reader.FieldCount];
            while (reader.Read())
            {
                reader.GetValues(values).Should().Be(values.Length);
                LastTable.Rows.Add(values);
            }

            RowsSeen += LastTable.Rows.Count;
            return Task.FromResult(write.RowsRead);
        }

        protected override string? DescribeRefusal(Exception exception) => null;
    }

    /// <summary>Says that the connection is open, and the transaction begun.</summary>
    private sealed class NoServer : DbConnectionInterceptor, IDbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());

        public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult<DbTransaction>.SuppressWithResult(new NoTransaction(connection)));
    }

    private sealed class NoTransaction(DbConnection connection) : DbTransaction
    {
        public override System.Data.IsolationLevel IsolationLevel => System.Data.IsolationLevel.ReadCommitted;

        [AllowNull]
        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }
}
