using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Refresh;

/// <summary>A refresh beside syncs and other refreshes of the same course, in hosts of their own.</summary>
public class RefreshRaceShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task WaitForASyncThatHasReadTheOlderValueAndWriteAfterIt(Provider provider)
    {
        var (canvas, course) = RefreshShould.School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await using var other = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        Score(course, 6);
        var (read, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var once = true;
        canvas.Before = async (what, _, token) =>
        {
            // The last list: the submissions have been read.
            if (what == "modules" && once)
            {
                once = false;
                read.SetResult();
                await goOn.Task.WaitAsync(token);
            }
        };

        var sync = host.SyncCourseAsync(1);
        await read.Task;
        Score(course, 9);
        (await RefreshShould.Refresh(other).Invoking(one => one.RefreshSubmissionAsync(1, 10, 5, new RefreshRequest { Wait = TimeSpan.Zero })).Should().ThrowAsync<CourseBusyException>())
            .Which.Should().BeEquivalentTo(new { CourseId = 1L, IsTransient = true }).And.Match<CourseBusyException>(error => error.HeldBy != null && !error.Message.Contains(error.HeldBy));
        var refresh = RefreshShould.Refresh(other).RefreshSubmissionAsync(1, 10, 5, new RefreshRequest { Wait = TimeSpan.FromMinutes(5) });
        await Task.Delay(50);
        refresh.IsCompleted.Should().BeFalse();
        goOn.SetResult();
        await sync;

        (await refresh).Outcome.Should().Be(RefreshOutcome.Updated);
        (await ScoreAsync(host)).Should().Be(9);
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).OrderBy(row => row.RecordedAt).Select(row => (row.PreviousScore, row.Score)).Should().Equal((5, 6), (6, 9));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task HoldOffASyncThatThenReadsTheNewerValue(Provider provider)
    {
        var (canvas, course) = RefreshShould.School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await using var other = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        Score(course, 6);
        var (read, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var once = true;
        canvas.Before = async (what, _, token) =>
        {
            if (what == "submissions" && once)
            {
                once = false;
                read.SetResult();
                await goOn.Task.WaitAsync(token);
            }
        };

        var refresh = RefreshShould.Refresh(host).RefreshSubmissionAsync(1, 10, 5);
        await read.Task;
        var sync = other.SyncCourseAsync(1);
        await Task.Delay(50);
        sync.IsCompleted.Should().BeFalse("a refresh is soon done");
        goOn.SetResult();
        await refresh;
        await sync;

        (await ScoreAsync(host)).Should().Be(6);
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().ContainSingle();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KeepTheNewestValueAndEachChangeOnceAmongManyOfTheSameObject(Provider provider)
    {
        var (canvas, course) = RefreshShould.School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await using var other = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var patient = new RefreshRequest { Wait = TimeSpan.FromMinutes(5) };
        for (var score = 6; score < 16; score++)
        {
            Score(course, score);
            await Task.WhenAll(
                RefreshShould.Refresh(host).RefreshSubmissionAsync(1, 10, 5, patient), RefreshShould.Refresh(other).RefreshSubmissionAsync(1, 10, 5, patient),
                RefreshShould.Refresh(host).RefreshStudentAsync(1, 5, patient), RefreshShould.Refresh(other).RefreshSubmissionAsync(1, 10, 6, patient),
                score % 3 == 0 ? other.Bridge.SyncCourseAsync(1) : Task.CompletedTask);
            (await ScoreAsync(host)).Should().Be(score);
        }

        var history = (await host.RowsAsync<CanvasAssignmentScoreHistory>()).OrderBy(row => row.RecordedAt).ToList();
        history.Select(row => row.Score).Should().Equal(Enumerable.Range(6, 10).Select(score => (double?)score));
        history.Select(row => row.RecordedAt).Should().OnlyHaveUniqueItems();
        (await RefreshShould.LeaseAsync(host, 1)).LeaseUntil.Should().BeNull();
    }

    [Fact]
    public async Task GiveTheCourseBackWhenItIsCanceledOrFails()
    {
        var (canvas, _) = RefreshShould.School();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        using var stop = new CancellationTokenSource();
        canvas.Before = async (what, _, token) =>
        {
            if (what == "submissions")
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
            }
        };

        await RefreshShould.Refresh(host).Invoking(one => one.RefreshSubmissionAsync(1, 10, 5, cancellationToken: stop.Token)).Should().ThrowAsync<OperationCanceledException>();
        (await RefreshShould.LeaseAsync(host, 1)).Should().BeEquivalentTo(new { LeaseUntil = (DateTime?)null, LastError = (string?)null });
        canvas.Before = (_, _, _) => throw new CanvasUnavailableException("Away.", "Wait.");
        await RefreshShould.Refresh(host).Invoking(one => one.RefreshSubmissionAsync(1, 10, 5)).Should().ThrowAsync<CanvasUnavailableException>();
        (await RefreshShould.LeaseAsync(host, 1)).Should().BeEquivalentTo(new { LeaseUntil = (DateTime?)null, LastError = (string?)null }, "the course has not failed");
        canvas.Before = (_, _, _) => Task.CompletedTask;
        (await RefreshShould.Refresh(host).RefreshSubmissionAsync(1, 10, 5)).Outcome.Should().Be(RefreshOutcome.Unchanged);
    }

    private static void Score(ScriptedCourse course, int score)
    {
        lock (course)
        {
            course.Submissions[0] = $$"""{"id":101,"assignment_id":10,"user_id":5,"score":{{score}} }""";
        }
    }

    private static async Task<double?> ScoreAsync(TestHost<SchoolContext> host) => (await host.RowsAsync<CanvasSubmission>()).Single(row => row.Id == 101).Score;
}
