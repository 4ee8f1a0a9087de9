using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.History;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.History;

public class HistoryRowsShould
{
    // Clocks are set back, and two hosts never agree: what came later must not be told before.
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task StandInTheOrderOfTheSyncsWhenTheClockIsSetBack(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(2, 3).AddAssignment(4).AddSubmission(5, 4, 3, ""","score":1""");
        var time = new ShiftedTime();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        var moments = new List<DateTime>();
        for (var score = 1; score <= 4; score++)
        {
            course.Submissions[0] = $$"""{"id":5,"assignment_id":4,"user_id":3,"score":{{score}}}""";
            await host.SyncAsync();
            moments.Add((await host.RowsAsync<CanvasCourseLease>()).Single().LastSyncedAt!.Value);
            time.Advance(TimeSpan.FromHours(-1));
        }

        moments.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        var history = (await host.RowsAsync<CanvasAssignmentScoreHistory>()).OrderBy(row => row.Id).ToList();
        history.Select(row => row.RecordedAt).Should().Equal(moments.Skip(1));
        (await host.Services.GetRequiredService<IGradebookHistory>().SubmissionsAsOfAsync(1, moments[1]).ToListAsync()).Should().ContainSingle().Which.Score.Should().Be(2);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task RecordEachChangeOnceWithWhatWasBefore(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(2, 3, ""","grades":{"current_score":50,"final_score":null}""").AddAssignment(4).AddSubmission(5, 4, 3, ""","score":null,"late":false""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        (await host.RowsAsync<CanvasGradeHistory>()).Should().BeEmpty("a first observation is the row itself");

        foreach (var (score, current) in ((string, string)[])[("0", "0"), ("0", "0"), ("12.5", "104.5"), ("null", "104.5"), ("null", "null")])
        {
            course.Submissions[0] = $$"""{"id":5,"assignment_id":4,"user_id":3,"score":{{score}},"late":false}""";
            course.Enrollments.Clear();
            course.Enroll(2, 3, $$$""","last_activity_at":"2026-01-0{{{Math.Max(1, score.Length)}}}T00:00:00Z","grades":{"current_score":{{{current}}},"final_score":null}""");
            await host.SyncAsync();
            await host.SyncAsync();
        }

        var scores = (await host.RowsAsync<CanvasAssignmentScoreHistory>()).OrderBy(row => row.Id).ToList();
        scores.Select(row => (row.PreviousScore, row.Score)).Should().Equal((null, 0), (0, 12.5), (12.5, null));
        scores.Should().OnlyContain(row => row.SubmissionId == 5 && row.AssignmentId == 4 && row.UserId == 3 && row.CourseId == 1 && row.Change == HistoryChange.Changed && row.Late == false && row.PreviousLate == false);
        var grades = (await host.RowsAsync<CanvasGradeHistory>()).OrderBy(row => row.Id).ToList();
        grades.Select(row => (row.PreviousCurrentScore, row.CurrentScore)).Should().Equal((50, 0), (0, 104.5), (104.5, null));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task RefuseToBeChangedOrDeleted(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        await host.ChangeAsync(context =>
        {
            context.AddRange(
                new CanvasGradeHistory { EnrollmentId = 1, RecordedAt = DateTime.UtcNow, CurrentScore = 1 },
                new CanvasAssignmentScoreHistory { SubmissionId = 1, RecordedAt = DateTime.UtcNow, Score = 1 },
                new CanvasCourseSnapshot { CourseId = 1, RecordedAt = DateTime.UtcNow });
            return Task.CompletedTask;
        });
        var before = await host.TablesAsync();

        await RefusedAsync<CanvasGradeHistory>(host, row => row.CurrentScore = 2, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.CurrentScore, 2)));
        await RefusedAsync<CanvasAssignmentScoreHistory>(host, row => row.Score = 2, rows => rows.Where(row => row.Score > 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.Score, 2)));
        await RefusedAsync<CanvasCourseSnapshot>(host, row => row.TotalStudents = 2, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.TotalStudents, 2)));

        (await host.TablesAsync()).ShouldHoldTheCellsOf(before);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task CountACourseAfterEachSyncThatChangedIt(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 25, AssignmentsPerCourse = 8 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Grading.PassingScore = 70);
        await host.SyncAsync();
        await AssertLastAsync(1);
        (await host.RowsAsync<CanvasEnrollment>()).Where(row => row.Type == "StudentEnrollment").GroupBy(row => row.UserId).Should().Contain(group => group.Count() == 2);

        await host.SyncAsync();
        await AssertLastAsync(1);

        canvas.School.Advance(TimeSpan.FromDays(20));
        await host.SyncAsync();
        await AssertLastAsync(2);

        async Task AssertLastAsync(int count)
        {
            var snapshots = (await host.RowsAsync<CanvasCourseSnapshot>()).OrderBy(row => row.Id).ToList();
            snapshots.Should().HaveCount(count);
            var last = snapshots[^1];
            var students = (await host.RowsAsync<CanvasEnrollment>()).Where(row => row is { Type: "StudentEnrollment", MissingSince: null }).ToList();
            var submissions = (await host.RowsAsync<CanvasSubmission>()).Where(row => row.MissingSince == null).ToList();
            var assignments = (await host.RowsAsync<CanvasAssignment>()).Where(row => row.MissingSince == null).ToList();
            var scores = students.Where(row => row.EnrollmentState == "active").GroupBy(row => row.UserId).Select(group => group.First().CurrentScore).OfType<double>().Order().ToList();
            last.TotalStudents.Should().Be(students.Select(row => row.UserId).Distinct().Count());
            last.ActiveStudents.Should().Be(students.Where(row => row.EnrollmentState == "active").Select(row => row.UserId).Distinct().Count());
            (last.TotalAssignments, last.PublishedAssignments).Should().Be((assignments.Count, assignments.Count(row => row.Published == true)));
            last.GradedAssignments.Should().Be(submissions.Where(row => row.Score != null).Select(row => row.AssignmentId).Distinct().Count());
            last.PendingGrading.Should().Be(submissions.Count(row => row.WorkflowState is "submitted" or "pending_review"));
            last.AverageScore.Should().BeApproximately(scores.Average(), 1e-9);
            last.MedianScore.Should().BeApproximately(scores.Count % 2 == 1 ? scores[scores.Count / 2] : (scores[(scores.Count / 2) - 1] + scores[scores.Count / 2]) / 2, 1e-9);
            last.PassingRate.Should().BeApproximately(scores.Count(score => score >= 70) / (double)scores.Count, 1e-9);
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SayNothingOfScoresInACourseThatHasNone(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(2, 3);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        await host.SyncAsync();

        var snapshot = (await host.RowsAsync<CanvasCourseSnapshot>()).Single();
        (snapshot.AverageScore, snapshot.MedianScore, snapshot.PassingRate).Should().Be((null, null, null));
        snapshot.ActiveStudents.Should().Be(1);
    }

    private static async Task RefusedAsync<T>(TestHost<SchoolContext> host, Action<T> change, Func<IQueryable<T>, Task<int>> update) where T : class
    {
        await Refused(async context => { change(await context.Set<T>().SingleAsync()); await context.SaveChangesAsync(); });
        await Refused(async context => { context.Remove(await context.Set<T>().SingleAsync()); await context.SaveChangesAsync(); });
        await Refused(async context => { context.Update(await context.Set<T>().AsNoTracking().SingleAsync()); context.SaveChanges(); });
        await Refused(context => update(context.Set<T>()));
        await Refused(context => context.Set<T>().ExecuteDeleteAsync());
        await Refused(context => Task.FromResult(context.Set<T>().ExecuteDelete()));

        async Task Refused(Func<SchoolContext, Task> act)
        {
            var refused = await host.Awaiting(h => h.UseAsync(async context => { await act(context); return true; })).Should().ThrowAsync<AppendOnlyException>();
            refused.Which.Message.Should().Contain(typeof(T).Name);
            refused.Which.Remedy.Should().NotBeEmpty();
        }
    }
}
