using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Orchestration;

/// <summary>
/// Syncs, refreshes, approvals, erasures and edits of notes side by side: nothing fails but what says why, no edit is lost, and no erased
/// person comes back. CANVASDATA_LIVING_SECONDS lets it run longer.
/// </summary>
public class EverythingAtOnceShould
{
    private const int Courses = 3;
    private const int Students = 24;
    private const long FirstStudent = 7_300_001;

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task LoseNothingAndSurfaceNoDeadlock(Provider provider)
    {
        var time = TimeSpan.FromSeconds(LongRuns.Count(6, 60));
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var notes = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            notes.Add((await AskAsync<IMetadataManager, Note>(host, metadata => metadata.AddNoteAsync(new NewNote { Target = MetadataTarget.Course(1 + (i % Courses)), Author = NoteAuthor.Named("office"), Text = "0" }))).Id);
        }

        var clock = Stopwatch.StartNew();
        var failures = new ConcurrentBag<string>();
        var edits = new ConcurrentDictionary<long, int>();
        var erased = new ConcurrentBag<long>();

        // A course is fetched again with each erasure, which takes its time on a busy machine.
        var patient = new RefreshRequest { Wait = TimeSpan.FromMinutes(5) };
        var counts = new ConcurrentDictionary<string, int>();
        await Task.WhenAll(
            RepeatAsync("sync", async round =>
            {
                var report = await host.Bridge.SyncAllCoursesAsync(new SyncRequest { Strategy = round % 3 == 0 ? SyncStrategy.Full : SyncStrategy.Incremental });
                report.FailedCourses.Select(course => $"{course.CourseId}: {course.Outcome} {course.Failure?.Message}").Should().BeEmpty();
            }),
            RepeatAsync("refresh", async round =>
            {
                var student = FirstStudent + (round % Students);
                await host.Services.GetRequiredService<ICanvasRefresh>().RefreshSubmissionAsync(1 + (round % Courses), 100 + 1 + (round % Courses), student, patient);
            }),
            RepeatAsync("approval", async round =>
            {
                await AskAsync<ILifecycleManager, LifecycleChange>(host, life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [300 + 1 + (round % Courses)], "old"));
                await AskAsync<ILifecycleManager, LifecycleChange>(host, life => life.ApproveDeletionAsync(CanvasObjectTypes.Assignment, [300 + 1 + (round % Courses)], "office"));
                await AskAsync<ILifecycleManager, LifecycleChange>(host, life => life.CancelDeletionAsync(CanvasObjectTypes.Assignment, [300 + 1 + (round % Courses)], "office"));
            }),
            RepeatAsync("erasure", async round =>
            {
                if (round < Students / 2)
                {
                    await AskAsync<IPersonalData, PersonErasure>(host, personal => personal.ErasePersonAsync(FirstStudent + round));
                    erased.Add(FirstStudent + round);
                }

                await Task.Delay(200);
            }),
            RepeatAsync("edit", EditAsync),
            RepeatAsync("edit too", EditAsync));
        await host.SyncAsync();

        failures.Should().BeEmpty();
        counts.Keys.Should().HaveCount(6);
        foreach (var note in await host.RowsAsync<CanvasNote>())
        {
            note.Text.Should().Be(edits.GetValueOrDefault(note.Id).ToString(CultureInfo.InvariantCulture), "each edit added one");
        }

        (await host.RowsAsync<CanvasNoteRevision>()).Should().HaveCount(edits.Values.Sum());
        erased.Should().NotBeEmpty();
        var left = await host.TablesAsync();
        left.Remove(nameof(CanvasErasedPerson));
        left.Values.SelectMany(rows => rows).Where(row => erased.Any(id => row.Contains($"{id}", StringComparison.Ordinal))).Should().BeEmpty();
        var verified = await host.Pipeline.VerifyAsync(new VerificationRequest { AgainstCanvas = true });
        verified.Succeeded.Should().BeTrue(verified.ToString());

        async Task EditAsync(int round)
        {
            var note = notes[round % notes.Count];
            try
            {
                await AskAsync<IMetadataManager, Note>(host, async metadata =>
                {
                    var read = (await metadata.SearchNotesAsync(new NoteSearch { Reader = NoteReader.Staff() })).Rows.Single(one => one.Id == note);
                    var next = int.Parse(read.Text, CultureInfo.InvariantCulture) + 1;
                    return await metadata.EditNoteAsync(note, new NoteEdit { Version = read.Version, Editor = NoteAuthor.Named("office"), Text = next.ToString(CultureInfo.InvariantCulture) });
                });
                edits.AddOrUpdate(note, 1, (_, count) => count + 1);
            }
            catch (EditConflictException)
            {
                // The other editor was faster: nothing was written.
            }
        }

        async Task RepeatAsync(string what, Func<int, Task> work)
        {
            await Task.Yield();
            for (var round = 0; clock.Elapsed < time; round++)
            {
                try
                {
                    await work(round);
                    counts.AddOrUpdate(what, 1, (_, count) => count + 1);
                }
                catch (Exception error)
                {
                    failures.Add($"{what} {round}: {error.Message}");
                    return;
                }
            }
        }
    }

    private static ScriptedCanvas Canvas()
    {
        var canvas = new ScriptedCanvas();
        for (var id = 1; id <= Courses; id++)
        {
            var course = canvas.AddCourse(id).AddSection(id).AddAssignment(100 + id).AddAssignment(300 + id);
            for (var i = 0; i < Students; i++)
            {
                var student = FirstStudent + i;
                course.Enroll((10_000 * id) + i, student, section: id)
                    .AddSubmission((100_000 * id) + i, 100 + id, student, ",\"workflow_state\":\"graded\",\"score\":8,\"graded_at\":\"2026-02-01T00:00:00Z\",\"posted_at\":\"2026-02-01T00:00:00Z\"");
            }
        }

        return canvas;
    }

    private static async Task<TResult> AskAsync<TService, TResult>(TestHost<SchoolContext> host, Func<TService, Task<TResult>> ask) where TService : notnull
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
