using CanvasData.Operations.Analytics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using static CanvasData.Operations.Tests.Facts.FactCourse;

namespace CanvasData.Operations.Tests.Facts;

/// <summary>Settings of courses, enrollments and assignments in every room.</summary>
public sealed class CourseFactsShould
{
    private static readonly string Overdue = $$""","workflow_state":"unsubmitted","score":null,"missing":true,"cached_due_date":"{{Day(-9)}}" """;
    private static readonly string Graded =
        $$""","workflow_state":"graded","score":5.0,"grade":"5","graded_at":"{{Day(-5)}}","posted_at":"{{Day(-5)}}","grader_id":9,"submitted_at":"{{Day(-10)}}","attempt":1,"cached_due_date":"{{Day(-9)}}" """;

    [Fact]
    public async Task AskNothingOfAStudentWhoHasLeftBeforeTheCourseEnded()
    {
        await using var course = await SyncAsync(Overdue, grades: ",\"enrollment_state\":\"completed\"");
        (await course.QueryAsync(q => q.MissingWork(Id).ToListAsync())).Should().BeEmpty();
        (await course.QueryAsync(q => q.ForStudent(Student).MissingWork().ToListAsync())).Should().BeEmpty();
        (await course.QueryAsync(q => q.PerformanceSummary(Id, Student).ToListAsync())).Single().MissingCount.Should().Be(0);
        (await course.QueryAsync(q => q.CourseEnrollments(Id, Student).ToListAsync())).Single().MissingCount.Should().Be(0);
        (await course.QueryAsync(q => q.StudentGrades(Id, Student).ToListAsync())).Should().HaveCount(4, "the grades are history, and stay");

        await course.ChangeAsync(context => context.Set<CanvasSection>().ExecuteUpdateAsync(set => set
            .SetProperty(section => section.EndAt, Now.UtcDateTime.AddDays(-1)).SetProperty(section => section.RestrictEnrollmentsToSectionDates, true)));
        (await course.QueryAsync(q => q.MissingWork(Id).ToListAsync())).Should().ContainSingle("the section has ended: the student stayed to the end");
    }

    [Fact]
    public async Task AskAStudentWhoStillAttendsAnotherSection()
    {
        await using var course = await SyncAsync(Overdue, grades: ",\"enrollment_state\":\"completed\"", change: c => c.Enroll(599, Student));
        (await course.QueryAsync(q => q.MissingWork(Id).ToListAsync())).Should().ContainSingle();
    }

    [Fact]
    public async Task ShowLearnersTheFinalGradeThatWasSetByHandAndStaffBoth()
    {
        await using var course = await SyncAsync(
            Graded, grades: ",\"grades\":{\"current_score\":72.5,\"final_score\":72.5,\"current_grade\":\"C-\",\"override_score\":85.0,\"override_grade\":\"B\"}");
        var staff = (await course.QueryAsync(q => q.CourseEnrollments(Id, Student).ToListAsync())).Single();
        (staff.CurrentScore, staff.CurrentGrade, staff.OverrideScore, staff.OverrideGrade, staff.EffectiveScore, staff.EffectiveGrade).Should().Be((72.5, "C-", 85, "B", 85, "B"));
        var own = (await course.QueryAsync(q => q.ForStudent(Student).CourseEnrollments().ToListAsync())).Single();
        (own.CurrentScore, own.FinalScore, own.CurrentGrade, own.EffectiveScore).Should().Be((85, 85, "B", 85));
        var summary = (await course.QueryAsync(q => q.ForStudent(Student).PerformanceSummary().ToListAsync())).Single();
        (summary.CurrentScore, summary.EffectiveGrade).Should().Be((85, "B"));
        (await course.QueryAsync(q => q.ForStudent(Student).GradeHistory().ToListAsync())).Single().CurrentScore.Should().Be(85);
        var insights = (await course.AnalyzeAsync(a => a.GenerateStudentInsightsAsync(Student, Now))).Courses.Single().Insights;
        insights.Select(one => one.Code).Should().NotContain([StudentInsightCode.Outlook, StudentInsightCode.RequiredAverage]);
    }

