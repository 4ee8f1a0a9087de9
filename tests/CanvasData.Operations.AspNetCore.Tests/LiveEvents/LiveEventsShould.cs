using System.Globalization;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CanvasData.Operations.AspNetCore.Tests.LiveEvents.GradedWork;

namespace CanvasData.Operations.AspNetCore.Tests.LiveEvents;

public sealed class LiveEventsShould
{
    private static readonly CanvasSimulatorOptions SmallSchool = new() { Courses = 4, Students = 30, AssignmentsPerCourse = 6 };

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BringAGradeIntoItsRow(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(SmallSchool);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LiveEventHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.LiveEvents.SendTo(host.Address);

        var (course, submission) = Graded(canvas, place: 0);
        canvas.School.SetScore(course, submission.AssignmentId, submission.UserId, 7.25);

        await Wait.UntilAsync(async () => await ScoreAsync(host, submission.Id) == 7.25, "the event should bring the score");
        await canvas.LiveEvents.FlushAsync();
        canvas.LiveEvents.Sent.Select(one => one.Status).Should().AllSatisfy(status => status.Should().BeOneOf(202, 204));
        await host.UntilNothingWaitsAsync();
        (await host.UseAsync(database => database.Set<CanvasAssignmentScoreHistory>().AnyAsync(row => row.SubmissionId == submission.Id))).Should().BeTrue("a refresh keeps history");
    }

    [Fact]
    public async Task BringEveryKindOfChange()
    {
        await using var canvas = await CanvasSimulator.StartAsync(SmallSchool);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await LiveEventHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.LiveEvents.SendTo(host.Address);
        var courses = canvas.School.Courses.Select(one => one.Id).ToList();
        courses.Should().Contain(id => id > 10_000_000_000_000, "a course of another shard is among them");

        foreach (var course in courses)
        {
            var assignments = canvas.School.Assignments(course).Where(one => one.WorkflowState == "published").ToList();
            var enrollment = canvas.School.Enrollments(course).First(one => one is { Type: "StudentEnrollment", State: "active" });
            var renamed = canvas.School.Enrollments(course).Last(one => one is { Type: "StudentEnrollment", State: "active" }).UserId;
            canvas.School.RenameAssignment(course, assignments[0].Id, "Renamed");
            canvas.School.DeleteAssignment(course, assignments[1].Id);
            canvas.School.DeleteEnrollment(enrollment.Id);
            var arrived = canvas.School.AddStudent(course).Id;
            canvas.School.RenameUser(renamed, "Robin Renamed");
            canvas.School.RenameCourse(course, "A new name");

            await Wait.UntilAsync(async () => await host.UseAsync(async database =>
                await database.Set<CanvasAssignment>().AnyAsync(row => row.Id == assignments[0].Id && row.Name == "Renamed") &&
                await database.Set<CanvasAssignment>().AnyAsync(row => row.Id == assignments[1].Id && row.MissingSince != null) &&
                await database.Set<CanvasEnrollment>().AnyAsync(row => row.Id == enrollment.Id && row.MissingSince != null) &&
                await database.Set<CanvasEnrollment>().AnyAsync(row => row.CourseId == course && row.UserId == arrived) &&
                await database.Set<CanvasUser>().AnyAsync(row => row.Id == renamed && row.Name == "Robin Renamed") &&
                await database.Set<CanvasCourse>().AnyAsync(row => row.Id == course && row.Name == "A new name")), $"course {course} should have every change");
        }
    }

    [Fact]
    public async Task GiveTheSameRowsThoughEventsAreLostRepeatedAndMixed()
    {
        await using var canvas = await CanvasSimulator.StartAsync(SmallSchool);
        using var disturbed = await TestStore.CreateAsync(Provider.Sqlite);
        using var plain = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await LiveEventHost.StartAsync(canvas, disturbed);
        await using var other = await LiveEventHost.StartAsync(canvas, plain);
        await host.SyncAsync();
        await other.SyncAsync();
        var events = canvas.LiveEvents;
        (events.Lost, events.Duplicated, events.Shuffled) = (0.2, 0.5, true);
        events.SendTo(host.Address);

        for (var day = 0; day < 5; day++)
        {
            canvas.School.Advance(TimeSpan.FromDays(1));
        }

        await events.FlushAsync();
        await host.UntilNothingWaitsAsync();
        events.Sent.Should().Contain(one => one.Status == 202).And.NotContain(one => one.Status >= 500);
        events.Sent.Should().AllSatisfy(one => one.Status.Should().BeOneOf(202, 204, 208));
        await host.SyncAsync();
        await other.SyncAsync();

        (await Rows.ReadAsync(host)).Should().Equal(await Rows.ReadAsync(other));
    }

