using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace CanvasData.Operations.Migrations.Tests;

/// <summary>Migrations that free a name and take it again, drop sequences, rename what they changed, or add a foreign key over old rows.</summary>
public class UnusualMigrationShould
{
    public static TheoryData<Provider, Type> Remakes => new()
    {
        { Provider.Sqlite, typeof(RemakeVisits) }, { Provider.PostgreSql, typeof(RemakeVisits) }, { Provider.Sqlite, typeof(ReplaceVisits) }, { Provider.PostgreSql, typeof(ReplaceVisits) },
    };

    public static TheoryData<Type> OfSequences => [typeof(DropNumbered), typeof(DropNumber), typeof(NumberByIdentity)];

    [Theory]
    [MemberData(nameof(Remakes))]
    public async Task MayMakeATableUnderANameThatItFreed(Provider provider, Type migration)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var old = await Portal.VisitedAsync(store, PortalMigrations.Current);
        var (definitions, rows) = (await old.DefinitionsAsync(), await Portal.RowsAsync(old));
        var migrations = PortalMigrations.Current with { All = [.. PortalMigrations.Current.All, migration] };
        await using var failing = MigratingHost.Create(store, migrations.And<FailLater>());
        await using var host = MigratingHost.Create(store, migrations);

        var failure = (await failing.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>()).Which;
        failure.Report.Outcome.Should().Be(MigrationOutcome.RolledBack);
        (await host.DefinitionsAsync()).Should().Equal(definitions);
        (await Portal.RowsAsync(host)).Should().Equal(rows);

        (await host.MigrateAsync(new MigrationOptions { KeepBackup = true })).Outcome.Should().Be(MigrationOutcome.Migrated);
        (await host.TextsAsync("SELECT count(*) FROM \"Visit\"")).Should().Equal("0");
        await host.HelpAsync(helper => helper.RestoreAsync());
        (await Portal.RowsAsync(host)).Should().Equal(rows);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task MayChangeATableThatALaterOneRenames(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var old = await Portal.VisitedAsync(store, PortalMigrations.Current);
        await old.ExecuteAsync("CREATE TABLE \"Ledger\" (\"Id\" int, \"Sum\" int)", "INSERT INTO \"Ledger\" VALUES (1, 1)");
        await using var host = MigratingHost.Create(store, PortalMigrations.Current.And<ChangeLedger>().And<RenameLedger>());

        var report = await host.MigrateAsync();

        report.Outcome.Should().Be(MigrationOutcome.Migrated);
        report.Tables.Should().ContainSingle(table => table.Table.Name == "Ledger").Which.MayChange.Should().BeTrue();
        (await host.TextsAsync("SELECT \"Sum\" FROM \"Journal\"")).Should().Equal("2");
    }

    [Theory]
    [MemberData(nameof(OfSequences))]
    public async Task MayDropTheSequenceOfAColumnOnPostgreSql(Type migration)
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var old = await Portal.VisitedAsync(store, PortalMigrations.Current);
        await old.ExecuteAsync(
            "CREATE TABLE numbered (id serial PRIMARY KEY, name text DEFAULT 'un''named')",
            "GRANT USAGE ON SEQUENCE numbered_id_seq TO PUBLIC",
            "INSERT INTO numbered (name) VALUES ('a'), ('b'), ('c')");
        const string Rights = "SELECT relacl::text FROM pg_class WHERE relname = 'numbered_id_seq'";
        var (definitions, rights) = (await old.DefinitionsAsync(), await old.TextsAsync(Rights));
        var migrations = PortalMigrations.Current with { All = [.. PortalMigrations.Current.All, migration] };
        await using var failing = MigratingHost.Create(store, migrations.And<FailLater>());
        await using var host = MigratingHost.Create(store, migrations);

        (await failing.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>()).Which.Report.Outcome.Should().Be(MigrationOutcome.RolledBack);
        (await host.DefinitionsAsync()).Should().Equal(definitions);
        (await host.TextsAsync(Rights)).Should().Equal(rights);
        await host.ExecuteAsync("INSERT INTO numbered DEFAULT VALUES");
        (await host.TextsAsync("SELECT id || name FROM numbered ORDER BY id")).Should().Equal("1a", "2b", "3c", "4un'named");

        (await host.MigrateAsync()).Outcome.Should().Be(MigrationOutcome.Migrated);
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    [Fact]
    public async Task BeUndoneWhenANewForeignKeyPointsNowhereOnSqlite()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var old = await Portal.VisitedAsync(store, PortalMigrations.Current);
        await old.MigrateAsync();
        var (definitions, rows) = (await old.DefinitionsAsync(), await Portal.RowsAsync(old));
        await using var host = MigratingHost.Create(store, PortalMigrations.Current.And<AddTagOfVisit>(), options: options => options.ReplaceService<IModelCustomizer, TagsOfVisits>());

        var failure = (await host.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>()).Which;

