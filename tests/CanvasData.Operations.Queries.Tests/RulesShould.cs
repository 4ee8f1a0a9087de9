using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CanvasData.Operations.Queries.Tests.School;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>Rules that a reader of the documentation counts on, one by one.</summary>
public abstract class RulesShould(FilledHost filled)
{
    private readonly QueryHost _host = filled.Host;

    [Fact]
    public async Task CountAStudentWithTwoEnrollmentsOnce()
    {
        var students = await _host.ListAsync(q => q.CourseEnrollments(Algebra));
        students.Select(s => s.StudentId).Should().Equal(Ana, Ben);
        students[0].Should().Match<CourseStudent>(s => s.EnrollmentId == 1001 && s.AssignmentCount == 5 && s.GradedCount == 2 && s.LateCount == 1 && s.MissingCount == 1);
    }

    [Fact]
    public async Task ShowASectionTeacherTheOwnSectionOnly() =>
        (await _host.ListAsync(q => q.ForTeacher(SectionTeacher).StudentGrades())).Select(g => g.StudentId).Distinct().Should().Equal(Ana);

    [Fact]
    public async Task ListTheCoursesOfEachPersonWithRolesAndCounts()
    {
        (await _host.ListAsync(q => q.ForTeacher(Teacher).Courses())).Should().ContainSingle().Which.Should().Match<CourseOverview>(
            c => c.CourseId == Algebra && c.Roles == CourseRoles.Teacher && c.ActiveStudentCount == 2 && c.SectionCount == 2 && c.AssignmentCount == 4);
        (await _host.ListAsync(q => q.ForTeacher(SectionTeacher).Courses())).Single().Should().Match<CourseOverview>(c => c.ActiveStudentCount == 1 && c.SectionCount == 1);
        (await _host.ListAsync(q => q.ForStudent(Ana).Courses())).Should().Equal(
            await _host.ListAsync(q => q.ForStudent(Ana).Courses().Where(c => c.Roles.HasFlag(CourseRoles.Student))), "of both courses").And.HaveCount(2);
        (await _host.ListAsync(q => q.ForObserver(Parent).Courses())).Should().ContainSingle().Which.Roles.Should().Be(CourseRoles.Observer);
        (await _host.ListAsync(q => q.Courses(state: CourseStates.Available).OrderByName("-CourseName"))).Select(c => c.CourseId).Should().Equal(Biology, Algebra);
    }

    [Fact]
    public async Task ListCoursesRostersAndPerformanceByOneStatementEach()
    {
        foreach (var query in new Func<IQueryBuilder, IQueryable<object>>[]
        {
            q => q.ForTeacher(Teacher).Courses(), q => q.ForStudent(Ana).Courses(), q => q.CourseEnrollments(studentId: Ana), q => q.CourseEnrollments(Algebra), q => q.PerformanceSummary(studentId: Ana),
        })
        {
            _host.Statements.Texts.Clear();
            (await _host.ListAsync(query)).Should().NotBeEmpty();
            _host.Statements.Texts.Should().ContainSingle();
        }
    }

    [Fact]
    public async Task GiveSisIdsToStaffOnly()
    {
        (await _host.ListAsync(q => q.ForTeacher(Teacher).CourseEnrollments(studentId: Ana))).Single().Should().Match<CourseStudent>(
            s => s.SisUserId == "U-11" && s.SisCourseId == "C-1" && s.SectionName == "Section 11" && s.SisSectionId == "S-11");
        (await _host.ListAsync(q => q.ForStudent(Ana).CourseEnrollments(Algebra))).Single().Should().Match<CourseStudent>(
            s => s.SisUserId == null && s.SisCourseId == null && s.SectionName == "Section 11" && s.SisSectionId == null);
        (await _host.ListAsync(q => q.ForStudent(Ana).CourseEnrollments(Algebra).OrderByName("SisUserId"))).Should().ContainSingle();
    }

    [Fact]
    public async Task HideUnpostedGradesFromStudentsAndObservers()
    {
        foreach (var scope in new Func<IQueryBuilder, ICanvasQueries>[] { q => q.ForStudent(Ana), q => q.ForObserver(Parent) })
        {
            var hidden = (await _host.ListAsync(q => scope(q).StudentGrades(assignmentIds: [School.Hidden]))).Single();
            (hidden.Score, hidden.Percentage, hidden.GradedAt, hidden.WorkflowState).Should().Be((null, null, null, "submitted"));
            (await _host.ListAsync(q => scope(q).ScoreHistory(assignmentId: School.Hidden))).Should().BeEmpty();
        }

        (await _host.ListAsync(q => q.ForTeacher(Teacher).StudentGrades(assignmentIds: [School.Hidden], studentId: Ana))).Single().Score.Should().Be(3);
    }

