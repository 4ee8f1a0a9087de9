using System.Data;
using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>A database that is busy, gone for a while, or at work for someone else; a disk that is full.</summary>
public sealed class TroubledDatabaseShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 4, Students = 16, AssignmentsPerCourse = 6 };

    [Fact]
    public async Task BeWaitedForWhenAnotherProgramWritesToTheFile()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await SyncHost.StartAsync(canvas, store);
        await using var foreign = new SqliteConnection(store.ConnectionString);
        await foreign.OpenAsync();
        var writing = await foreign.BeginTransactionAsync(IsolationLevel.Serializable);

        // SQLite knows no asynchronous waiting.
        var sync = Task.Run(() => host.Bridge.SyncAllCoursesAsync());
        await Task.Delay(TimeSpan.FromSeconds(3));
        sync.IsCompleted.Should().BeFalse();
        await writing.RollbackAsync();

        (await sync).SyncedAll().Should().BeTrue();
        await host.ShouldMirrorAsync(canvas.School, "another program held the file for three seconds");
    }

    [Fact]
    public async Task BeFoundAgainAfterACrash()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var undisturbedStore = await TestStore.CreateAsync(Provider.Sqlite);
        await using var undisturbed = await SyncHost.StartAsync(canvas, undisturbedStore);
        await using var host = await SyncHost.StartAsync(canvas, TestStore.Existing(
            Provider.PostgreSql, await server.CreateDatabaseAsync() + ";Options=-c synchronous_commit=on"));
        for (var round = 0; round < 4; round++)
        {
            var crash = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var phase = round;
            var sync = host.Bridge.SyncAllCoursesAsync(new Heard(happened =>
            {
                if (happened is CourseSyncStarted && phase == 0 || happened is CourseRowsFetched && phase == 1 || happened is CourseSyncWriting && phase == 2 || happened is CourseSyncEnded && phase == 3)
                {
                    crash.TrySetResult();
                }
            }));
            await crash.Task;
            await server.CrashAsync();

            var report = await sync;
            report.Failure.Should().BeNull();
            report.Courses.Should().NotContain(course => course.Outcome == CourseSyncOutcome.Failed && !course.Failure!.IsTransient, "the next run may well succeed");
            if (!report.SyncedAll())
            {
                (await host.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
            }

            (await undisturbed.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
            (await host.AllRowsAsync()).ShouldBeTheRows(await undisturbed.AllRowsAsync(), $"the server crashed in phase {round}");
            canvas.School.Advance(TimeSpan.FromDays(7));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BeWaitedForWhileItsServerRestarts(bool retryingHost)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        var store = TestStore.Existing(Provider.PostgreSql, await server.CreateDatabaseAsync() + ";Options=-c synchronous_commit=on");
        await using var host = await SyncHost.StartAsync(canvas, store, builder => builder.Services.ConfigureDbContext<SchoolContext>(options =>
            _ = retryingHost ? options.UseNpgsql(store.ConnectionString, npgsql => npgsql.EnableRetryOnFailure(2, TimeSpan.FromMilliseconds(100), null)) : options));
        (await host.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
        for (var round = 0; round < 2; round++)
        {
            canvas.School.Advance(TimeSpan.FromDays(2));
            var crash = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var phase = round;
            var sync = host.Bridge.SyncAllCoursesAsync(new Heard(happened =>
            {
                if ((happened is CourseSyncWriting && phase == 0) || (happened is CourseSyncStarted && phase == 1))
                {
                    crash.TrySetResult();
                }
            }));
            await crash.Task;
            await server.CrashAsync(away: TimeSpan.FromSeconds(2));

            var report = await sync;

            report.SyncedAll().Should().BeTrue("{0}", report);
        }

        await host.ShouldMirrorAsync(canvas.School, "the server was away for two seconds");
    }

    // The spool needs far more than the disk has; whatever is written last, a buffer of a spool or SQLite's own file, the text names the folder.
    [Fact]
    public async Task NotConcernCoursesThatFitWhenTheTemporaryDiskIsFull()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 8, AssignmentsPerCourse = 5 });
        var (large, small) = (canvas.School.Courses[0].Id, canvas.School.Courses[1].Id);
        for (var i = 0; i < 500; i++)
        {
            canvas.School.AddStudent(large);
        }

        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using (var child = CrashChild.StartOnSmallDisk(canvas, store, kilobytes: 128))
        {
            await child.SyncAsync();
            var ended = (await child.ToTheEndAsync()).Where(line => line.StartsWith("courseEnded", StringComparison.Ordinal)).ToList();

            ended.Should().ContainSingle(line => line.StartsWith($"courseEnded {small} Succeeded", StringComparison.Ordinal));
            ended.Should().ContainSingle(line => line.StartsWith($"courseEnded {large} Failed", StringComparison.Ordinal)).Which.Should().Contain("TMPDIR").And.Contain("MemoryRows");
        }

        await using var host = await SyncHost.StartAsync(canvas, store);
        (await host.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
        await host.ShouldMirrorAsync(canvas.School, "the disk was full");
    }

    // Between the moment a course reads its rows and the moment it marks the vanished ones, another course takes one over.
    [Fact]
    public async Task LeaveRowsAloneThatMovedToAnotherCourseMeanwhile()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var canvas = new ListedCanvas { Enrollments = { [1] = [(11, 100), (12, 101), (13, 102)], [2] = [] } };
        await using var other = await canvas.HostAsync(store);
        var looks = 0;
        await using var host = await canvas.HostAsync(store, configure: builder => builder.Services.ConfigureDbContext<SchoolContext>(options => options.AddInterceptors(new BeforeLook(async () =>
        {
            if (Interlocked.Increment(ref looks) == 1)
            {
                (await other.Bridge.SyncCourseAsync(2)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
            }
        }))));
        (await other.Bridge.SyncCourseAsync(1)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        canvas.Enrollments[1] = [(11, 100), (12, 101)];
        canvas.Enrollments[2] = [(13, 102)];

        (await host.Bridge.SyncCourseAsync(1)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);

        looks.Should().BePositive("the vanished rows are loaded after their keys were read");
        var moved = await host.UseAsync(context => context.Set<CanvasEnrollment>().SingleAsync(row => row.Id == 13));
        (moved.CourseId, moved.MissingSince).Should().Be((2, null));
    }

    private sealed class Heard(Action<SyncEvent> hear) : IProgress<SyncEvent>
    {
        public void Report(SyncEvent value) => hear(value);
    }

    /// <summary>Does something before enrollments are loaded by their ids.</summary>
    private sealed class BeforeLook(Func<Task> work) : DbCommandInterceptor
    {
        public override async ValueTask<InterceptionResult<System.Data.Common.DbDataReader>> ReaderExecutingAsync(
            System.Data.Common.DbCommand command, CommandEventData eventData, InterceptionResult<System.Data.Common.DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("FROM \"CanvasEnrollment\"", StringComparison.Ordinal) && command.CommandText.Contains("\"Id\" = ANY", StringComparison.Ordinal))
            {
                await work();
            }

            return result;
        }
    }
}
