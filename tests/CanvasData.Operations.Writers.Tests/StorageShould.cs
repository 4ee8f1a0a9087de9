using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CanvasData.Operations.Writers.Tests;

/// <summary>How the tables of the mirror lie in the database: for rows that change often.</summary>
public sealed class StorageShould
{
    private static readonly string[] Frequent = ["CanvasCheckpointSubmission", "CanvasEnrollment", "CanvasSubmission"];

    [Fact]
    public async Task KeepRoomForChangedRowsOnPostgreSql()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var context = Open<CurrentContext>(store);

        await context.Database.EnsureCreatedAsync();

        (await RoomyTablesAsync(context)).Should().Equal(Frequent);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeReachedByAMigrationFromTheVersionBefore(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var before = Open<VersionFiveContext>(store);
        await before.Database.EnsureCreatedAsync();
        await using var context = Open<CurrentContext>(store);

        var operations = context.GetService<IMigrationsModelDiffer>().GetDifferences(Relational(before), Relational(context));
        var model = context.GetService<IDesignTimeModel>().Model;
        foreach (var command in context.GetService<IMigrationsSqlGenerator>().Generate(operations, model))
        {
            await context.Database.ExecuteSqlRawAsync(command.CommandText);
        }

        operations.Count.Should().Be(provider == Provider.PostgreSql ? 5 : 2, "two indexes go, and PostgreSQL's three tables get room");
        (await IndexesAsync(context)).Should().NotContain(name => name.Contains("GradedAt") || name.Contains("SubmittedAt")).And.HaveCountGreaterThan(2);
        (await RoomyTablesAsync(context)).Should().Equal(provider == Provider.PostgreSql ? Frequent : []);
    }

    [Fact]
    public async Task ChangeRowsWithoutNewIndexEntriesOnPostgreSql()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 150, AssignmentsPerCourse = 12 });
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await SyncHost.StartAsync(canvas, store);
        (await host.Bridge.SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
        var course = canvas.School.Courses[0].Id;

        // One assignment is graded again: its rows lie side by side.
        var first = canvas.School.Submissions(course).Where(row => row.Score is not null).GroupBy(row => row.AssignmentId).OrderByDescending(rows => rows.Count()).First().ToList();
        foreach (var row in first)
        {
            canvas.School.SetScore(course, row.AssignmentId, row.UserId, row.Score!.Value + 0.5);
        }

        var report = await host.Bridge.SyncAllCoursesAsync();

        report.Courses.Single().Rows["CanvasSubmission"].Changed.Should().Be(first.Count).And.BeGreaterThan(50);
        var (updated, inPlace) = await UpdatesAsync(host, first.Count);
        inPlace.Should().Be(updated);
    }

    [Fact]
    public void HaveNoIndexOnWhatAGradingChanges()
    {
        using var context = new CurrentContext(new DbContextOptionsBuilder<CurrentContext>().UseSqlite().Options);
        string[] changing =
        [
            nameof(CanvasRow.RowHash), nameof(CanvasRow.SyncedAt), nameof(CanvasSubmission.Score), nameof(CanvasSubmission.Grade), nameof(CanvasSubmission.GradedAt),
            nameof(CanvasSubmission.SubmittedAt), nameof(CanvasSubmission.PostedAt), nameof(CanvasSubmission.WorkflowState), nameof(CanvasEnrollment.CurrentScore), nameof(CanvasEnrollment.LastActivityAt),
        ];

        context.Model.GetEntityTypes().Where(type => type.ClrType.IsSubclassOf(typeof(CanvasRow)))
            .SelectMany(type => type.GetIndexes()).SelectMany(index => index.Properties).Select(property => property.Name)
            .Should().NotBeEmpty().And.NotIntersectWith(changing);
    }

    private static TContext Open<TContext>(TestStore store) where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        store.Configure(options);
        return (TContext)Activator.CreateInstance(typeof(TContext), options.Options)!;
    }

    private static IRelationalModel Relational(DbContext context) => context.GetService<IDesignTimeModel>().Model.GetRelationalModel();

    private static async Task<List<string>> RoomyTablesAsync(DbContext context) => context.Database.IsNpgsql()
        ? await context.Database.SqlQueryRaw<string>("""SELECT relname::text AS "Value" FROM pg_class WHERE relkind = 'r' AND reloptions = ARRAY['fillfactor=50'] ORDER BY 1""").ToListAsync()
        : [];

    private static Task<List<string>> IndexesAsync(DbContext context) => context.Database.SqlQueryRaw<string>(context.Database.IsNpgsql()
        ? """SELECT indexname::text AS "Value" FROM pg_indexes WHERE tablename = 'CanvasSubmission'"""
        : """SELECT name AS "Value" FROM sqlite_master WHERE tbl_name = 'CanvasSubmission' AND type = 'index'""").ToListAsync();

    // The server counts with a delay.
    private static async Task<(long Updated, long InPlace)> UpdatesAsync(SyncHost host, int atLeast)
    {
        for (var attempt = 0; ; attempt++)
        {
            var counts = await host.UseAsync(context => context.Database.SqlQueryRaw<long>(
                """SELECT unnest(ARRAY[n_tup_upd, n_tup_hot_upd]) AS "Value" FROM pg_stat_user_tables WHERE relname = 'CanvasSubmission'""").ToListAsync());
            if (counts[0] >= atLeast || attempt == 200)
            {
                counts[0].Should().BeGreaterThanOrEqualTo(atLeast);
                return (counts[0], counts[1]);
            }

            await Task.Delay(50);
        }
    }

    private sealed class CurrentContext(DbContextOptions<CurrentContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
    }

    /// <summary>What version 5 had and version 6 has not, and the other way round.</summary>
    private sealed class VersionFiveContext(DbContextOptions<VersionFiveContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.AddCanvasData();
            modelBuilder.Entity<CanvasSubmission>().HasIndex(row => new { row.CourseId, row.GradedAt });
            modelBuilder.Entity<CanvasSubmission>().HasIndex(row => new { row.CourseId, row.SubmittedAt });
            foreach (var type in modelBuilder.Model.GetEntityTypes())
            {
                type.RemoveAnnotation("Npgsql:StorageParameter:fillfactor");
            }
        }
    }
}
