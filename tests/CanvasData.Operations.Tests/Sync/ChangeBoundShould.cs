using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>How late an incremental sync sees each kind of change.</summary>
public class ChangeBoundShould
{
    private const int SameNight = 1;
    private const int AWeek = 7;

    private static readonly CanvasSimulatorOptions School = new() { Courses = 2, Students = 12, AssignmentsPerCourse = 12 };
    private static readonly SyncRequest Incremental = new() { Strategy = SyncStrategy.Incremental };

    private static readonly Dictionary<string, Action<SimulatedSchool, long, SimulatedSubmission>> SchoolChanges = new()
    {
        ["score"] = (school, course, work) => school.SetScore(course, work.AssignmentId, work.UserId, 3.25),
        ["score taken away"] = (school, course, work) => school.Ungrade(course, work.AssignmentId, work.UserId),
        ["excuse"] = (school, course, work) => school.Excuse(course, work.AssignmentId, work.UserId),
        ["grade hidden"] = (school, course, work) => school.Unpost(course, work.AssignmentId, work.UserId),
        ["hand-in"] = (school, course, work) => school.HandIn(course, work.AssignmentId, work.UserId),
        ["score and another taken away"] = (school, course, work) =>
        {
            var other = school.Submissions(course).First(row => row.UserId == work.UserId && row.Id != work.Id && row is { Score: not null, PostedAt: not null });
            school.SetScore(course, work.AssignmentId, work.UserId, 3.25);
            school.Ungrade(course, other.AssignmentId, other.UserId);
        },
        ["due date"] = (school, course, work) => school.MoveDueDate(course, work.AssignmentId, school.Now.AddDays(3)),
        ["assignment renamed"] = (school, course, work) => school.RenameAssignment(course, work.AssignmentId, "Another name"),
        ["assignment added"] = (school, course, _) => school.AddAssignment(course, "One more", 10, school.Now.AddDays(2)),
        ["time passes a due date"] = (school, _, _) => school.Advance(TimeSpan.FromHours(20)),
        ["course renamed"] = (school, course, _) => school.RenameCourse(course, "Another name"),
        ["person renamed"] = (school, _, work) => school.RenameUser(work.UserId, "Ada Example"),
        ["enrollment concluded"] = (school, course, work) => school.ConcludeEnrollment(school.Enrollments(course).First(row => row.UserId == work.UserId).Id),
    };

    private static readonly Dictionary<string, Action<SimulatedSchool, long, SimulatedSubmission>> SlowChanges = new()
    {
        ["assignment deleted"] = (school, course, work) => school.DeleteAssignment(course, work.AssignmentId),
        ["student dropped"] = (school, course, work) => school.DeleteEnrollment(school.Enrollments(course).First(row => row.UserId == work.UserId).Id),
        ["student added"] = (school, course, _) => school.AddStudent(course),
    };

    private static readonly Dictionary<string, Action<ScriptedCourse>> SetupChanges = new()
    {
        ["section"] = course => course.Sections[0] = """{"id":1,"name":"Renamed"}""",
        ["assignment group"] = course => course.Groups[0] = """{"id":1,"name":"Homework","group_weight":70}""",
        ["e-mail address"] = course => course.Users[0] = """{"id":20,"name":"Student 20","email":"new@mail.example"}""",
        ["grading period"] = course => course.GradingPeriods[0] = """{"id":1,"title":"Renamed"}""",
        ["letter scheme"] = course => course.GradingStandards[0] = """{"id":1,"title":"Renamed"}""",
        ["late policy"] = course => course.LatePolicy = """{"id":1,"late_submission_interval":"hour"}""",
        ["module"] = course => course.Modules[0] = """{"id":1,"name":"Renamed","items":[]}""",
    };

    public static IEnumerable<object[]> InTheSchool =>
        [.. SchoolChanges.Keys.Select(kind => new object[] { kind, SameNight }), .. SlowChanges.Keys.Select(kind => new object[] { kind, AWeek })];

    public static TheoryData<string> InTheSetup => new(SetupChanges.Keys);

    [Theory]
    [MemberData(nameof(InTheSchool))]
    public async Task HoldForEachKindOfChange(string kind, int nights)
    {
        await using var canvas = await CanvasSimulator.StartAsync(School);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        await host.SyncAsync();
        var course = canvas.School.Courses[0].Id;
        var work = canvas.School.Submissions(course).First(row => row is { Score: not null, PostedAt: not null });
        (SchoolChanges.GetValueOrDefault(kind) ?? SlowChanges[kind])(canvas.School, course, work);

        for (var night = 1; night <= nights; night++)
        {
            time.Advance(nights == SameNight ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1));
            var report = await host.SyncAsync(Incremental);
            if (nights == SameNight)
            {
                report.Courses.Should().OnlyContain(one => one.Strategy == SyncStrategy.Incremental);
            }
        }