    [Fact]
    public async Task SyncACourseOnceForManyGrades()
    {
        await using var canvas = await CanvasSimulator.StartAsync(SmallSchool with { Students = 100, AssignmentsPerCourse = 20 });
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await LiveEventHost.StartAsync(canvas, store, options => options.CollectFor = TimeSpan.FromSeconds(2));
        await host.SyncAsync();
        var course = canvas.School.Courses[0].Id;
        var work = Work(canvas, course).Take(300).ToList();
        work.Should().HaveCount(300);
        canvas.LiveEvents.SendTo(host.Address);
        var before = canvas.Requests.Count;
        var started = TimeProvider.System.GetTimestamp();

        for (var place = 0; place < work.Count; place++)
        {
            canvas.School.SetScore(course, work[place].AssignmentId, work[place].UserId, 1 + (place / 1000.0));
        }

        await canvas.LiveEvents.FlushAsync();
        await host.UntilNothingWaitsAsync();
        var syncs = await host.UseAsync(database => database.Set<CanvasSyncRun>().CountAsync()) - 1;
        var collections = 1 + (int)(TimeProvider.System.GetElapsedTime(started) / TimeSpan.FromSeconds(2));
        syncs.Should().BeInRange(1, collections, "the grades that come within the time of collection are one sync");
        (canvas.Requests.Count - before).Should().BeLessThan(300, "no grade costs a request of its own");
        var stored = await host.UseAsync(database => database.Set<CanvasSubmission>().Where(row => row.CourseId == course).ToDictionaryAsync(row => row.Id, row => row.Score));
        work.Select(one => stored[one.Id]).Should().Equal(work.Select(one => canvas.School.Submission(course, one.AssignmentId, one.UserId)!.Value.Score));
    }

    [Theory]
    [InlineData(Provider.Sqlite, true)]
    [InlineData(Provider.PostgreSql, true)]
    [InlineData(Provider.PostgreSql, false)]
    public async Task KeepWhatItAcceptedForTheNextStart(Provider provider, bool isStopped)
    {
        await using var canvas = await CanvasSimulator.StartAsync(SmallSchool);
        using var store = await TestStore.CreateAsync(provider);
        var work = Enumerable.Range(0, 5).Select(place => Graded(canvas, place).Submission).ToList();
        var course = canvas.School.Courses[0].Id;
        await using (var first = await LiveEventHost.StartAsync(canvas, store, options => options.CollectFor = TimeSpan.FromMinutes(1)))
        {
            await first.SyncAsync();
            canvas.LiveEvents.SendTo(first.Address);
            foreach (var one in work)
            {
                canvas.School.SetScore(course, one.AssignmentId, one.UserId, 3.75);
            }

            await canvas.LiveEvents.FlushAsync();
            canvas.LiveEvents.Sent.Should().AllSatisfy(one => one.Status.Should().BeOneOf(202, 204));
            (await first.HintsAsync()).Should().BePositive();
            await (isStopped ? first.StopAsync() : Task.CompletedTask);
        }

        await using var next = await LiveEventHost.StartAsync(canvas, store);

        await next.UntilNothingWaitsAsync();
        foreach (var one in work)
        {
            (await ScoreAsync(next, one.Id)).Should().Be(3.75);
        }
    }

    [Fact]
    public async Task WaitForCanvasWhenItIsAway()
    {
        await using var canvas = await CanvasSimulator.StartAsync(SmallSchool);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await LiveEventHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.LiveEvents.SendTo(host.Address);
        var (course, submission) = Graded(canvas, place: 0);
        var away = canvas.Faults.Add(Fault.ServerError500());
        canvas.School.SetScore(course, submission.AssignmentId, submission.UserId, 5.5);
        await canvas.LiveEvents.FlushAsync();
        await Wait.UntilAsync(() => Task.FromResult(away.Hits > 3), "the refresh is tried more than once");
        (await host.HintsAsync()).Should().BePositive();

        canvas.Faults.Clear();

        await Wait.UntilAsync(async () => await ScoreAsync(host, submission.Id) == 5.5, "the hint stays until Canvas answers");
    }

    [Fact]
    public async Task ForgetWhatWaitsAboutAPersonWhoIsErased()
    {
        await using var canvas = await CanvasSimulator.StartAsync(SmallSchool);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await LiveEventHost.StartAsync(canvas, store, options => options.CollectFor = TimeSpan.FromMinutes(1));
        await host.SyncAsync();
        canvas.LiveEvents.SendTo(host.Address);
        var (course, submission) = Graded(canvas, place: 0);
        canvas.School.SetScore(course, submission.AssignmentId, submission.UserId, 5.5);
        await canvas.LiveEvents.FlushAsync();
        (await host.HintsAsync()).Should().BePositive();

        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Privacy.IPersonalData>().ErasePersonAsync(submission.UserId, "test");

        (await host.HintsAsync()).Should().Be(0);
    }

    /// <summary>The rows of the mirror as text: every column but those that say when the library wrote it.</summary>
    private static class Rows
    {
        private static readonly string[] OfTheLibrary = [nameof(CanvasRow.RowHash), nameof(CanvasRow.FirstSyncedAt), nameof(CanvasRow.SyncedAt), nameof(CanvasRow.LocalEdits)];

        public static Task<List<string>> ReadAsync(LiveEventHost host) => host.UseAsync(async database =>
        {
            List<string> rows = [];
            foreach (var type in database.Model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(CanvasRow))))
            {
                var query = (IQueryable<CanvasRow>)database.GetType().GetMethod(nameof(DbContext.Set), 1, [])!.MakeGenericMethod(type.ClrType).Invoke(database, [])!;
                rows.AddRange((await query.AsNoTracking().ToListAsync()).Select(row => $"{type.ClrType.Name} {row.Id} " + string.Join("; ", type.GetProperties()
                    .Where(property => property.PropertyInfo is not null && !OfTheLibrary.Contains(property.Name))
                    .Select(property => $"{property.Name}={Text(property.Name, property.PropertyInfo!.GetValue(row))}"))));
            }

            rows.Sort(StringComparer.Ordinal);
            return rows;
        });

        private static string? Text(string name, object? value) => (name, value) switch
        {
            (nameof(CanvasRow.MissingSince), not null) => "missing",
            (_, System.Collections.IEnumerable list and not string) => string.Join(",", list.Cast<object>()),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }
}