        failure.Message.Should().Contain("foreign key FK_Visit_CanvasTag_TagId finds 100 problems").And.Contain("The backup was restored");
        (await host.DefinitionsAsync()).Should().Equal(definitions);
        (await Portal.RowsAsync(host)).Should().Equal(rows);
        await host.ExecuteAsync("DELETE FROM \"Visit\"");
        (await host.MigrateAsync()).Outcome.Should().Be(MigrationOutcome.Migrated, "no row is left that points nowhere");
    }

    [Fact]
    public async Task BeRunOnceWhenProcessesMeetBeforeThereIsADatabase()
    {
        using var server = await TestStore.CreateAsync(Provider.PostgreSql);
        for (var round = 0; round < 2; round++)
        {
            var address = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = $"unborn_{Guid.NewGuid():N}" };
            using var store = TestStore.Existing(Provider.PostgreSql, address.ConnectionString);
            var hosts = Enumerable.Range(0, 3).Select(_ => MigratingHost.Create(store, PortalMigrations.Current)).ToList();

            var reports = await Task.WhenAll(hosts.Select(host => Task.Run(() => host.MigrateAsync())));

            reports.Select(report => report.Outcome).Should().BeSubsetOf([MigrationOutcome.Migrated, MigrationOutcome.UpToDate]);
            await hosts[0].UseAsync(context => context.Database.EnsureDeletedAsync());
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }
    }

    private static void CreateVisits(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Visit",
        table => new { Id = table.Column<long>(), Page = table.Column<string>(), Seconds = table.Column<int>() },
        constraints: table => table.PrimaryKey("PK_Visit_2", visit => visit.Id));

    [Migration("20261210000000_RemakeVisits")]
    private sealed class RemakeVisits : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable("Visit");
            CreateVisits(migrationBuilder);
            migrationBuilder.CreateIndex("IX_Visit_Page", "Visit", "Page");
        }
    }

    [Migration("20261210000000_ReplaceVisits")]
    private sealed class ReplaceVisits : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable("Visit", newName: "OldVisit");
            CreateVisits(migrationBuilder);
        }
    }

    [Migration("20261211000000_FailLater")]
    private sealed class FailLater : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What ran before is committed.
            migrationBuilder.Sql("SELECT 1", suppressTransaction: true);
            migrationBuilder.Sql("SELECT * FROM not_there");
        }
    }

    [Migration("20261210000000_ChangeLedger")]
    private sealed class ChangeLedger : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("UPDATE \"Ledger\" SET \"Sum\" = \"Sum\" + 1");
    }

    [Migration("20261211000000_RenameLedger")]
    private sealed class RenameLedger : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RenameTable("Ledger", newName: "Journal");
    }

    [Migration("20261210000000_DropNumbered")]
    private sealed class DropNumbered : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("numbered");
    }

    [Migration("20261210000000_DropNumber")]
    private sealed class DropNumber : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("id", "numbered");
    }

    [Migration("20261210000000_NumberByIdentity")]
    private sealed class NumberByIdentity : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AlterColumn<int>("id", "numbered", type: "integer", oldClrType: typeof(int), oldType: "integer")
            .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn)
            .OldAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.SerialColumn);
    }

    [Migration("20261210000000_AddTagOfVisit")]
    private sealed class AddTagOfVisit : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // As guides recommend before a table is rebuilt. The server then copies the rows unchecked.
            migrationBuilder.Sql("PRAGMA foreign_keys = 0", suppressTransaction: true);
            migrationBuilder.AddColumn<long>("TagId", "Visit", defaultValue: 0L);
            migrationBuilder.AddForeignKey("FK_Visit_CanvasTag_TagId", "Visit", "TagId", "CanvasTag", principalColumn: "Id", onDelete: ReferentialAction.Cascade);
        }

        protected override void BuildTargetModel(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity("CanvasTag", tag =>
            {
                tag.Property<long>("Id").HasColumnType("INTEGER");
                tag.HasKey("Id");
                tag.ToTable("CanvasTag");
            });
            modelBuilder.Entity("Visit", visit =>
            {
                visit.Property<long>("Id").HasColumnType("INTEGER");
                visit.Property<string>("Page").IsRequired().HasColumnType("TEXT");
                visit.Property<int>("Seconds").HasColumnType("INTEGER");
                visit.Property<long>("TagId").HasColumnType("INTEGER");
                visit.HasKey("Id");
                visit.ToTable("Visit");
                visit.HasOne("CanvasTag", null).WithMany().HasForeignKey("TagId").OnDelete(DeleteBehavior.Cascade).IsRequired();
            });
        }
    }

    private sealed class TagsOfVisits(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
    {
        public override void Customize(ModelBuilder modelBuilder, DbContext context)
        {
            base.Customize(modelBuilder, context);
            modelBuilder.Entity<Visit>().Property<long>("TagId");
            modelBuilder.Entity<Visit>().HasOne<CanvasTag>().WithMany().HasForeignKey("TagId");
        }
    }
}