        if (kind == "time passes a due date")
        {
            var stored = (await host.RowsAsync<CanvasSubmission>()).ToDictionary(row => row.Id);
            canvas.School.Courses.SelectMany(one => canvas.School.Submissions(one.Id)).Where(row => stored.TryGetValue(row.Id, out var kept) && kept.Missing != row.Missing)
                .Should().BeEmpty();
            return;
        }

        await RequestsShould.AssertIsTheSchoolAsync(host, canvas);
    }

    [Theory]
    [MemberData(nameof(InTheSetup))]
    public async Task BeAWeekForWhatRarelyChanges(string kind)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddSection(1).Enroll(10, 20).AddAssignment(30, ""","assignment_group_id":1""");
        course.Groups.Add("""{"id":1,"name":"Homework","group_weight":30}""");
        course.Users.Add("""{"id":20,"name":"Student 20","email":"old@mail.example"}""");
        course.GradingPeriods.Add("""{"id":1,"title":"First"}""");
        course.GradingStandards.Add("""{"id":1,"title":"Letters"}""");
        course.LatePolicy = """{"id":1,"late_submission_interval":"day"}""";
        course.Modules.Add("""{"id":1,"name":"Start","items":[]}""");
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.FullPassInterval = TimeSpan.FromDays(90), services: services => services.AddSingletonTime(time));
        await host.SyncAsync();
        SetupChanges[kind](course);
        var strategies = new List<SyncStrategy>();
        for (var night = 1; night <= AWeek; night++)
        {
            time.Advance(TimeSpan.FromDays(1));
            strategies.Add((await host.SyncAsync(Incremental)).Courses[0].Strategy);
        }

        strategies.Should().NotContain(SyncStrategy.Full);
        using var other = await TestStore.CreateAsync(Provider.Sqlite);
        await using var fresh = await TestHost.StartAsync(canvas, other);
        await fresh.SyncAsync();
        Func<string, bool> told = column => column is not ("FirstSyncedAt" or "SyncedAt" or "RowHash");
        var (stored, expected) = (await host.TablesAsync(told), await fresh.TablesAsync(told));
        foreach (var table in (string[])[nameof(CanvasSection), nameof(CanvasAssignmentGroup), nameof(CanvasUser), nameof(CanvasGradingPeriod), nameof(CanvasGradingStandard), nameof(CanvasLatePolicy), nameof(CanvasModule)])
        {
            stored[table].Should().Equal(expected[table], table);
        }
    }

    [Theory]
    [InlineData("section")]
    [InlineData("group")]
    [InlineData("scheme")]
    public async Task BeTheSameNightForWhatANewRowNames(string kind)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddSection(1).Enroll(10, 20).AddAssignment(30, ""","assignment_group_id":1""");
        course.Groups.Add("""{"id":1,"name":"Homework"}""");
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        switch (kind)
        {
            case "section":
                course.AddSection(2).Enroll(11, 21, section: 2);
                break;
            case "group":
                course.AddAssignment(31, ""","assignment_group_id":2""");
                course.Groups.Add("""{"id":2,"name":"Labs"}""");
                break;
            default:
                course.AddAssignment(31, ""","assignment_group_id":1,"grading_standard_id":7""");
                course.GradingStandards.Add("""{"id":7,"title":"Labs"}""");
                break;
        }

        (await host.SyncAsync(Incremental)).Courses[0].Strategy.Should().Be(SyncStrategy.Incremental);

        (await host.RowsAsync<CanvasSection>()).Should().HaveCount(kind == "section" ? 2 : 1);
        (await host.RowsAsync<CanvasAssignmentGroup>()).Should().HaveCount(kind == "group" ? 2 : 1);
        (await host.RowsAsync<CanvasGradingStandard>()).Should().HaveCount(kind == "scheme" ? 1 : 0);
        (await host.Pipeline.VerifyAsync()).Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task NotApplyToWhatANarrowerProfileLeftOut()
    {
        await using var canvas = await CanvasSimulator.StartAsync(School);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync(Incremental with { Profile = SyncProfile.Lightweight });
        await host.SyncAsync(Incremental with { Profile = SyncProfile.Analytics with { Activity = false } });

        await host.SyncAsync(Incremental);

        await RequestsShould.AssertIsTheSchoolAsync(host, canvas);
    }
}
