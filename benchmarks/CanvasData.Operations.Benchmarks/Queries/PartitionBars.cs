using System.Diagnostics;
using System.Globalization;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Benchmarks.Sources;
using CanvasData.Operations.Model;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SchoolContext = CanvasData.Operations.Benchmarks.Stores.SchoolContext;

namespace CanvasData.Operations.Benchmarks.Queries;

/// <summary>
/// The same school in plain tables and in tables that are split by course, on one PostgreSQL. CANVASDATA_FULL_SCHOOL=1 takes the school of
/// 10 million submissions.
/// </summary>
internal sealed class PartitionBars : Bar
{
    private const int Partitions = 16;
    private const int Rounds = 400;
    private const int Days = 6;
    private const int TermShare = 5;

    private static readonly GeneratedSchool School = SchoolStore.School;

    public override string Name => "partitions, PostgreSQL";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        using var plainStore = await TestStore.CreateAsync(Provider.PostgreSql);
        using var splitStore = await TestStore.CreateAsync(Provider.PostgreSql);
        await FillAsync(plainStore);
        await FillAsync(splitStore);
        await using (var context = new SplitSchoolContext(splitStore.Configure(new DbContextOptionsBuilder()).Options))
        {
            var clock = Stopwatch.StartNew();
            await context.Database.SplitCanvasDataAsync();
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"      {School}: split into {Partitions} partitions in {clock.Elapsed.TotalSeconds:0.0} s"));
        }

        await ExecuteAsync(plainStore, "VACUUM ANALYZE", "CHECKPOINT");
        await ExecuteAsync(splitStore, "VACUUM ANALYZE", "CHECKPOINT");
        return [.. await PointsAsync(plainStore, splitStore), .. await SyncsAsync(plainStore, splitStore), .. await RetentionAsync(plainStore, splitStore)];
    }

    private static async Task<IReadOnlyList<BarResult>> PointsAsync(TestStore plainStore, TestStore splitStore)
    {
        await using var plain = Host(plainStore);
        await using var split = Host(splitStore);
        (string Name, Func<IServiceProvider, long, Task> Ask)[] questions =
        [
            ("a student's grades", async (services, i) => await services.GetRequiredService<IQueryBuilder>().ForStudent((i * 37 % School.Students) + 1).StudentGrades().ToListAsync()),
            ("a page of the gradebook of a course", async (services, i) => await services.GetRequiredService<IQueryBuilder>().Gradebook((i * 31 % School.Courses) + 1).Take(50).ToListAsync()),
            ("the submissions of an assignment", async (services, i) => await services.GetRequiredService<IQueryBuilder>().AssignmentSubmissions((((i * 31 % School.Courses) + 1) * 1000) + 3).Take(50).ToListAsync()),
            ("the submissions of an assignment in its course", async (services, i) => await services.GetRequiredService<IQueryBuilder>().AssignmentSubmissions((((i * 31 % School.Courses) + 1) * 1000) + 3, (i * 31 % School.Courses) + 1).Take(50).ToListAsync()),
            ("a submission by its id", async (services, i) => await services.GetRequiredService<SchoolContext>().Set<CanvasSubmission>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == (i * 1_000_003_001))),
            ("the score history of a student in a course", async (services, i) => await services.GetRequiredService<IQueryBuilder>().ScoreHistory(School.CourseOfStudent((i * 37 % School.Students) + 1), studentId: (i * 37 % School.Students) + 1).ToListAsync()),
        ];
        var results = new List<BarResult>();
        foreach (var (name, ask) in questions)
        {
            var (plains, splits) = (new List<double>(), new List<double>());
            for (var i = 0; i < Rounds; i++)
            {
                var first = i % 2 == 0;
                var one = await TimeAsync(first ? plain : split, ask, i);
                var other = await TimeAsync(first ? split : plain, ask, i);

                // The first rounds compile and cache.
                if (i >= 20)
                {
                    plains.Add(first ? one : other);
                    splits.Add(first ? other : one);
                }
            }

            results.Add(BarResult.AtMost($"partitions: {name}, time of plain tables", Race.Median(splits) / Race.Median(plains), 1.1));
            results.Add(BarResult.Information($"partitions: {name}", string.Create(CultureInfo.InvariantCulture, $"{Race.Median(splits) * 1e3:0.00} ms")));
        }

        return results;
    }

    // The database part of the first sync of a course and of days in which a twelfth of it changes, beside everything else that is stored.
    private static async Task<IReadOnlyList<BarResult>> SyncsAsync(TestStore plainStore, TestStore splitStore)
    {
        var (plains, splits) = (new List<double>(), new List<double>());
        var (plainCanvas, splitCanvas) = (new RecordCanvas(students: 300, assignments: 60), new RecordCanvas(students: 300, assignments: 60));
        await using var plain = await BenchmarkHost.StartAsync(builder => plainStore.Configure(builder), builder => builder.UsePostgreSqlBulkWriter().UseCanvasClient(_ => plainCanvas));
        await using var split = await BenchmarkHost.StartAsync(builder => splitStore.Configure(builder), builder => builder.UsePostgreSqlBulkWriter().UseCanvasClient(_ => splitCanvas));
        for (var day = 0; day < Days; day++)
        {
            (plainCanvas.Day, splitCanvas.Day) = (day, day);
            var plainFirst = day % 2 == 0;
            var one = await (plainFirst ? plain : split).SyncAsync(RecordCanvas.CourseId);
            var other = await (plainFirst ? split : plain).SyncAsync(RecordCanvas.CourseId);
            plains.Add((plainFirst ? one : other).Database.TotalSeconds);
            splits.Add((plainFirst ? other : one).Database.TotalSeconds);
        }

        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"      syncs, plain [{string.Join(' ', plains.Select(s => s.ToString("0.000", CultureInfo.InvariantCulture)))}], split [{string.Join(' ', splits.Select(s => s.ToString("0.000", CultureInfo.InvariantCulture)))}]"));
        return
        [
            BarResult.AtMost("partitions: course sync of a day, database time of plain tables", Race.Median([.. splits.Zip(plains, (s, p) => s / p).Skip(2)]), 1.05),
            BarResult.Information("partitions: course sync of a day, database part", $"{Race.Median([.. splits.Skip(2)]) * 1e3:0} ms"),
        ];
    }

    private static async Task<IReadOnlyList<BarResult>> RetentionAsync(TestStore plainStore, TestStore splitStore)
    {
        var plain = await DeleteTermAsync(plainStore);
        var split = await DeleteTermAsync(splitStore);
        return
        [
            BarResult.AtMost("partitions: retention of a term, time of plain tables", split / plain, 1.1),
            BarResult.Information($"partitions: retention of a term, a {TermShare}th of the school", string.Create(CultureInfo.InvariantCulture, $"{split:0.0} s")),
        ];
    }

    // Course by course, as a clean-up does it.
    private static async Task<double> DeleteTermAsync(TestStore store)
    {
        await using var host = Host(store);
        await using var scope = host.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        var clock = Stopwatch.StartNew();
        for (var course = (long)TermShare; course <= School.Courses; course += TermShare)
        {
            foreach (var table in (string[])["CanvasSubmission", "CanvasAssignmentScoreHistory", "CanvasGradeHistory"])
            {
#pragma warning disable EF1002 // The names are constants.
                await context.Database.ExecuteSqlRawAsync($"DELETE FROM \"{table}\" WHERE \"CourseId\" = {{0}}", course);
#pragma warning restore EF1002
            }
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static async Task FillAsync(TestStore store)
    {
        await using var host = Host(store);
        await using var scope = host.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        await context.Database.EnsureCreatedAsync();
        await School.FillAsync(context);

        // The course that is synced later begins empty.
        await ExecuteAsync(store, [.. new[] { "CanvasSubmission", "CanvasAssignmentScoreHistory", "CanvasGradeHistory", "CanvasEnrollment", "CanvasAssignment" }.Select(table => $"DELETE FROM \"{table}\" WHERE \"CourseId\" = {RecordCanvas.CourseId}")]);
    }

    private static ServiceProvider Host(TestStore store)
    {
        var kept = TestStore.Existing(Provider.PostgreSql, store.ConnectionString + ";Max Auto Prepare=100");
        var services = new ServiceCollection();
        services.AddDbContextPool<SchoolContext>(options => kept.Configure(options));
        services.AddCanvasOperations().UseDbContext<SchoolContext>();
        return services.BuildServiceProvider();
    }

    private static async Task<double> TimeAsync(ServiceProvider host, Func<IServiceProvider, long, Task> ask, long i)
    {
        await using var scope = host.CreateAsyncScope();
        var clock = Stopwatch.StartNew();
        await ask(scope.ServiceProvider, i);
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task ExecuteAsync(TestStore store, params string[] statements)
    {
        await using var connection = new Npgsql.NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new Npgsql.NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    private sealed class SplitSchoolContext(DbContextOptions options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData(coursePartitions: Partitions);
    }
}
