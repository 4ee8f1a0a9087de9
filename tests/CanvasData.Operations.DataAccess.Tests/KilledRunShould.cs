using System.Diagnostics;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>kill -9 of the process in the middle of a run: while tables are fetched and staged, and while courses are stored.</summary>
public abstract class KilledRunTests(Provider provider)
{
    private static readonly int Kills = LongRuns.Count(3, 50);

    [Fact]
    public async Task EndInTheTablesOfAnUndisturbedRun()
    {
        var random = new Random(20261130);
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 3, Students = 12, AssignmentsPerCourse = 6 });
        using var store = await TestStore.CreateAsync(provider);
        using var undisturbedStore = await TestStore.CreateAsync(provider);
        using var folder = TestFolder.Create();
        using var another = TestFolder.Create();
        await using var host = await DataAccessHost.StartAsync(canvas, store, folder);
        await using var undisturbed = await DataAccessHost.StartAsync(canvas, undisturbedStore, another);
        var killed = 0;
        for (var round = 0; killed < Kills; round++)
        {
            using var child = await TablesChild.StartAsync(canvas, store, folder);
            killed += await child.KillAsync(random, atCourse: round % 3 == 1) ? 1 : 0;
            if (round % 2 == 0 && killed < Kills)
            {
                // The next one is killed over the remains of this one.
                continue;
            }

            (await host.RunAsync()).PendingCourses.Should().Be(0);
            (await undisturbed.RunAsync()).PendingCourses.Should().Be(0);
            (await Mirror.ReadAsync(host)).Should().Equal(await Mirror.ReadAsync(undisturbed), "it was killed in round {0}", round);
            LiveOn(canvas.School, random);
        }
    }

    private static void LiveOn(SimulatedSchool school, Random random)
    {
        school.Advance(TimeSpan.FromHours(random.Next(5, 30)));
        foreach (var course in school.Courses)
        {
            var work = school.Submissions(course.Id).ToList();
            var picked = work[random.Next(work.Count)];
            school.SetScore(course.Id, picked.AssignmentId, picked.UserId, random.Next(100));
        }
    }

    /// <summary>A process that syncs the tables, and is killed.</summary>
    private sealed class TablesChild : IDisposable
    {
        private const int RequestsOfARun = 110;
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

        private readonly CanvasSimulator _canvas;
        private readonly Process _process;

        private TablesChild(CanvasSimulator canvas, Process process) => (_canvas, _process) = (canvas, process);

        public static async Task<TablesChild> StartAsync(CanvasSimulator canvas, TestStore store, TestFolder folder)
        {
            string[] arguments =
            [
                "exec", ProgramFile.Find("CanvasData.Operations.CrashHost"), "tables", $"{store.Provider}", store.ConnectionString, $"{canvas.BaseAddress}", canvas.Token,
                canvas.DataAccess.ClientId, canvas.DataAccess.ClientSecret, folder.Path,
            ];
            var child = new TablesChild(canvas, Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
            (await child.NextAsync()).Should().Be("ready");
            return child;
        }

        /// <summary>Lets it run, and kills it after some requests, or after some courses.</summary>
        /// <returns>Whether the run had not ended.</returns>
        public async Task<bool> KillAsync(Random random, bool atCourse)
        {
            var (requests, courses, before) = (random.Next(RequestsOfARun), random.Next(3), _canvas.Requests.Count);
            await _process.StandardInput.WriteLineAsync("run");
            await _process.StandardInput.FlushAsync();
            var line = NextAsync();
            while (atCourse || _canvas.Requests.Count - before < requests)
            {
                await Task.WhenAny(line, Task.Delay(1));
                if (line.IsCompleted && (await line is not { } told || told.StartsWith("runEnded", StringComparison.Ordinal) || (atCourse && courses-- == 0)))
                {
                    break;
                }

                line = line.IsCompleted ? NextAsync() : line;
            }

            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(Patience);
            var isThrough = false;
            for (var last = await line; last is not null; last = await NextAsync())
            {
                isThrough |= last.StartsWith("runEnded", StringComparison.Ordinal);
            }

            return !isThrough;
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }

        private async Task<string?> NextAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
    }
}

public sealed class KilledRunOnSqliteShould() : KilledRunTests(Provider.Sqlite);

public sealed class KilledRunOnPostgreSqlShould() : KilledRunTests(Provider.PostgreSql);