    [Fact]
    public async Task ShowThePercentageAndTheLatestChange()
    {
        var quiz = (await _host.ListAsync(q => q.StudentGrades(studentId: Ana, assignmentIds: [Quiz], details: GradeDetails.LastChange | GradeDetails.Metadata))).Single();
        (quiz.Percentage, quiz.PreviousScore, quiz.ScoreChange, quiz.ChangedAt).Should().Be((75, 12, 3, QueryHost.Now.AddHours(-2)));
        (quiz.NoteCount, quiz.TagCount, quiz.GroupName, quiz.GroupWeight).Should().Be((3, 1, "Tests", 40));
        (await _host.ListAsync(q => q.StudentGrades(studentId: Ana, assignmentIds: [School.Hidden]))).Single().Percentage.Should().BeNull("its assignment has no points");
    }

    [Fact]
    public async Task BeginASeriesWithWhatTheFirstSyncSaw()
    {
        (await _host.ListAsync(q => q.GradeHistory(Algebra, Ana))).Select(p => (p.Change, p.CurrentScore)).Should().Equal(("observed", 80), ("changed", 90));
        (await _host.ListAsync(q => q.GradeHistory(Algebra, Ben))).Select(p => (p.Change, p.CurrentScore)).Should().Equal(("observed", (double?)null));
        (await _host.ListAsync(q => q.ScoreHistory(assignmentId: Quiz, studentId: Ana))).Select(p => (p.Score, p.Percentage)).Should().Equal((null, null), (12, 60), (15, 75));
        var today = new TimeRange(QueryHost.Now.AddDays(-1), null);
        (await _host.ListAsync(q => q.GradeHistory(Algebra, Ana, today))).Should().ContainSingle().Which.CurrentScore.Should().Be(90);
    }

    [Fact]
    public async Task ShowHoursLateAlikeOnEveryDatabase() =>
        (await _host.ListAsync(q => q.AssignmentSubmissions(Quiz))).Where(s => s.IsLate).Should().ContainSingle().Which.HoursLate.Should().Be(1.5);

    [Fact]
    public async Task TreatAnEmptySetAsNothingAndAnUnknownIdAsNothing()
    {
        (await _host.ListAsync(q => q.StudentGrades(assignmentIds: []))).Should().BeEmpty();
        (await _host.ListAsync(q => q.WithinCourses([]).StudentGrades())).Should().BeEmpty();
        (await _host.ListAsync(q => q.ForAdviser([]).StudentGrades())).Should().BeEmpty();
        (await _host.ListAsync(q => q.StudentGrades(courseId: 0))).Should().BeEmpty();
        (await _host.AskAsync(q => q.StudentDashboardAsync(404, TimeSpan.FromDays(7)))).Should().BeNull();
    }

