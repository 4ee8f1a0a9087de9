using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>
/// What a student must not know has no part in any answer to that student: not as a value, and not through what is
/// counted, sorted or filtered, or which rows there are. Schools that differ in secrets only get the same answers.
/// </summary>
public sealed class SecretsShould : IAsyncLifetime
{
    private const long Student = 11;
    private static readonly int Schools = LongRuns.Count(10, 60);

    private QueryHost _host = null!;

    public async Task InitializeAsync() => _host = await QueryHost.StartAsync(Provider.Sqlite);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task HaveNoPartInAnyAnswer()
    {
        var changed = 0;
        for (var seed = 1; seed <= Schools; seed++)
        {
            var (plain, altered) = (RandomSchool.Make(seed), RandomSchool.Make(seed));
            Alter(altered);
            var (before, after) = (await AnswersAsync(plain), await AnswersAsync(altered));
            before.Student.Should().Equal(after.Student, "school {0} differs only in what student {1} must not know", seed, Student);
            changed += before.Staff.SequenceEqual(after.Staff) ? 0 : 1;
        }

        changed.Should().BeGreaterThan(Schools / 2, "to staff the schools are different, or the test proves nothing");
    }

    [Fact]
    public async Task NotShowByWhatCountsAsMissing()
    {
        await FillAsync(
            Overdue(1, _ => { }),
            Overdue(2, s => (s.Score, s.WorkflowState, s.GradedAt) = (9, "graded", QueryHost.Now)),
            Overdue(3, s => s.Excused = true),
            Overdue(4, s => s.LatePolicyStatus = "none"),
            Overdue(5, s => s.CustomGradeStatusId = 7),
            Overdue(6, s => (s.LatePolicyStatus, s.Missing) = ("extended", false)));
        (await _host.ListAsync(q => q.ForStudent(Student).StudentGrades().FilterByName("IsMissing", FilterOperator.Equal, "true"))).Should().HaveCount(5);
        (await _host.ListAsync(q => q.ForStudent(Student).MissingWork())).Should().HaveCount(5);
        (await _host.ListAsync(q => q.ForStudent(Student).CourseEnrollments())).Single().MissingCount.Should().Be(5);
        (await _host.ListAsync(q => q.ForCourses([1]).MissingWork())).Select(w => w.SubmissionId).Should().Equal(1);
    }

    [Fact]
    public async Task NotShowThatAHiddenGradeWasChanged()
    {
        CanvasAssignmentScoreHistory Change(int day, double from, double to, bool before, bool after) => new()
        {
            SubmissionId = 1, AssignmentId = 101, CourseId = 1, UserId = Student, Change = "changed", RecordedAt = QueryHost.Now.AddDays(day), PreviousScore = from, Score = to,
            PreviousPostedAt = before ? QueryHost.Now.AddDays(-9) : null, PostedAt = after ? QueryHost.Now.AddDays(-9) : null,
        };
        await FillAsync(
            Overdue(1, s => (s.Score, s.WorkflowState, s.PostedAt) = (8, "graded", QueryHost.Now.AddDays(-9))),
            Change(-6, 7, 8, before: true, after: true), Change(-5, 8, 8, before: true, after: false), Change(-4, 8, 3, before: false, after: false),
            Change(-3, 3, 8, before: false, after: false), Change(-2, 8, 8, before: false, after: true));
        var grade = (await _host.ListAsync(q => q.ForStudent(Student).StudentGrades(details: GradeDetails.LastChange))).Single();
        (grade.ChangedAt, grade.PreviousScore).Should().Be((QueryHost.Now.AddDays(-6), 7));
        (await _host.ListAsync(q => q.ForCourses([1]).StudentGrades(details: GradeDetails.LastChange))).Single().ChangedAt.Should().Be(QueryHost.Now.AddDays(-3));
    }

    [Fact]
    public async Task NotShowByPointsInTheHistoryOfTotals()
    {
        CanvasGradeHistory Change(double visible, double hidden, int hours) => new()
        {
            EnrollmentId = 50, UserId = Student, CourseId = 1, Change = "changed", RecordedAt = QueryHost.Now.AddHours(hours), PreviousCurrentScore = 80, CurrentScore = visible,
            PreviousUnpostedCurrentScore = 80, UnpostedCurrentScore = hidden,
        };
        await FillAsync(Change(80, 40, hours: -2), Change(85, 60, hours: -1));
        (await _host.ListAsync(q => q.ForStudent(Student).GradeHistory())).Select(p => (p.CurrentScore, p.UnpostedCurrentScore)).Should().Equal((80, null), (85, null));
        (await _host.ListAsync(q => q.ForCourses([1]).GradeHistory())).Select(p => (p.CurrentScore, p.UnpostedCurrentScore)).Should().Equal((80, 80), (80, 40), (85, 60));
    }

    [Fact]
    public async Task NotShowWhatIsInACourseThatTheStudentHasLeft()
    {
        await FillAsync(Overdue(1, _ => { }));
        (await _host.ListAsync(q => q.ForStudent(Student).ActiveObjects(CanvasObjectTypes.Assignment))).Should().ContainSingle();
        await _host.InContextAsync(context => context.Set<CanvasEnrollment>().ExecuteUpdateAsync(set => set.SetProperty(e => e.MissingSince, QueryHost.Now)));
        foreach (var type in new[] { CanvasObjectTypes.Assignment, CanvasObjectTypes.Course })
        {
            (await _host.ListAsync(q => q.ForStudent(Student).ActiveObjects(type))).Should().BeEmpty();
            (await _host.ListAsync(q => q.ForStudent(Student).IncludingMissing().ActiveObjects(type))).Should().BeEmpty();
        }

        (await _host.ListAsync(q => q.ForStudent(Student).StudentGrades())).Should().BeEmpty();
        (await _host.ListAsync(q => q.ForStudent(Student).IncludingMissing().StudentGrades())).Should().ContainSingle("own rows stay one's own");
    }

