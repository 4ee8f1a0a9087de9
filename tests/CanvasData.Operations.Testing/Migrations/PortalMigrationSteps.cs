using CanvasData.Operations.Maintenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CanvasData.Operations.Testing;

/// <summary>The tables that the build of schema version 5 maps, from the script of that build.</summary>
[Migration("20260101000000_AddCanvas")]
public sealed class AddCanvas : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        var name = $"{typeof(AddCanvas).Namespace}.Migrations.version5.{(migrationBuilder.IsSqlite() ? "sqlite" : "postgresql")}.sql";
        using var script = new StreamReader(typeof(AddCanvas).Assembly.GetManifestResourceStream(name)!);
        migrationBuilder.Sql(script.ReadToEnd());
    }
}

/// <summary>A table of the portal's own.</summary>
[Migration("20260102000000_AddVisits")]
public sealed class AddVisits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            "Visit",
            table => new { Id = table.Column<long>(), Page = table.Column<string>(), Seconds = table.Column<int>() },
            constraints: table => table.PrimaryKey("PK_Visit", visit => visit.Id));
    }
}

/// <summary>What <c>dotnet ef migrations add UpdateCanvas</c> writes after an update of the package from version 5.</summary>
[Migration("20261201000000_UpdateCanvas")]
public sealed class UpdateCanvas : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.DropIndex("IX_CanvasSubmission_CourseId_GradedAt", "CanvasSubmission");
        migrationBuilder.DropIndex("IX_CanvasSubmission_CourseId_SubmittedAt", "CanvasSubmission");
        migrationBuilder.CreateTable(
            "CanvasAccount",
            table => new
            {
                Id = table.Column<long>(),
                Name = table.Column<string>(nullable: true),
                ParentAccountId = table.Column<long>(nullable: true),
                RootAccountId = table.Column<long>(nullable: true),
                WorkflowState = table.Column<string>(nullable: true),
                DefaultTimeZone = table.Column<string>(nullable: true),
                Uuid = table.Column<string>(nullable: true),
                SisAccountId = table.Column<string>(nullable: true),
                IntegrationId = table.Column<string>(nullable: true),
                Path = table.Column<string>(nullable: true),
                RowHash = table.Column<long>(),
                FirstSyncedAt = table.Column<DateTime>(),
                SyncedAt = table.Column<DateTime>(),
                MissingSince = table.Column<DateTime>(nullable: true),
                LocalEdits = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_CanvasAccount", row => row.Id));
        migrationBuilder.CreateIndex("IX_CanvasCourse_AccountId", "CanvasCourse", "AccountId");
        migrationBuilder.AddColumn<bool>("IsWhole", "CanvasSyncRun", nullable: true);
        if (!migrationBuilder.IsSqlite())
        {
            foreach (var table in (string[])["CanvasCheckpointSubmission", "CanvasEnrollment", "CanvasSubmission"])
            {
                migrationBuilder.AlterTable(table).Annotation("Npgsql:StorageParameter:fillfactor", 50);
            }
        }
    }
}

/// <summary>Two migrations of the portal in one, which is no single transaction: a rebuilt table on SQLite, an index without a lock on PostgreSQL.</summary>
[Migration("20261202000000_RebuildVisits")]
public sealed class RebuildVisits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>("Section", "Visit", nullable: true);
        if (migrationBuilder.IsSqlite())
        {
            migrationBuilder.AlterColumn<long>("Seconds", "Visit", oldClrType: typeof(int));
        }
        else
        {
            migrationBuilder.AlterColumn<string>("Page", "Visit", maxLength: 500, oldClrType: typeof(string));
            migrationBuilder.Sql("CREATE INDEX CONCURRENTLY \"IX_Visit_Page\" ON \"Visit\" (\"Page\")", suppressTransaction: true);
            migrationBuilder.AddColumn<int>("Rank", "Visit", nullable: true);
        }
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity("Visit", visit =>
        {
            visit.Property<long>("Id").HasColumnType("INTEGER");
            visit.Property<string>("Page").IsRequired().HasColumnType("TEXT");
            visit.Property<long>("Seconds").HasColumnType("INTEGER");
            visit.Property<string>("Section").HasColumnType("TEXT");
            visit.HasKey("Id");
            visit.ToTable("Visit");
        });
    }
}

/// <summary>Takes long on PostgreSQL until there is the table <c>told</c>.</summary>
[Migration("20261204000000_SlowUntilTold")]
public sealed class SlowUntilTold : Migration
{
    /// <summary>How long it takes.</summary>
    public static TimeSpan Sleep { get; } = TimeSpan.FromMinutes(2);

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql("SELECT pg_sleep(CASE WHEN to_regclass('told') IS NULL THEN 120 ELSE 0 END)");
    }
}

/// <summary>Fills the column that <see cref="RebuildVisits"/> adds; a second run over the same rows would show.</summary>
public sealed class FillSections : IDataTransformation
{
    public string Name => "fill-sections";

    public string After => "RebuildVisits";

    public IReadOnlyCollection<string> Tables => ["Visit"];

    public async Task<TransformedBatch> RunBatchAsync(DbContext context, string? cursor, int rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var from = long.Parse(cursor ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var keys = await context.Database.SqlQuery<long>($"SELECT \"Id\" AS \"Value\" FROM \"Visit\" WHERE \"Id\" > {from} ORDER BY \"Id\" LIMIT {rows}").ToListAsync(cancellationToken);
        if (keys.Count == 0)
        {
            return new TransformedBatch(null, 0);
        }

        var changed = await context.Database.ExecuteSqlAsync($"UPDATE \"Visit\" SET \"Section\" = coalesce(\"Section\", '') || substr(\"Page\", 1, 3) WHERE \"Id\" > {from} AND \"Id\" <= {keys[^1]}", cancellationToken);
        return new TransformedBatch($"{keys[^1]}", changed);
    }
}
