using System.Globalization;
using CanvasData.Operations.Auditing;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Grading.Tests.Audit;

public sealed class CauseShould
{
    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeNoneWhereAllAgrees(Provider provider)
    {
        await using var school = await School.StartAsync(provider);

        (await school.AuditAsync()).Should().NotBeEmpty().And.OnlyContain(audit => audit.Differences.Count == 0 && audit.Reason == null && audit.Compared == 4);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeTheOverrideThatIsShown(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var student = await school.SomeStudentAsync();
        await school.TellAsync($"UPDATE \"CanvasEnrollment\" SET \"OverrideScore\" = 99.5, \"CurrentScore\" = 99.5, \"FinalScore\" = 99.5 WHERE \"UserId\" = {student}");

        var audit = await school.OnlyDifferenceAsync();

        audit.StudentId.Should().Be(student);
        audit.Reason.Should().BeEquivalentTo(new { Cause = GradeDifferenceCause.OverrideShown, IsConfirmed = true });
        audit.Grades.EffectiveCurrent.Percent.Should().Be(99.5m);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeThatNothingWasSent(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var student = await school.SomeStudentAsync();
        await school.TellAsync($"UPDATE \"CanvasEnrollment\" SET \"CurrentScore\" = NULL, \"FinalScore\" = NULL, \"UnpostedCurrentScore\" = NULL, \"UnpostedFinalScore\" = NULL WHERE \"UserId\" = {student}");

        (await school.OnlyDifferenceAsync()).Reason.Should().BeEquivalentTo(new { Cause = GradeDifferenceCause.NotSent, IsConfirmed = true });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task CompareTwoNumbersWhereUnpostedOnesAreNotSent(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        await school.TellAsync($"UPDATE \"CanvasEnrollment\" SET \"UnpostedCurrentScore\" = NULL, \"UnpostedFinalScore\" = NULL");

        (await school.AuditAsync()).Should().OnlyContain(audit => audit.Compared == 2 && audit.Differences.Count == 0);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeAChangeThatCanvasHasNotComputedYet(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var student = await school.SomeStudentAsync();
        var before = await school.EnrollmentAsync(student);
        var work = await school.GradedWorkAsync(student);
        school.Canvas.School.SetScore(school.CourseId, work, student, 0.25);
        await school.Host.Bridge.SyncCourseAsync(school.CourseId);
        (await school.AuditAsync()).Should().OnlyContain(one => one.Differences.Count == 0);
        await school.TellNumbersAsync(before);

        var audit = await school.OnlyDifferenceAsync();

        audit.Reason.Should().BeEquivalentTo(new { Cause = GradeDifferenceCause.NotYetRecomputed, IsConfirmed = true, AssignmentIds = new[] { work } });
        audit.Reason!.Since.Should().NotBeNull();
        audit.Differences.Should().OnlyContain(difference => difference.IsOfPercent);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeAGradeThatWasNeverComputed(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var student = await school.SomeStudentAsync();
        var work = await school.GradedWorkAsync(student);
        school.Canvas.School.Ungrade(school.CourseId, work, student);
        await school.Host.Bridge.SyncCourseAsync(school.CourseId);
        var before = await school.EnrollmentAsync(student);
        school.Canvas.School.SetScore(school.CourseId, work, student, 0.25);
        await school.Host.Bridge.SyncCourseAsync(school.CourseId);
        await school.TellAsync($"DELETE FROM \"CanvasAssignmentScoreHistory\"");
        await school.TellNumbersAsync(before);

        (await school.OnlyDifferenceAsync()).Reason.Should().BeEquivalentTo(new { Cause = GradeDifferenceCause.NotYetRecomputed, IsConfirmed = true, AssignmentIds = new[] { work } });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeThatAConcludedStudentIsNotComputedAgain(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var student = await school.SomeStudentAsync();
        var work = await school.GradedWorkAsync(student);
        school.Canvas.School.ConcludeEnrollment((await school.EnrollmentAsync(student)).Id);
        await school.Host.Bridge.SyncCourseAsync(school.CourseId);
        school.Canvas.School.SetScore(school.CourseId, work, student, 0.25);
        await school.Host.Bridge.SyncCourseAsync(school.CourseId);

        (await school.OnlyDifferenceAsync()).Reason.Should().BeEquivalentTo(new { Cause = GradeDifferenceCause.Concluded });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeAnAnonymousAssignmentThatIsNotPosted(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var student = await school.SomeStudentAsync();
        var work = await school.GradedWorkAsync(student);
        var hidden = await school.AnyoneElseAsync(work, student);
        school.Canvas.School.Unpost(school.CourseId, work, hidden);
        await school.Host.Bridge.SyncCourseAsync(school.CourseId);
        await school.TellAsync($"UPDATE \"CanvasAssignment\" SET \"AnonymousGrading\" = true WHERE \"Id\" = {work}");

        var audits = await school.AuditAsync();

        audits.Where(audit => audit.Differences.Count > 0).Should().NotBeEmpty()
            .And.OnlyContain(audit => audit.Reason!.Cause == GradeDifferenceCause.AnonymousUnposted && audit.Reason.IsConfirmed && audit.Reason.AssignmentIds.Single() == work);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeAModeratedAssignmentThatIsNotReleased(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var student = await school.SomeStudentAsync();
        var work = await school.GradedWorkAsync(student);
        school.Canvas.School.Ungrade(school.CourseId, work, student);
        await school.Host.Bridge.SyncCourseAsync(school.CourseId);
        var unreleased = await school.EnrollmentAsync(student);
        school.Canvas.School.SetScore(school.CourseId, work, student, 0.25);
        await school.Host.Bridge.SyncCourseAsync(school.CourseId);
        await school.TellAsync($"UPDATE \"CanvasAssignment\" SET \"ModeratedGrading\" = true WHERE \"Id\" = {work}");
        await school.TellNumbersAsync(unreleased);

        (await school.OnlyDifferenceAsync()).Reason.Should().BeEquivalentTo(new { Cause = GradeDifferenceCause.ModeratedNotReleased, IsConfirmed = true, AssignmentIds = new[] { work } });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeWorkThatIsMeantForOthers(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var student = await school.SomeStudentAsync();
        var work = await school.GradedWorkAsync(student);
        await school.TellAsync($"UPDATE \"CanvasAssignment\" SET \"OnlyVisibleToOverrides\" = true, \"VisibleToEveryone\" = false WHERE \"Id\" = {work}");
        await school.TellAsync($"DELETE FROM \"CanvasAssignmentOverride\" WHERE \"AssignmentId\" = {work}");
        (await school.AuditAsync()).Should().OnlyContain(audit => audit.Differences.Count == 0, "who has a submission is assigned where no override tells");
        await school.TellOverrideAsync(work, await school.AnyoneElseAsync(work, student));

        var audits = await school.AuditAsync();

        audits.Single(audit => audit.StudentId == student).Reason.Should().BeEquivalentTo(new { Cause = GradeDifferenceCause.Assignment, IsConfirmed = true, AssignmentIds = new[] { work } });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeWeightsOfGroupsOrPeriodsThatAreSeenDifferently(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        await school.TellAsync($"UPDATE \"CanvasCourse\" SET \"ApplyAssignmentGroupWeights\" = NOT \"ApplyAssignmentGroupWeights\"");
        var groups = await school.AuditAsync();
        await school.TellAsync($"UPDATE \"CanvasCourse\" SET \"ApplyAssignmentGroupWeights\" = NOT \"ApplyAssignmentGroupWeights\", \"HasWeightedGradingPeriods\" = true");
        var periods = await school.AuditAsync();

        groups.Where(audit => audit.Differences.Count > 0).Should().NotBeEmpty().And.OnlyContain(audit => audit.Reason!.Cause == GradeDifferenceCause.GroupWeights && audit.Reason.IsConfirmed);
        periods.Where(audit => audit.Differences.Count > 0).Should().NotBeEmpty().And.OnlyContain(audit => audit.Reason!.Cause == GradeDifferenceCause.PeriodWeights && audit.Reason.IsConfirmed);
        periods.Should().OnlyContain(audit => audit.Grades.Periods.Count == 2);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeAnEditOfOnesOwn(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var student = await school.SomeStudentAsync();
        var work = await school.GradedWorkAsync(student);
        await school.Host.UseAsync(context => context.Set<CanvasSubmission>().Where(row => row.AssignmentId == work && row.UserId == student).ExecuteUpdateAsync(row => row.SetProperty(r => r.Score, 0.25)));

        (await school.OnlyDifferenceAsync()).Reason.Should().BeEquivalentTo(new { Cause = GradeDifferenceCause.LocalEdit, IsConfirmed = false, AssignmentIds = new[] { work } });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BePeerReviewsWhereNothingElseIsLeft(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var student = await school.SomeStudentAsync();
        await school.TellAsync($"UPDATE \"CanvasEnrollment\" SET \"CurrentScore\" = 12.34 WHERE \"UserId\" = {student}");
        var before = await school.OnlyDifferenceAsync();
        await school.TellAsync($"UPDATE \"CanvasAssignment\" SET \"PeerReviews\" = true WHERE \"Id\" = {await school.GradedWorkAsync(student)}");

        before.Reason.Should().BeEquivalentTo(new { Cause = GradeDifferenceCause.Unexplained, IsConfirmed = false });
        (await school.OnlyDifferenceAsync()).Reason.Should().BeEquivalentTo(new { Cause = GradeDifferenceCause.SubAssignments, IsConfirmed = false });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeTheSchemeWhereOnlyTheLetterDiffers(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var student = await school.SomeStudentAsync();
        await school.TellAsync($"UPDATE \"CanvasEnrollment\" SET \"FinalGrade\" = 'Q' WHERE \"UserId\" = {student}");

        var audit = await school.OnlyDifferenceAsync();

        audit.Reason!.Cause.Should().Be(GradeDifferenceCause.Scheme);
        audit.Differences.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Kind = GradeKind.Final, IsOfPercent = false, StoredLetter = "Q" });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeCountedInASummary(Provider provider)
    {
        await using var school = await School.StartAsync(provider);
        var students = (await school.AuditAsync()).Count;
        await school.TellAsync($"UPDATE \"CanvasEnrollment\" SET \"CurrentScore\" = 12.34, \"FinalScore\" = 12.34");
        await using var scope = school.Host.Services.CreateAsyncScope();
        var audit = scope.ServiceProvider.GetRequiredService<IGradeAudit>();

        var report = await audit.SummarizeAsync(school.CourseId, examples: 3);

        report.Should().BeEquivalentTo(new { Students = students, StudentsInAgreement = 0, Numbers = 4 * students, NumbersInAgreement = 2 * students });
        report.Examples.Should().HaveCount(3);
        report.Causes.Values.Sum().Should().Be(students);
        (await audit.SummarizeAsync(404)).Should().BeEquivalentTo(new { CourseId = 404L, Students = 0, Numbers = 0 });
        await FluentActions.Awaiting(() => audit.SummarizeAsync(1, examples: -1)).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    /// <summary>One synced course with letters, weights, periods and every number in agreement.</summary>
    private sealed class School : IAsyncDisposable
    {
        private readonly TestStore _store;

        private School(CanvasSimulator canvas, TestStore store, SyncHost host)
        {
            (Canvas, _store, Host) = (canvas, store, host);
            CourseId = canvas.School.Courses.First(course => course is { AccessRestrictedByDate: false, WorkflowState: "available", AppliesGroupWeights: true, GradingStandardId: not null }).Id;
        }

        public CanvasSimulator Canvas { get; }

        public SyncHost Host { get; }

        public long CourseId { get; }

        public static async Task<School> StartAsync(Provider provider)
        {
            var canvas = await CanvasSimulator.StartAsync(new() { Courses = 6, Students = 30, AssignmentsPerCourse = 16 });
            var store = await TestStore.CreateAsync(provider);
            var school = new School(canvas, store, await SyncHost.StartAsync(canvas, store));
            await school.Host.Bridge.SyncCourseAsync(school.CourseId);
            return school;
        }

        /// <summary>Puts into the tables what Canvas might have told; not an edit by the host.</summary>
        public Task<int> TellAsync(FormattableString sql) => Host.UseAsync(context => context.Database.ExecuteSqlRawAsync(sql.ToString(CultureInfo.InvariantCulture)));

        public Task<int> TellNumbersAsync(CanvasEnrollment of) => Host.UseAsync(context => context.Database.ExecuteSqlAsync(
            $"""UPDATE "CanvasEnrollment" SET "CurrentScore" = {of.CurrentScore}, "FinalScore" = {of.FinalScore}, "UnpostedCurrentScore" = {of.UnpostedCurrentScore}, "UnpostedFinalScore" = {of.UnpostedFinalScore}, "CurrentGrade" = {of.CurrentGrade}, "FinalGrade" = {of.FinalGrade}, "UnpostedCurrentGrade" = {of.UnpostedCurrentGrade}, "UnpostedFinalGrade" = {of.UnpostedFinalGrade} WHERE "UserId" = {of.UserId}"""));

        public Task<int> TellOverrideAsync(long assignment, long student) => Host.UseAsync(context =>
        {
            context.Add(new CanvasAssignmentOverride { Id = 77, CourseId = CourseId, AssignmentId = assignment, StudentIds = student.ToString(CultureInfo.InvariantCulture) });
            return context.SaveChangesAsync();
        });

        public async Task<List<StudentGradeAudit>> AuditAsync()
        {
            await using var scope = Host.Services.CreateAsyncScope();
            var audits = new List<StudentGradeAudit>();
            await foreach (var audit in scope.ServiceProvider.GetRequiredService<IGradeAudit>().AuditAsync(CourseId))
            {
                audits.Add(audit);
            }

            return audits;
        }

        public async Task<StudentGradeAudit> OnlyDifferenceAsync() => (await AuditAsync()).Should().ContainSingle(audit => audit.Differences.Count > 0).Subject;

        /// <summary>A student with one active enrollment.</summary>
        public Task<long> SomeStudentAsync() => Host.UseAsync(context => context.Set<CanvasEnrollment>()
            .Where(row => row.CourseId == CourseId && row.Type == "StudentEnrollment" && row.CurrentScore != null)
            .GroupBy(row => row.UserId).Where(rows => rows.Count() == 1 && rows.All(row => row.EnrollmentState == "active"))
            .OrderBy(rows => rows.Key).Select(rows => rows.Key).FirstAsync());

        public Task<CanvasEnrollment> EnrollmentAsync(long student) =>
            Host.UseAsync(context => context.Set<CanvasEnrollment>().AsNoTracking().SingleAsync(row => row.CourseId == CourseId && row.UserId == student));

        /// <summary>An assignment that counts, of which the student has a posted score, in a group that drops nothing.</summary>
        public Task<long> GradedWorkAsync(long student) => Host.UseAsync(context => (
            from row in context.Set<CanvasSubmission>()
            join assignment in context.Set<CanvasAssignment>() on row.AssignmentId equals assignment.Id
            join grouping in context.Set<CanvasAssignmentGroup>() on assignment.AssignmentGroupId equals grouping.Id
            where row.CourseId == CourseId && row.UserId == student && row.Score > 1 && row.PostedAt != null && assignment.PointsPossible > 0
                && assignment.OmitFromFinalGrade != true && assignment.OnlyVisibleToOverrides != true && (grouping.DropLowest ?? 0) == 0 && (grouping.DropHighest ?? 0) == 0
            orderby row.AssignmentId
            select row.AssignmentId).FirstAsync());

        public Task<long> AnyoneElseAsync(long assignment, long student) => Host.UseAsync(context => context.Set<CanvasSubmission>()
            .Where(row => row.AssignmentId == assignment && row.UserId != student && row.UserId != null && row.Score != null && row.PostedAt != null)
            .OrderBy(row => row.UserId).Select(row => row.UserId!.Value).FirstAsync());

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await Canvas.DisposeAsync();
            _store.Dispose();
        }
    }
}
