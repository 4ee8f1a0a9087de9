using System.Text.Json;
using CanvasData.Operations.Auditing;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Grading.Tests.Audit;

/// <summary>The grade calculator, filled from the rows that a sync stored.</summary>
public sealed class StoredGradesShould
{
    private const long Course = 900_001;
    private const long Ana = 900_101;
    private const long Ben = 900_102;

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task AnswerWhatIfAndWhatDoINeedForAStudent(Provider provider)
    {
        await using var school = await StartAsync(provider, Work(31, 100), Work(32, 10), Row(1, 31, Ana, 60));
        var sheet = await school.AskAsync(grades => grades.LoadAsStudentAsync(Course, Ana));

        sheet!.Current.Percent.Should().Be(60);
        sheet.WhatIf(32, 8).Final.Percent.Should().Be(61.82m);
        sheet.Final.Percent.Should().Be(54.55m, "a sheet does not change");
        sheet.Required(60).Percent.Should().Be(59.95m, "59.995 is rounded to 60");
        sheet.Required("D-").Status.Should().Be(RequiredScoreStatus.Reachable);
        sheet.WhatIf(32, 8).Final.Letter.Should().Be("D-", "0 is Canvas's own scheme");
        JsonSerializer.Serialize(sheet).Should().Contain($"\"CourseId\":\"{Course}\"").And.Contain("\"Percent\":60");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ShowAStudentPostedGradesOnly(Provider provider)
    {
        await using var school = await StartAsync(
            provider, Work(31, 100), Work(32, 100), Work(33, 100), Work(34, 50, row => row.Published = false),
            Row(1, 31, Ana, 80), Row(2, 32, Ana, 20, row => row.PostedAt = null), Row(3, 33, Ana, null, row => (row.Excused, row.PostedAt) = (true, null)), Row(4, 34, Ana, 50));
        var (student, staff) = (await school.AskAsync(grades => grades.LoadAsStudentAsync(Course, Ana)), await school.AskAsync(grades => grades.LoadAsync(Course, Ana)));

        (student!.Current.Percent, student.Final.Percent).Should().Be((80m, 26.67m));
        student.Grades.UnpostedCurrent.Percent.Should().Be(80, "what is hidden is not in any total");
        student.Student.Submissions.Should().OnlyContain(work => work.IsPosted || (work.Score == null && !work.IsExcused));
        student.Course.Assignments.Select(assignment => assignment.Id).Should().Equal(31, 32, 33);
        student.Required(0).OpenAssignments.Should().Equal(32, 33);
        staff!.Grades.UnpostedCurrent.Percent.Should().Be(50);
    }

    [Theory]
    [InlineData("unpublished", false, false)]
    [InlineData("available", true, false)]
    [InlineData("available", false, true)]
    public async Task ShowAStudentNothingOfACourseThatHidesItsTotals(string state, bool hidden, bool lettersOnly)
    {
        await using var school = await StartAsync(Provider.Sqlite, Work(31, 100), Row(1, 31, Ana, 80));
        await school.ChangeAsync(row => (row.WorkflowState, row.HideFinalGrades, row.RestrictQuantitativeData) = (state, hidden, lettersOnly));

        (await school.AskAsync(grades => grades.LoadAsStudentAsync(Course, Ana))).Should().BeNull();
        (await school.AskAsync(grades => grades.LoadAsync(Course, Ana)))!.Current.Percent.Should().Be(80);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ReadWhatIsEasilyMisread(Provider provider)
    {
        // Periods of which it is unknown whether they apply; anonymous work of which one grade is hidden; work of another section.
        await using var school = await StartAsync(
            provider, Work(31, 100), Work(32, 100, row => row.AnonymousGrading = true), Work(33, 100, row => row.OnlyVisibleToOverrides = true), Work(35, 100, row => row.OmitFromFinalGrade = true),
            new CanvasAssignmentOverride { Id = 1, CourseId = Course, AssignmentId = 33, SectionId = 12 },
            Row(1, 31, Ana, 50, row => row.GradingPeriodId = 51), Row(2, 32, Ana, 10), Row(3, 32, Ben, 90, row => row.PostedAt = null), Row(4, 35, Ana, 100));
        var ana = await school.AskAsync(grades => grades.LoadAsync(Course, Ana));

        ana!.Final.Percent.Should().Be(50);
        ana.Student.NotAssigned.Should().Equal(33);
        ana.Course.Periods.Select(period => period.Id).Should().Equal(51, 52);
        (await school.AskAsync(grades => grades.LoadAsync(Course, Ben)))!.Final.Percent.Should().Be(0, "the work of section 12 is theirs");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task GiveEveryStudentOfACourseAsTheAuditComputesThem(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 1, Students = 40, AssignmentsPerCourse = 8 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await SyncHost.StartAsync(canvas, store);
        await host.Bridge.SyncAllCoursesAsync();
        var course = await host.UseAsync(context => context.Set<CanvasCourse>().Select(row => row.Id).FirstAsync());
        await using var scope = host.Services.CreateAsyncScope();
        var (grades, audit) = (scope.ServiceProvider.GetRequiredService<IStoredGrades>(), scope.ServiceProvider.GetRequiredService<IGradeAudit>());
        var audits = await audit.AuditAsync(course).ToListAsync();
        var sheets = await grades.LoadAllAsync(course).ToListAsync();

        sheets.Should().NotBeEmpty();
        sheets.Select(sheet => (sheet.StudentId, sheet.Current.Percent, sheet.Final.Percent, sheet.Grades.UnpostedFinal.Percent)).Should().Equal(
            audits.Select(one => (one.StudentId, one.Grades.Current.Percent, one.Grades.Final.Percent, one.Grades.UnpostedFinal.Percent)));
        var first = await grades.LoadAsync(course, sheets[0].StudentId);
        first!.Final.Percent.Should().Be(sheets[0].Final.Percent);
    }

    [Fact]
    public async Task GiveNothingForStrangers()
    {
        await using var school = await StartAsync(Provider.Sqlite, Work(31, 100), Row(1, 31, Ana, 80));
        await school.ChangeAsync(row => row.Name = "Course");

        (await school.AskAsync(grades => grades.LoadAsync(Course, 404))).Should().BeNull();
        (await school.AskAsync(grades => grades.LoadAsync(404, Ana))).Should().BeNull();
        (await school.AskAsync(grades => grades.LoadAsStudentAsync(404, Ana))).Should().BeNull();
        (await school.AskAsync(async grades => await grades.LoadAllAsync(404).ToListAsync())).Should().BeEmpty();
    }

    [Fact]
    public async Task RefuseScoresOnWorkThatTheStudentDoesNotHave()
    {
        await using var school = await StartAsync(
            Provider.Sqlite, Work(31, 100), Work(33, 100, row => row.OnlyVisibleToOverrides = true), Work(34, 50, row => row.Published = false),
            new CanvasAssignmentOverride { Id = 1, CourseId = Course, AssignmentId = 33, SectionId = 12 });
        var sheet = (await school.AskAsync(grades => grades.LoadAsStudentAsync(Course, Ana)))!;

        foreach (var assignment in new long[] { 33, 34, 404 })
        {
            FluentActions.Invoking(() => sheet.WhatIf(assignment, 1)).Should().Throw<ArgumentException>().WithMessage($"*{assignment}*Course.Assignments*");
        }

        FluentActions.Invoking(() => sheet.WhatIf(31, double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => sheet.WhatIf(31, double.PositiveInfinity)).Should().Throw<ArgumentOutOfRangeException>();
        sheet.WhatIf(31, 120).Final.Percent.Should().Be(120, "bonus is possible");
    }

    private static async Task<StoredSchool> StartAsync(Provider provider, params object[] rows)
    {
        var school = await StoredSchool.StartAsync(provider);
        await school.AddAsync(
        [
            new CanvasTerm { Id = 900_040, GradingPeriodGroupId = 40 },
            new CanvasCourse { Id = Course, TermId = 900_040, WorkflowState = "available", GradingStandardId = 0 },
            new CanvasAssignmentGroup { Id = 900_010, CourseId = Course },
            new CanvasGradingPeriod { Id = 51, GradingPeriodGroupId = 40, StartDate = Day(1), EndDate = Day(10) }, new CanvasGradingPeriod { Id = 52, GradingPeriodGroupId = 40, StartDate = Day(10), EndDate = Day(20) },
            Enrollment(1, Ana, 11), Enrollment(2, Ben, 12), .. rows,
        ]);
        return school;
    }

    private static CanvasEnrollment Enrollment(long id, long user, long section) =>
        new() { Id = id, CourseId = Course, UserId = user, SectionId = section, Type = EnrollmentTypes.Student, EnrollmentState = EnrollmentStates.Active };

    private static CanvasAssignment Work(long id, double points, Action<CanvasAssignment>? change = null)
    {
        var row = new CanvasAssignment { Id = id, CourseId = Course, AssignmentGroupId = 900_010, PointsPossible = points, Published = true, WorkflowState = "published", GradingType = "points" };
        change?.Invoke(row);
        return row;
    }

    private static CanvasSubmission Row(long id, long assignment, long student, double? score, Action<CanvasSubmission>? change = null)
    {
        var row = new CanvasSubmission
        {
            Id = 900_000 + id, CourseId = Course, AssignmentId = assignment, UserId = student, Score = score, WorkflowState = score is null ? "unsubmitted" : "graded", PostedAt = score is null ? null : Day(2),
        };
        change?.Invoke(row);
        return row;
    }

    private static DateTime Day(int day) => new(2026, 1, day, 0, 0, 0, DateTimeKind.Utc);

    private sealed class StoredSchool : IAsyncDisposable
    {
        private readonly TestStore _store;
        private readonly ServiceProvider _services;

        private StoredSchool(TestStore store)
        {
            _store = store;
            var services = new ServiceCollection();
            services.AddDbContext<SchoolContext>(options => store.Configure(options));
            services.AddCanvasOperations().UseDbContext<SchoolContext>();
            _services = services.BuildServiceProvider(validateScopes: true);
        }

        public static async Task<StoredSchool> StartAsync(Provider provider)
        {
            var school = new StoredSchool(await TestStore.CreateAsync(provider));
            await school.UseAsync<SchoolContext, bool>(context => context.Database.EnsureCreatedAsync());
            return school;
        }

        public Task AddAsync(IEnumerable<object> rows) => UseAsync<SchoolContext, int>(context =>
        {
            context.AddRange(rows);
            return context.SaveChangesAsync();
        });

        public Task ChangeAsync(Action<CanvasCourse> change) => UseAsync<SchoolContext, int>(async context =>
        {
            change(await context.Set<CanvasCourse>().SingleAsync());
            return await context.SaveChangesAsync();
        });

        public Task<T> AskAsync<T>(Func<IStoredGrades, Task<T>> ask) => UseAsync(ask);

        public async ValueTask DisposeAsync()
        {
            await _services.DisposeAsync();
            _store.Dispose();
        }

        private async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> use) where TService : notnull
        {
            await using var scope = _services.CreateAsyncScope();
            return await use(scope.ServiceProvider.GetRequiredService<TService>());
        }
    }
}
