using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>What the tables hold of people and REST does not show, or shows otherwise.</summary>
public sealed class HiddenPeopleShould : TablesTest
{
    [Fact]
    public async Task NotBeNamedByAnonymousWorkThatIsNotPosted()
    {
        var enrolled = Canvas.School.Enrollments(Canvas.School.Courses[0].Id).Where(one => one is { Type: "StudentEnrollment", State: "active" }).Select(one => one.UserId).ToHashSet();
        var work = Canvas.School.Submissions(Canvas.School.Courses[0].Id).Where(one => enrolled.Contains(one.UserId)).ToList();
        var (hidden, posted) = (work.First(one => one.PostedAt is null), work.First(one => one.PostedAt is not null));
        Canvas.DataAccess.Rewrite("assignments", (_, record) =>
        {
            record["anonymous_grading"] = true;
            return record;
        });
        Canvas.DataAccess.Rewrite("submissions", (key, record) =>
        {
            record["anonymous_id"] = $"a{key}";
            return record;
        });

        await Host.RunAsync();

        (await Host.UseAsync(context => context.Set<CanvasSubmission>().SingleAsync(row => row.Id == hidden.Id))).Should().BeEquivalentTo(new { UserId = (long?)null, AnonymousId = $"a{hidden.Id}" });
        (await Host.UseAsync(context => context.Set<CanvasSubmission>().SingleAsync(row => row.Id == posted.Id))).UserId.Should().Be(posted.UserId);

        // The names come when the grading is not anonymous any more.
        Canvas.DataAccess.Rewrite("assignments", null);
        Tick();
        await Host.RunAsync();
        (await Host.UseAsync(context => context.Set<CanvasSubmission>().SingleAsync(row => row.Id == hidden.Id))).UserId.Should().Be(hidden.UserId);
    }

    [Fact]
    public async Task LoseTheLoginThatIsGone()
    {
        await Host.RunAsync();
        var person = await Host.UseAsync(context => context.Set<CanvasUser>().Where(row => row.LoginId != null && row.SisUserId != null).Select(row => row.Id).FirstAsync());
        Canvas.DataAccess.Rewrite("pseudonyms", (_, record) =>
        {
            record["workflow_state"] = record["user_id"]!.GetValue<long>() == person ? "deleted" : record["workflow_state"]!.GetValue<string>();
            return record;
        });
        Tick();

        await Host.RunAsync();

        (await Host.UseAsync(context => context.Set<CanvasUser>().SingleAsync(row => row.Id == person))).Should().BeEquivalentTo(new { LoginId = (string?)null, SisUserId = (string?)null });
    }

    [Fact]
    public async Task HaveAnyNumberOfAttemptsWhereTheTableHoldsNone()
    {
        Canvas.DataAccess.Rewrite("assignments", (_, record) =>
        {
            record.Remove("allowed_attempts");
            return record;
        });

        await Host.RunAsync();

        (await Host.UseAsync(context => context.Set<CanvasAssignment>().Select(row => row.AllowedAttempts).Distinct().ToListAsync())).Should().Equal(-1);
    }
}