    [Fact]
    public async Task ShowLearnersLettersOnlyWhereTheCourseSaysSo()
    {
        await using var course = await SyncAsync(Graded, grades: ",\"grades\":{\"current_score\":72.5,\"final_score\":72.5,\"current_grade\":\"C-\"}");
        await course.ChangeAsync(context => context.Set<CanvasCourse>().ExecuteUpdateAsync(set => set.SetProperty(row => row.RestrictQuantitativeData, true)));
        var own = (await course.QueryAsync(q => q.ForStudent(Student).CourseEnrollments().ToListAsync())).Single();
        (own.CurrentScore, own.FinalScore, own.EffectiveScore, own.CurrentGrade, own.GradedCount).Should().Be((null, null, null, "C-", 4));
        (await course.QueryAsync(q => q.ForStudent(Student).StudentGrades().ToListAsync())).Should().OnlyContain(one => one.Score == null && one.Percentage == null && one.Grade == null);
        (await course.QueryAsync(q => q.ForStudent(Student).StudentGrades().Where(one => one.Score > 1 || one.Percentage > 1).ToListAsync())).Should().BeEmpty();
        (await course.QueryAsync(q => q.ForStudent(Student).PerformanceSummary().ToListAsync())).Single().AveragePercentage.Should().BeNull();
        (await course.QueryAsync(q => q.StudentGrades(Id, Student).ToListAsync())).Should().OnlyContain(one => one.Score != null);
        var insights = (await course.AnalyzeAsync(a => a.GenerateStudentInsightsAsync(Student, Now))).Courses.Single().Insights;
        insights.Should().OnlyContain(one => !one.Text.Contains('%') && !one.Text.Contains("percentage", StringComparison.Ordinal) && one.Evidence.Figures.Count == 0);

        await course.ChangeAsync(context => context.Set<CanvasAssignment>().ExecuteUpdateAsync(set => set.SetProperty(row => row.GradingType, "letter_grade")));
        (await course.QueryAsync(q => q.ForStudent(Student).StudentGrades().ToListAsync())).Should().OnlyContain(one => one.Score == null && one.Grade != null);
    }

    [Fact]
    public async Task NotExpectWorkOfStudentsToWhomItIsNotAssigned()
    {
        // A module that is assigned to the first student only: the others have no submission.
        await using var course = await SyncAsync(
            $$""","workflow_state":"unsubmitted","score":null,"cached_due_date":"{{Day(9)}}" """,
            $$""","assignment_group_id":7,"points_possible":800,"submission_types":["online_upload"],"due_at":"{{Day(9)}}","only_visible_to_overrides":false,"visible_to_everyone":false""",
            change: c => c.Submissions.RemoveAll(json => json.Contains("\"assignment_id\":40,", StringComparison.Ordinal) && !json.Contains("\"user_id\":1001,", StringComparison.Ordinal)));
        await course.ChangeAsync(context => context.Set<CanvasCourse>().ExecuteUpdateAsync(set => set.SetProperty(row => row.EndAt, (DateTime?)null)));
        var students = (await course.AnalyzeAsync(a => a.AnalyzeAtRiskStudentsAsync(Id, Now))).Students;
        students.Single(one => one.StudentId == Student).Prediction.Standing!.Value.RemainingWeight.Should().BeGreaterThan(0.9);
        students.Where(one => one.StudentId != Student).Should().OnlyContain(one => one.Prediction.Standing!.Value.RemainingWeight == 0);
    }

    [Fact]
    public async Task GiveTheLettersOfCanvasToACourseThatNamesItsScheme()
    {
        await using var course = await SyncAsync(Graded, change: c => c.Course = c.Course.Replace("\"course_code\"", "\"grading_standard_id\":0,\"course_code\"", StringComparison.Ordinal));
        var insights = (await course.AnalyzeAsync(a => a.GenerateStudentInsightsAsync(Student, Now))).Courses.Single().Insights;
        insights.Single(one => one.Code == StudentInsightCode.RequiredAverage).Text.Should().MatchRegex(@"^[A-D][+-]? \(\d+%\)");
    }

