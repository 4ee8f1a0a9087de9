using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Letters that REST has stored, and of which the tables know the scores alone.</summary>
public sealed class LettersShould : TablesTest
{
    internal override CanvasSimulatorOptions School { get; } = new() { Courses = 6, Students = 8, AssignmentsPerCourse = 6 };

    [Fact]
    public async Task NotStandBesideScoresThatHaveChanged()
    {
        var course = Canvas.School.Courses.First(one => one is { GradingStandardId: not null, WorkflowState: "available", AccessRestrictedByDate: false }).Id;
        var students = Canvas.School.Enrollments(course).Where(one => one is { Type: "StudentEnrollment", State: "active" }).ToList();
        Canvas.School.OverrideFinalGrade(students[0].Id, 88);
        (await Host.Bridge.SyncCourseAsync(course)).Failure.Should().BeNull();
        var before = await EnrollmentsAsync(course);
        before[students[0].Id].OverrideGrade.Should().NotBeNull();
        Canvas.School.OverrideFinalGrade(students[0].Id, null);
        var work = Canvas.School.Submissions(course).First(one => one.UserId == students[1].UserId && one.Score is not null);
        Canvas.School.SetScore(course, work.AssignmentId, work.UserId, 0.5);

        await RunLaterAsync();

        var after = await EnrollmentsAsync(course);
        after[students[0].Id].Should().BeEquivalentTo(new { OverrideScore = (double?)null, OverrideGrade = (string?)null });
        after[students[1].Id].CurrentScore.Should().NotBe(before[students[1].Id].CurrentScore);
        after[students[1].Id].CurrentGrade.Should().BeNull("the letter of the new score is not in the tables");
        var same = students.Where(one => after[one.Id].CurrentScore == before[one.Id].CurrentScore && before[one.Id].CurrentGrade is not null).ToList();
        same.Should().NotBeEmpty();
        same.Should().OnlyContain(one => after[one.Id].CurrentGrade == before[one.Id].CurrentGrade, "the letter of the same score still holds");
        (await Host.UseAsync(context => context.Set<CanvasSubmission>().Where(row => row.Id == work.Id).Select(row => new { row.EnteredScore, row.EnteredGrade }).SingleAsync()))
            .Should().BeEquivalentTo(new { EnteredScore = 0.5, EnteredGrade = (string?)null });
    }

    private Task<Dictionary<long, CanvasEnrollment>> EnrollmentsAsync(long course) =>
        Host.UseAsync(context => context.Set<CanvasEnrollment>().AsNoTracking().Where(row => row.CourseId == course).ToDictionaryAsync(row => row.Id));
}