    // What student 11 may not see, replaced by something else.
    private static void Alter(RandomSchool.Rows school)
    {
        var hiding = school.Courses.Where(c => c.HideFinalGrades is true).Select(c => c.Id).ToHashSet();
        var assignments = school.Assignments.ToDictionary(a => a.Id);
        foreach (var s in school.Submissions.Where(s => s.UserId != Student || (s.PostedAt is null && SeenSchool.Given(s, assignments[s.AssignmentId], QueryHost.Now) is null)))
        {
            (s.Score, s.Grade, s.EnteredScore, s.GradedAt, s.Excused) = (s.Score is null ? 3 : null, "Secret", 3, QueryHost.Now, s.Excused is not true);
            (s.WorkflowState, s.CustomGradeStatusId) = (s.WorkflowState == "graded" ? "unsubmitted" : "graded", s.CustomGradeStatusId is null ? 1 : null);
            if (s.LatePolicyStatus != "missing" && s.Missing is not false)
            {
                // That work is missing, or that Canvas says it is not, is no secret.
                s.LatePolicyStatus = s.LatePolicyStatus is null ? "late" : null;
            }

            foreach (var h in school.Scores.Where(h => h.SubmissionId == s.Id))
            {
                (h.PreviousScore, h.Score, h.Grade, h.PostedAt) = (h.Score, h.Score is null ? 3 : h.Score + 1, "Secret", h.PostedAt is null ? QueryHost.Now : null);
            }
        }

        foreach (var e in school.Enrollments.Where(e => e.UserId != Student || hiding.Contains(e.CourseId)))
        {
            (e.CurrentScore, e.FinalScore, e.CurrentGrade, e.OverrideScore) = (3, 3, "Secret", 3);
        }

        foreach (var h in school.Grades.Where(h => h.UserId != Student || hiding.Contains(h.CourseId)))
        {
            (h.CurrentScore, h.FinalScore, h.OverrideScore) = (3, 3, 3);
        }

        school.Enrollments.ForEach(e => e.UnpostedCurrentScore = 3);
        school.Grades.ForEach(h => (h.PreviousUnpostedCurrentScore, h.UnpostedCurrentScore) = (3, 4));
        foreach (var a in school.Assignments.Where(a => !SeenSchool.IsPublished(a)))
        {
            (a.Name, a.PointsPossible, a.SubmissionTypes) = ("Secret", 3, "online_upload");
        }

        school.Notes.RemoveAll(n => n.AuthorUserId != Student && !(n.TargetId == Student && n.Visibility == NoteVisibility.Person));
        school.Links.Clear();
        school.Ratings.Clear();
    }

    private async Task<(List<string> Student, List<string> Staff)> AnswersAsync(RandomSchool.Rows school)
    {
        await _host.FillAsync(school.All);
        return await _host.AskAsync(async builder => (await AnswersAsync(builder.ForStudent(Student)), await AnswersAsync(builder.ForEverything())));
    }

    private static async Task<List<string>> AnswersAsync(ICanvasQueries queries)
    {
        var answers = new List<string>();
        foreach (var question in new Question[] { new(), new(Course: 1, State: "active"), new(Student: 12) })
        {
            foreach (var (method, ask, _) in Questions.All)
            {
                answers.AddRange((await ask(queries, Questions.For(method, question))).Select(row => $"{method}: {row}"));
            }
        }

        // Neither the place of a row nor whether a filter finds it may depend on a secret.
        foreach (var field in typeof(StudentGrade).GetProperties().Select(p => p.Name))
        {
            answers.Add($"{field}: {string.Join(' ', await queries.StudentGrades(details: GradeDetails.LastChange | GradeDetails.Metadata).OrderByName(field).Select(g => g.SubmissionId).ToListAsync())}");
            answers.Add($"no {field}: {await queries.StudentGrades().FilterByName(field, FilterOperator.Equal, null).CountAsync()}");
        }

        foreach (var field in typeof(CourseStudent).GetProperties().Select(p => p.Name))
        {
            answers.Add($"{field}: {string.Join(' ', await queries.CourseEnrollments().OrderByName(field).Select(g => g.EnrollmentId).ToListAsync())}");
        }

        answers.Add($"mean: {await queries.StudentGrades().AverageAsync(g => g.Score)}");
        return answers;
    }

    private Task FillAsync(params object[] rows) => _host.FillAsync(
    [
        new CanvasCourse { Id = 1, Name = "Algebra", WorkflowState = "available" }, School.Enrollment(50, course: 1, Student, section: 1, score: 85), .. rows.SelectMany(row => row is object[] several ? several : [row]),
    ]);

    private static object[] Overdue(long id, Action<CanvasSubmission> grade)
    {
        var submission = School.Submission(id, course: 1, assignment: 100 + id, Student, score: null, posted: false, due: QueryHost.Now.AddDays(-1));
        grade(submission);
        return [School.Assignment(100 + id, course: 1, "Work", points: 10, group: 1), submission];
    }
}