    [Fact]
    public async Task WeighGradingPeriodsOfAFinishedCourse()
    {
        // 20 of 100 in the first period and 90 in the second, which weigh 20 and 80: 76.
        static string Of(double score, int due) =>
            $$""","workflow_state":"graded","score":{{score}},"graded_at":"{{Day(-5)}}","posted_at":"{{Day(-5)}}","submitted_at":"{{Day(due - 1)}}","cached_due_date":"{{Day(due)}}" """;
        await using var course = await SyncAsync(Of(9, -9), change: c =>
        {
            c.Course = c.Course.Replace("\"course_code\"", "\"has_grading_periods\":true,\"has_weighted_grading_periods\":true,\"enrollment_term_id\":3,\"term\":{\"id\":3,\"name\":\"T\",\"grading_period_group_id\":5},\"course_code\"", StringComparison.Ordinal)
                .Replace(Day(60), Day(-1), StringComparison.Ordinal);
            c.GradingPeriods.Add($$"""{"id":31,"grading_period_group_id":5,"title":"1","start_date":"{{Day(-60)}}","end_date":"{{Day(-30)}}","weight":20}""");
            c.GradingPeriods.Add($$"""{"id":32,"grading_period_group_id":5,"title":"2","start_date":"{{Day(-30)}}","end_date":"{{Day(0)}}","weight":80}""");
            for (var item = 10; item <= 30; item += 10)
            {
                RemoveWork(c, item);
            }

            Support.ScriptedCourse.Remove(c.Assignments, 20);
            Support.ScriptedCourse.Remove(c.Assignments, 30);
            c.AddSubmission(9001, 10, Student, Of(2, -40));
        });
        var prediction = await course.AnalyzeAsync(a => a.PredictFinalGradeAsync(Id, Student, asOf: Now));
        prediction.Point.Should().BeApproximately(76, 0.01);
        var own = (await course.AnalyzeAsync(a => a.AnalyzeAtRiskStudentsAsync(Id, Now))).Students.Single(one => one.StudentId == Student);
        own.Prediction.Standing!.Value.Earned.Should().BeApproximately(76, 0.01);

        static void RemoveWork(Support.ScriptedCourse c, int item) =>
            c.Submissions.RemoveAll(json => json.Contains($"\"assignment_id\":{item},\"user_id\":{Student},", StringComparison.Ordinal) || (item > 10 && json.Contains($"\"assignment_id\":{item},", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AskNothingOfStudentsWhomAnOverrideTakesOut()
    {
        const long Out = Student + 1;
        await using var course = await SyncAsync(
            $$""","workflow_state":"unsubmitted","score":null,"cached_due_date":"{{Day(9)}}" """,
            $$""","assignment_group_id":7,"points_possible":800,"submission_types":["online_upload"],"due_at":"{{Day(9)}}","overrides":[{"id":1,"assignment_id":40,"student_ids":[{{Out}}],"unassign_item":true}]""",
            change: c => c.Submissions.RemoveAll(json => json.Contains($"\"assignment_id\":{Assignment},\"user_id\":{Out},", StringComparison.Ordinal)));
        await course.ChangeAsync(context => context.Set<CanvasCourse>().ExecuteUpdateAsync(set => set.SetProperty(row => row.EndAt, (DateTime?)null)));
        var students = (await course.AnalyzeAsync(a => a.AnalyzeAtRiskStudentsAsync(Id, Now))).Students;
        students.Single(one => one.StudentId == Student).Prediction.Standing!.Value.RemainingWeight.Should().BeGreaterThan(0.9);
        students.Single(one => one.StudentId == Out).Prediction.Standing!.Value.RemainingWeight.Should().Be(0);
        (await course.QueryAsync(q => q.ForStudent(Student).Courses().ToListAsync())).Single().AssignmentCount.Should().Be(4);
        (await course.QueryAsync(q => q.ForStudent(Out).Courses().ToListAsync())).Single().AssignmentCount.Should().Be(3);
    }

    [Fact]
    public async Task MeasureAPastMomentWithItsOwnPoints()
    {
        const long Other = Student + 1;
        await using var course = await SyncAsync(Work.Replace("9.0", "8.0", StringComparison.Ordinal));
        await course.SyncAgainAsync(c =>
        {
            // The first student's score grows with the points, the others' stay as they are for now.
            c.Assignments[3] = c.Assignments[3].Replace("\"points_possible\":10", "\"points_possible\":100", StringComparison.Ordinal);
            var place = c.Submissions.FindIndex(json => json.Contains($"\"assignment_id\":{Assignment},\"user_id\":{Student},", StringComparison.Ordinal));
            c.Submissions[place] = c.Submissions[place].Replace("8.0", "80.0", StringComparison.Ordinal).Replace($"\"graded_at\":\"{Day(-5)}\"", $"\"graded_at\":\"{Day(0)}\"", StringComparison.Ordinal);
        });
        (await course.QueryAsync(q => q.AssignmentSubmissions(Assignment).ToListAsync())).Single(one => one.StudentId == Other).Percentage.Should().Be(9);
        var before = (await course.AnalyzeAsync(a => a.AnalyzeAtRiskStudentsAsync(Id, Now.AddDays(-2)))).Students;
        before.Single(one => one.StudentId == Student).Prediction.Standing!.Value.Current.Should().BeApproximately(100 * (27 + 80) / 130.0, 0.01, "8 of 10 is 80%");
        before.Single(one => one.StudentId == Other).Prediction.Standing!.Value.Current.Should().BeApproximately(90, 0.01, "9 of 10 was 90% until the points changed");
    }
}
