using CanvasData.Operations.Analytics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using static CanvasData.Operations.Tests.Facts.FactCourse;

namespace CanvasData.Operations.Tests.Facts;

/// <summary>Discussions with checkpoints in every room: each part goes by its own date, and Canvas sums the parts up on the whole.</summary>
public sealed class CheckpointFactsShould
{
    private const string Discussion = ",\"assignment_group_id\":7,\"grading_type\":\"points\",\"submission_types\":[\"discussion_topic\"],\"due_at\":null,\"has_sub_assignments\":true";
    private static readonly string MarkedMissing =
        $$""","workflow_state":"unsubmitted","late_policy_status":"missing","missing":true,"score":0.0,"graded_at":"{{Day(-1)}}","posted_at":null,"cached_due_date":null""";

    [Fact]
    public async Task GoByTheDateOfEachCheckpoint()
    {
        await using var course = await SyncAsync(
            $$""","workflow_state":"unsubmitted","score":null,"cached_due_date":null""",
            Discussion,
            ",\"grades\":{\"current_score\":90}");
        await course.ChangeAsync(context =>
        {
            context.Add(Part(1, Now.UtcDateTime.AddDays(-3), score: null));
            context.Add(Part(2, Now.UtcDateTime.AddDays(3), score: null));
            return Task.CompletedTask;
        });
        (await course.StatementsAsync()).ShouldBe(
            new Fact("", null, Graded: false, Missing: true, 90) { StandingScore = 90 }.Expected);
        (await course.QueryAsync(q => q.UpcomingWork(TimeSpan.FromDays(7), Id).ToListAsync())).Select(one => one.AssignmentId).Should().Contain(Assignment, "the second is due soon");

        await course.ChangeAsync(async context =>
        {
            await context.Set<CanvasCheckpointSubmission>().Where(part => part.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(part => part.Score, 5.0));
            await context.Set<CanvasSubmission>().Where(row => row.AssignmentId == Assignment && row.UserId == Student).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Score, 5.0).SetProperty(row => row.PostedAt, Now.UtcDateTime.AddDays(-1)).SetProperty(row => row.GradedAt, Now.UtcDateTime.AddDays(-1)));
        });
        var row = (await course.QueryAsync(q => q.AssignmentSubmissions(Assignment).ToListAsync())).Single(one => one.StudentId == Student);
        (row.Status, row.Percentage).Should().Be(("unsubmitted", null), "one part has a grade, the other not yet");
        (await StandingAsync(course)).Current.Should().Be(90);
    }

    [Fact]
    public async Task LeaveTheRestToComeWhenOnePartMarksTheWholeAsMissing()
    {
        await using var course = await SyncAsync(MarkedMissing, Discussion, ",\"grades\":{\"current_score\":90}");
        await course.ChangeAsync(context =>
        {
            var missing = Part(1, Now.UtcDateTime.AddDays(-3), score: 0);
            (missing.Missing, missing.LatePolicyStatus) = (true, LatePolicyStatuses.Missing);
            context.AddRange(missing, Part(2, Now.UtcDateTime.AddDays(3), score: null));
            return Task.CompletedTask;
        });

        (await course.StatementsAsync()).ShouldBe(new Fact("", null, Graded: false, Missing: true, 90) { UnpostedScore = 67.5, StandingScore = 90 }.Expected);
    }

    [Fact]
    public async Task ExcuseTheWholeWhenAPartIsExcused()
    {
        await using var course = await SyncAsync($$""","workflow_state":"unsubmitted","score":null,"excused":true,"graded_at":"{{Day(-1)}}","posted_at":"{{Day(-1)}}","cached_due_date":null""", Discussion);
        await course.ChangeAsync(context =>
        {
            var excused = Part(1, Now.UtcDateTime.AddDays(-3), score: null);
            (excused.Excused, excused.Missing) = (true, false);
            context.AddRange(excused, Part(2, Now.UtcDateTime.AddDays(-2), score: null));
            return Task.CompletedTask;
        });

        (await course.QueryAsync(q => q.MissingWork(Id).ToListAsync())).Should().BeEmpty("Canvas leaves the whole out of the total");
        (await course.QueryAsync(q => q.ForStudent(Student).MissingWork().ToListAsync())).Should().BeEmpty();
        (await StandingAsync(course)).Should().Match<StudentStanding>(one => one.Current == 90 && one.MissingItems == 0);
    }

    [Fact]
    public async Task ShowNoHiddenGradeOfAPartToItsStudent()
    {
        await using var course = await SyncAsync(
            $$""","workflow_state":"unsubmitted","score":4.0,"graded_at":"{{Day(-1)}}","posted_at":null,"missing":false,"cached_due_date":null""", Discussion + ",\"post_manually\":true");
        await course.ChangeAsync(context =>
        {
            var zero = Part(1, Now.UtcDateTime.AddDays(-3), score: 0);
            var early = Part(2, Now.UtcDateTime.AddDays(3), score: 4);
            (zero.Missing, early.Missing) = (false, false);
            context.AddRange(zero, early);
            return Task.CompletedTask;
        });

        (await MissingAsync(course)).Should().Be((false, true));
        (await course.QueryAsync(q => q.ForStudent(Student).UpcomingWork(TimeSpan.FromDays(7)).ToListAsync())).Should().ContainSingle("the student knows of no grade");
        (await course.QueryAsync(q => q.UpcomingWork(TimeSpan.FromDays(7), Id).ToListAsync())).Should().BeEmpty("both parts have a grade");
        var insights = (await course.AnalyzeAsync(a => a.GenerateStudentInsightsAsync(Student, Now))).Courses.SelectMany(one => one.Insights);
        insights.Should().Contain(one => one.Code == StudentInsightCode.OverdueWork);

        await course.ChangeAsync(context => context.Set<CanvasCheckpointSubmission>().Where(part => part.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(part => part.Late, true)));
        (await MissingAsync(course)).Should().Be((false, false), "it was handed in, though late");

        await course.ChangeAsync(context => context.Set<CanvasAssignment>().ExecuteUpdateAsync(set => set.SetProperty(row => row.PostManually, false)));
        await course.ChangeAsync(context => context.Set<CanvasCheckpointSubmission>().ExecuteUpdateAsync(set => set.SetProperty(part => part.Late, false)));
        (await MissingAsync(course)).Should().Be((false, false), "each grade is shown as soon as it is given");

        static async Task<(bool Staff, bool Own)> MissingAsync(FactCourse course) => (
            (await course.QueryAsync(q => q.MissingWork(Id).ToListAsync())).Count != 0,
            (await course.QueryAsync(q => q.ForStudent(Student).MissingWork().ToListAsync())).Count != 0);
    }

    [Theory]
    [InlineData("unsubmitted", null, 90, 3)]
    [InlineData("graded", 25.0, 73.75, 4)]
    public async Task GoByTheStateOfTheWholeWhereNoPartIsStored(string state, double? percentage, double standing, int graded)
    {
        await using var course = await SyncAsync(
            $$""","workflow_state":"{{state}}","score":2.5,"graded_at":"{{Day(-1)}}","posted_at":"{{Day(-1)}}","cached_due_date":null""", Discussion, ",\"grades\":{\"current_score\":73.75}");

        (await course.QueryAsync(q => q.AssignmentSubmissions(Assignment).ToListAsync())).Single(one => one.StudentId == Student).Percentage.Should().Be(percentage);
        (await StandingAsync(course)).Current.Should().BeApproximately(standing, 0.01);
        (await course.RowsAsync<CanvasCourseSnapshot>()).Single(row => row.CourseId == 2).GradedAssignments.Should().Be(graded);
    }

    private static async Task<StudentStanding> StandingAsync(FactCourse course) =>
        (await course.AnalyzeAsync(a => a.AnalyzeAtRiskStudentsAsync(Id, Now))).Students.Single(one => one.StudentId == Student).Prediction.Standing!.Value;

    private static CanvasCheckpointSubmission Part(long id, DateTime due, double? score) => new()
    {
        Id = id, CourseId = Id, SubmissionId = (Student * 100) + Assignment, CheckpointId = id, AssignmentId = Assignment, UserId = Student, Tag = $"part {id}", DueAt = due, Score = score,
    };
}
