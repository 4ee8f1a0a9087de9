using System.Globalization;
using System.Text.Json;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>
/// A school over Canvas Data 2 (the Data Access Platform) and over REST, each into an empty PostgreSQL. After the snapshot comes a day on
/// which 8 % of the submissions are graded again. The simulator answers at once, and starts of jobs are not limited.
/// </summary>
internal sealed class TablesBar(int submissions) : Bar
{
    private const int AssignmentsPerCourse = 20, CoursesPerStudent = 5, StudentsPerCourse = 250;

    public override string Name => $"dap, {submissions:N0} submissions";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("canvas-data-bar-");
        try
        {
            return await MeasureAsync(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<IReadOnlyList<BarResult>> MeasureAsync(string folder)
    {
        await using var server = await PostgresServer.StartAsync();
        var students = submissions / AssignmentsPerCourse / CoursesPerStudent;
        using var simulator = await ChildProcess.StartAsync("simulator", Text(students * CoursesPerStudent / StudentsPerCourse), Text(students), Text(AssignmentsPerCourse));
        var address = simulator.FirstLine.Split(' ');
        using var overRest = await ChildProcess.StartAsync("school", address[0], address[1], await server.CreateDatabaseAsync());
        var rest = Read(overRest.FirstLine);
        using var overTables = await ChildProcess.StartAsync("tables", address[0], address[2], address[3], await server.CreateDatabaseAsync(), folder);
        var snapshot = Read(overTables.FirstLine);

        // Not every student of a school stays in every course.
        if (snapshot.Submissions < submissions * 9L / 10 || snapshot.Submissions != rest.Submissions)
        {
            throw new InvalidOperationException($"Over REST {rest.Submissions} submissions came, over the tables {snapshot.Submissions}.");
        }

        var regraded = int.Parse(await simulator.AskAsync("day"), CultureInfo.InvariantCulture);
        var day = Read(await overTables.AskAsync("again"));
        if (day.Submissions < regraded * 9L / 10)
        {
            throw new InvalidOperationException($"{regraded} submissions were graded again, and {day.Submissions} changed.");
        }

        return
        [
            BarResult.AtMost($"{Name}: snapshot, time of the REST sync", snapshot.Seconds / rest.Seconds, 0.5),
            BarResult.AtMost($"{Name}: a day's changes, time of the snapshot", day.Seconds / snapshot.Seconds, 0.1),
            new BarResult($"{Name}: a day's changes, most requests for a table", $"{day.Requests}", "<= 6", day.Requests <= 6),
            new BarResult($"{Name}: peak working set, snapshot", $"{snapshot.PeakMiB} MiB", "<= 300 MB", snapshot.PeakMiB * 1.048576 <= 300),
            new BarResult($"{Name}: peak working set, with a day after it", $"{day.PeakMiB} MiB", "<= 300 MB", day.PeakMiB * 1.048576 <= 300),
            BarResult.Information($"{Name}: seconds over REST, snapshot, day", string.Create(CultureInfo.InvariantCulture, $"{rest.Seconds:0.0}, {snapshot.Seconds:0.0}, {day.Seconds:0.0}")),
            BarResult.Information($"{Name}: most requests for a table, snapshot", $"{snapshot.Requests}"),
        ];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static TablesFigures Read(string line) => JsonSerializer.Deserialize<TablesFigures>(line)!;
}

/// <summary>What the syncing process says of one run.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Submissions">The submissions that were added or changed.</param>
/// <param name="Requests">The most requests for one table; 0 over REST.</param>
/// <param name="PeakMiB">The peak of the working set so far.</param>
internal sealed record TablesFigures(double Seconds, long Submissions, long Requests, long PeakMiB);
