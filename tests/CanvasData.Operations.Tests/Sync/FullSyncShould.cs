using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Sync;

public class FullSyncShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 6, Students = 40, AssignmentsPerCourse = 14 };

    /// <summary>Every shape of a real school at least once: weighted periods, checkpoints, limited modules, lists that answer 404.</summary>
    private static readonly CanvasSimulatorOptions Real = new() { Courses = 20, Students = 60, AssignmentsPerCourse = 20, RealShapes = true };

    [Theory]
    [InlineData(Provider.Sqlite, false)]
    [InlineData(Provider.Sqlite, true)]
    [InlineData(Provider.PostgreSql, false)]
    [InlineData(Provider.PostgreSql, true)]
    [InlineData(Provider.InMemory, false)]
    public async Task StoreExactlyWhatTheSchoolHoldsAndFollowItAsItLives(Provider provider, bool real)
    {
        await using var canvas = await CanvasSimulator.StartAsync(real ? Real : Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        var before = SchoolOracle.Of(canvas);

        var first = await host.SyncAsync();

        await host.UseAsync(async context => { await before.AssertStoredAsync(context); return true; });
        foreach (var (table, rows) in before.Tables)
        {
            var (added, changed, unchanged, missing) = Counts(first, table);
            (added, changed, missing).Should().Be((rows.Count, 0, 0), table);
            (unchanged == 0 || !OfOneCourse.Contains(table)).Should().BeTrue("only what courses share can be met twice");
        }

        var notFound = canvas.School.Courses.Where(course => !course.AccessRestrictedByDate).ToDictionary(course => course.Id, course => canvas.School.Modules(course.Id).Count(module => module.ItemsAreNotFound));
        first.Courses.Should().OnlyContain(course => course.RejectedCount == notFound.GetValueOrDefault(course.CourseId) && course.UnknownFields.Count == 0 && course.HistoryRows <= 1);
        var ever = before.Tables.ToDictionary(pair => pair.Key, pair => pair.Value.Keys.ToHashSet());

        foreach (var days in (int[])[7, 1, 30])
        {
            canvas.School.Advance(TimeSpan.FromDays(days));
            var after = SchoolOracle.Of(canvas);

            var report = await host.SyncAsync();

            await host.UseAsync(async context => { await after.AssertStoredAsync(context); return true; });
            foreach (var table in OfOneCourse)
            {
                Counts(report, table).Should().Be(after.Counts(before, id => ever[table].Contains(id), table), $"{table} after {days} days");
                ever[table].UnionWith(after.Rows(table).Keys);
            }

            before = after;
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task WriteNothingWhenNothingChanged(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = await host.UseAsync(context => RowText.TablesAsync(context));

        var report = await host.SyncAsync();

        var after = await host.UseAsync(context => RowText.TablesAsync(context));
        report.RowsWritten.Should().Be(0);
        report.Courses.Should().OnlyContain(course => course.HistoryRows == 0);
        report.Rows.Values.Should().OnlyContain(counts => counts.Added == 0 && counts.Changed == 0 && counts.Missing == 0);
        report.Rows.Values.Sum(counts => counts.Unchanged).Should().BePositive();
        foreach (var table in before.Keys.Where(table => table is not ("CanvasCourseLease" or "CanvasSyncRun")))
        {
            after[table].Should().Equal(before[table], table);
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task StoreTheSameWhenRowsGoThroughATemporaryFile(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 40, AssignmentsPerCourse = 20 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, options => (options.Sync.MemoryRows, options.Sync.BatchRows) = (100, 130));

        await host.SyncAsync();
        canvas.School.Advance(TimeSpan.FromDays(7));
        await host.SyncAsync();
        var third = await host.SyncAsync();

        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
        third.RowsWritten.Should().Be(0);
        // Other tests have files of their own there for a while.
        var left = Directory.GetFiles(Path.GetTempPath(), "canvasdata-*.spool");
        for (var wait = 0; wait < 600 && left.Any(File.Exists); wait++)
        {
            await Task.Delay(100);
        }

        left.Where(File.Exists).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task AskForEachCollectionOnce(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.SyncAsync();

        canvas.Requests.All.Select(request => request.PathAndQuery).Should().OnlyHaveUniqueItems();
        report.Requests.Should().Be(canvas.Requests.Count);
        report.Courses.Sum(course => course.Requests).Should().Be(
            report.Requests - canvas.Requests.All.Count(request => !request.PathAndQuery.Contains("/courses/", StringComparison.Ordinal)),
            "the list of courses and what belongs to the account are the run's own");
    }

    private static readonly string[] OfOneCourse =
    [
        nameof(CanvasCourse), nameof(CanvasSection), nameof(CanvasEnrollment), nameof(CanvasLatePolicy), nameof(CanvasAssignmentGroup),
        nameof(CanvasAssignment), nameof(CanvasAssignmentOverride), nameof(CanvasSubmission), nameof(CanvasModule), nameof(CanvasModuleItem),
    ];

    private static (int, int, int, int) Counts(SyncReport report, string table) => report.Rows.TryGetValue(table, out var counts)
        ? ((int)counts.Added, (int)counts.Changed, (int)counts.Unchanged, (int)counts.Missing)
        : (0, 0, 0, 0);
}
