using System.Globalization;
using CanvasData.Operations.Benchmarks.Sources;
using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>
/// How many requests a school costs: 40 courses that may be read and one that is restricted, 60 students, 20 assignments.
/// Counts do not depend on the machine, so that they are compared with those of an earlier build as constants.
/// </summary>
internal sealed class RequestsBar : Bar
{
    private const int Courses = 40;
    private const int Nights = 7;

    // Measured with build ae4131e on the same school, before lists had a rhythm of their own.
    private const int QuietBefore = 498;
    private const int WeekBefore = 6_373;

    private static readonly CanvasSimulatorOptions School = new() { Courses = Courses, Students = 60, AssignmentsPerCourse = 20 };

    public override string Name => "requests";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        var quiet = await QuietAsync();
        var week = await WeekAsync();
        var concluded = await ConcludedAsync();
        return
        [
            Count("incremental, nothing changed, requests a course", quiet.Again / (double)(Courses + 1), 4.5),
            Share("incremental, nothing changed, share of build ae4131e", quiet.Again, QuietBefore, 0.4),
            Share("a week of nights in a living school, share of build ae4131e", week, WeekBefore, 0.35),
            Count("a concluded course, passes in 90 nights after its last", concluded, 4),
            Count("first sync, requests a course", quiet.First / (double)(Courses + 1), 12),
        ];
    }

    private static async Task<(long First, long Again)> QuietAsync()
    {
        await using var canvas = await CanvasSimulator.StartAsync(School);
        await using var school = await SyncedSchool.StartAsync(canvas);
        return (await school.SyncAsync(), await school.SyncAsync());
    }

    private static async Task<long> WeekAsync()
    {
        await using var canvas = await CanvasSimulator.StartAsync(School);
        await using var school = await SyncedSchool.StartAsync(canvas);
        await school.SyncAsync();
        var requests = 0L;
        for (var night = 1; night <= Nights; night++)
        {
            canvas.School.Advance(TimeSpan.FromDays(1));
            school.Advance(TimeSpan.FromDays(1));
            requests += await school.SyncAsync();
        }

        return requests;
    }

    private static async Task<long> ConcludedAsync()
    {
        await using var canvas = await CanvasSimulator.StartAsync(School with { Courses = 12, Students = 12 });
        await using var school = await SyncedSchool.StartAsync(canvas);
        var concluded = canvas.School.Courses.First(course => course.WorkflowState == "completed").Id;
        await school.SyncAsync();
        var passes = 0L;
        for (var night = 1; night <= 90; night++)
        {
            school.Advance(TimeSpan.FromDays(1));
            passes += await school.AsksAsync(concluded) ? 1 : 0;
        }

        return passes;
    }

    private static BarResult Count(string name, double measured, double bar) =>
        new($"requests: {name}", measured.ToString("0.0", CultureInfo.InvariantCulture), $"<= {bar.ToString("0.0", CultureInfo.InvariantCulture)}", measured <= bar);

    private static BarResult Share(string name, long requests, int before, double bar) =>
        new($"requests: {name}", $"{requests:N0} of {before:N0}", $"<= {bar.ToString("0.00", CultureInfo.InvariantCulture)}", requests <= bar * before);
}
