using CanvasData.Operations.History;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.History;

/// <summary>Canvas merges two persons: enrollments and submissions of one become the other's.</summary>
public class MergedPersonShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task KeepThePast(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddAssignment(4)
            .Enroll(10, 1005, ""","grades":{"current_score":50.5}""").Enroll(11, 1006)
            .AddSubmission(20, 4, 1005, ""","score":5""").AddSubmission(21, 4, 1006);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var atFirst = DateTimeOffset.UtcNow;
        Replace("\"score\":5", "\"score\":6");
        Replace("50.5", "60.5");
        await host.SyncAsync();
        var before = DateTimeOffset.UtcNow;
        Replace("1005", "1900");
        Replace("\"score\":6", "\"score\":7");

        await host.SyncAsync();
        await host.SyncAsync();

        await AssertAsync(atFirst, 1005, 5, 50.5);
        await AssertAsync(before, 1005, 6, 60.5);
        await AssertAsync(DateTimeOffset.UtcNow, 1900, 7, 60.5);
        (await host.RowsAsync<CanvasUser>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal([1005], "that person has nothing left");
        (await host.RowsAsync<CanvasObjectStatus>()).Single(row => row is { ObjectType: CanvasObjectTypes.User, ObjectId: 1005 }).PendingDeletion.Should().BeTrue("the past is still that person's");
        (await host.RowsAsync<CanvasEnrollmentStatus>()).Single(row => row.EnrollmentId == 10).Should().Match<CanvasEnrollmentStatus>(row => row.UserId == 1900 && row.Active);
        (await host.RowsAsync<CanvasGradeHistory>()).OrderBy(row => row.Id).Select(row => (row.UserId, row.Change)).Should().Equal(
            (1005, HistoryChange.Changed), (1005, HistoryChange.Removed), (1900, HistoryChange.Returned));
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).OrderBy(row => row.Id).Select(row => (row.UserId, row.Change, row.PreviousScore, row.Score)).Should().Equal(
            (1005L, HistoryChange.Changed, 5d, 6d), (1005L, HistoryChange.Removed, 6d, 6d), (1900L, HistoryChange.Returned, 6d, 7d));

        void Replace(string old, string now)
        {
            course.Enrollments[0] = course.Enrollments[0].Replace(old, now, StringComparison.Ordinal);
            course.Submissions[0] = course.Submissions[0].Replace(old, now, StringComparison.Ordinal);
        }

        async Task AssertAsync(DateTimeOffset moment, long person, double score, double total)
        {
            var history = host.Services.GetRequiredService<IGradebookHistory>();
            (await history.SubmissionsAsOfAsync(1, moment).SingleAsync(row => row.SubmissionId == 20)).Should().Match<SubmissionAsOf>(row => row.UserId == person && row.Score == score);
            (await history.TotalsAsOfAsync(1, moment).SingleAsync(row => row.EnrollmentId == 10)).Should().Match<TotalsAsOf>(row => row.UserId == person && row.CurrentScore == total);
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KeepAnAnonymousPastAnonymous(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddAssignment(4).Enroll(10, 5);
        course.Submissions.Add("""{"id":20,"assignment_id":4,"user_id":null,"anonymous_id":"x7Yq1","score":5}""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = DateTimeOffset.UtcNow;
        course.Submissions[0] = """{"id":20,"assignment_id":4,"user_id":5,"score":5}""";

        await host.SyncAsync();

        var history = host.Services.GetRequiredService<IGradebookHistory>();
        (await history.SubmissionsAsOfAsync(1, before).SingleAsync()).UserId.Should().BeNull();
        (await history.SubmissionsAsOfAsync(1, DateTimeOffset.UtcNow).SingleAsync()).UserId.Should().Be(5);
    }
}
