using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.History;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Queries;

/// <summary>The gradebook of a course of 500 students and 100 assignments at a past moment, over 1,000,000 changes, half of them later.</summary>
internal sealed class PastGradebookBar(Provider provider) : Bar
{
    private const int Cells = 50_000, ChangesPerCell = 20, Rounds = 9;
    private const long MaxGrowth = 8 << 20;
    private static readonly GeneratedSchool School = new(500, 10, 8, 1);
    private static readonly DateTime Start = new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);

    public override string Name => $"past gradebook, {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        using var store = await TestStore.CreateAsync(provider);
        var services = new ServiceCollection();
        services.AddDbContextPool<SchoolContext>(options => store.Configure(options));
        services.AddCanvasOperations().UseDbContext<SchoolContext>();
        await using var root = services.BuildServiceProvider();
        await FillAsync(root);
        var history = root.GetRequiredService<IGradebookHistory>();
        var moment = new DateTimeOffset(Start.AddDays(ChangesPerCell / 2.0));
        var (firsts, alls, peerFirsts, peerAlls) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var cells = 0;
            await foreach (var cell in history.SubmissionsAsOfAsync(School.LargeCourse, moment))
            {
                if (cells++ == 0)
                {
                    firsts.Add(clock.Elapsed.TotalMilliseconds);
                }

                if (cell.Score != ChangesPerCell / 2)
                {
                    throw new InvalidOperationException($"Submission {cell.SubmissionId} had the score {cell.Score}.");
                }
            }

            alls.Add(clock.Elapsed.TotalMilliseconds);
            await using var scope = root.CreateAsyncScope();
            var connection = scope.ServiceProvider.GetRequiredService<SchoolContext>().Database.GetDbConnection();
            clock.Restart();
            var peerCells = await HandWritten.PastGradebookAsync(connection, School.LargeCourse, moment.UtcDateTime, () => peerFirsts.Add(clock.Elapsed.TotalMilliseconds));
            peerAlls.Add(clock.Elapsed.TotalMilliseconds);
            if (cells != Cells || peerCells != Cells)
            {
                throw new InvalidOperationException($"The gradebook had {cells} cells, by hand {peerCells}.");
            }
        }

        var growth = await GrowthAsync(history, moment);
        var (first, all) = (Race.Median(firsts), Race.Median(alls));
        return
        [
            BarResult.AtMost($"{Name}: 50,000 cells over 1,000,000 changes, first row against ADO.NET", first / Race.Median(peerFirsts), 2),
            BarResult.AtMost($"{Name}: 50,000 cells over 1,000,000 changes, all against ADO.NET", all / Race.Median(peerAlls), 1.5),
            BarResult.Information($"{Name}: first row and all", $"{first:0.0}, {all:0} ms"),
            new BarResult($"{Name}: memory from the 10,000th cell to the 45,000th", $"{growth / 1024} KiB", "<= 8 MiB", growth <= MaxGrowth),
        ];
    }

    // What is held after a collection, far apart in one reading.
    private static async Task<long> GrowthAsync(IGradebookHistory history, DateTimeOffset moment)
    {
        var (cells, early, late) = (0, 0L, 0L);
        await foreach (var _ in history.SubmissionsAsOfAsync(School.LargeCourse, moment))
        {
            cells++;
            early = cells == 10_000 ? GC.GetTotalMemory(forceFullCollection: true) : early;
            late = cells == 45_000 ? GC.GetTotalMemory(forceFullCollection: true) : late;
        }

        return late - early;
    }

    private static async Task FillAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        await context.Database.EnsureCreatedAsync();
        await School.FillAsync(context);
        for (var change = 1; change <= ChangesPerCell; change++)
        {
            var (at, before) = (Start.AddDays(change), change - 1);
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "CanvasAssignmentScoreHistory" ("SubmissionId", "AssignmentId", "UserId", "CourseId", "RecordedAt", "Change", "PreviousScore", "Score")
                SELECT "Id", "AssignmentId", "UserId", "CourseId", {at}, 'changed', {before}, {change} FROM "CanvasSubmission" WHERE "CourseId" = {School.LargeCourse}
                """);
        }

        await context.Database.ExecuteSqlRawAsync("ANALYZE");
    }
}