    [Fact]
    public async Task TakeMoreIdsThanADatabaseHasParameters()
    {
        long[] ids = [.. Enumerable.Range(1, 50_000).Select(i => (long)i)];
        foreach (var scope in new Func<IQueryBuilder, ICanvasQueries>[] { q => q.ForAdviser(ids), q => q.ForCourses(ids), q => q.ForTeacher(School.Teacher), q => q.ForEverything() })
        {
            (await _host.ListAsync(q => scope(q).WithinCourses(ids).StudentGrades(assignmentIds: ids))).Should().NotBeEmpty();
            (await _host.ListAsync(q => scope(q).WithinCourses(ids).StudentGrades(studentId: School.Ana, assignmentIds: ids))).Should().NotBeEmpty();
            (await _host.ListAsync(q => scope(q).WithinCourses(ids).StudentGrades())).Should().NotBeEmpty();
            (await _host.ListAsync(q => scope(q).WithinCourses(ids).CourseEnrollments())).Should().NotBeEmpty();
            (await _host.ListAsync(q => scope(q).WithinCourses(ids).CourseEnrollments().Take(5))).Should().NotBeEmpty();
            (await _host.ListAsync(q => scope(q).WithinCourses(ids).RecentActivity(new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero)))).Should().NotBeEmpty();
            (await _host.ListAsync(q => scope(q).WithinCourses(ids).MissingWork())).Should().NotBeEmpty();
        }
    }

    [Fact]
    public void RefuseWhatMakesNoSense()
    {
        FluentActions.Invoking(() => new TimeRange(QueryHost.Now, QueryHost.Now.AddDays(-1))).Should().Throw<ArgumentException>().And.ParamName.Should().Be("from");
        Asking(q => q.RecentActivity(QueryHost.Now, 0)).Should().Throw<ArgumentOutOfRangeException>().And.ParamName.Should().Be("kinds");
        Asking(q => q.RecentActivity(QueryHost.Now, (ActivityKinds)9)).Should().Throw<ArgumentOutOfRangeException>();
        Asking(q => q.UpcomingWork(TimeSpan.Zero)).Should().Throw<ArgumentOutOfRangeException>().And.ParamName.Should().Be("within");
        Asking(q => q.AssignmentSubmissions(sort: (SubmissionSort)9)).Should().Throw<ArgumentOutOfRangeException>().And.ParamName.Should().Be("sort");
        Asking(q => q.ActiveObjects("student")).Should().Throw<ArgumentException>().WithMessage("*Give one of course*");
        Asking(q => q.ActiveObjects(CanvasObjectTypes.Course, (LifecycleStates)4)).Should().Throw<ArgumentOutOfRangeException>().And.ParamName.Should().Be("states");
        Asking(q => q.ActiveEnrollments((LifecycleStates)4)).Should().Throw<ArgumentOutOfRangeException>().And.ParamName.Should().Be("states");
        Asking(q => q.PendingDeletionReview("student")).Should().Throw<ArgumentException>().WithMessage("*Give one of course*enrollment*").And.ParamName.Should().Be("objectType");
        Asking(q => q.StudentGrades(details: (GradeDetails)4)).Should().Throw<ArgumentOutOfRangeException>().And.ParamName.Should().Be("details");
        Asking(q => q.ForEverything().WithinCourses(null!).StudentGrades()).Should().Throw<ArgumentNullException>().And.ParamName.Should().Be("courseIds");
    }

    [Fact]
    public async Task AnswerADashboardInTwoStatementsAndOtherQueriesInOne()
    {
        foreach (var (name, query) in Catalog.Queries)
        {
            _host.Statements.Texts.Clear();
            await _host.ListAsync(q => query(q.ForTeacher(Teacher)));
            _host.Statements.Texts.Should().ContainSingle(name);
        }

        _host.Statements.Texts.Clear();
        var dashboard = await _host.AskAsync(q => q.StudentDashboardAsync(Ana, TimeSpan.FromDays(7)));
        _host.Statements.Texts.Should().HaveCount(2);
        dashboard!.Courses.Select(c => c.CourseId).Should().Equal(Algebra, Biology);
        dashboard.Work.Select(w => (w.AssignmentId, w.IsMissing)).Should().Equal([(Project, true), (Essay, false)], "a draft is nobody's work yet");
    }

    [Fact]
    public async Task RefuseQueriesWithoutAScopeWhenOneIsRequired()
    {
        await using var strict = await QueryHost.StartAsync(_host.Provider, requireScope: true);
        foreach (var (_, query) in Catalog.Queries)
        {
            await FluentActions.Awaiting(() => strict.ListAsync(query)).Should().ThrowAsync<CanvasConfigurationException>().WithMessage("*ForTeacher*");
        }

        foreach (var (_, result) in Catalog.Results)
        {
            await FluentActions.Awaiting(() => strict.AskAsync(q => result(q))).Should().ThrowAsync<CanvasConfigurationException>();
        }

        await FluentActions.Awaiting(() => strict.ListAsync(q => q.WithinCourses([1]).StudentGrades())).Should().ThrowAsync<CanvasConfigurationException>();
        await FluentActions.Awaiting(() => strict.ListAsync(q => q.IncludingMissing().StudentGrades())).Should().ThrowAsync<CanvasConfigurationException>();
        (await strict.ListAsync(q => q.ForEverything().StudentGrades())).Should().BeEmpty();
    }

    [Fact]
    public async Task LetTheHostFilterAndProjectInTheDatabase() =>
        (await _host.ListAsync(q => q.StudentGrades().Where(g => g.Percentage >= 75).Select(g => new { g.StudentName, g.Percentage }))).Should().ContainSingle().Which.StudentName.Should().Be("Ana Lind");

    [Fact]
    public async Task CountAnUntrackedObjectAsActive()
    {
        (await _host.ListAsync(q => q.ActiveObjects(CanvasObjectTypes.Assignment))).Select(o => o.ObjectId).Should().Equal(School.Hidden, Draft, Essay, Project);
        (await _host.ListAsync(q => q.ActiveObjects(CanvasObjectTypes.Assignment, LifecycleStates.PendingDeletion))).Should().Contain(o => o.ObjectId == Quiz && o.PendingDeletion);
    }

    private Action Asking<T>(Func<IQueryBuilder, IQueryable<T>> query) => () =>
    {
        using var scope = _host.Services.CreateScope();
        query(scope.ServiceProvider.GetRequiredService<IQueryBuilder>());
    };
}

public sealed class RulesOnSqliteShould(SqliteSchool school) : RulesShould(school), IClassFixture<SqliteSchool>;

public sealed class RulesOnPostgreSqlShould(PostgreSqlSchool school) : RulesShould(school), IClassFixture<PostgreSqlSchool>;
