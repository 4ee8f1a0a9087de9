using CanvasData.Operations.Configuration;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Tests.Client;

public class SyncProfileShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 2, Students = 12, AssignmentsPerCourse = 14 };

    // What each flag leaves out when it is off: requests, tables, columns.
    private static readonly Dictionary<string, (SyncProfile Profile, string[] Requests, Type[] Tables, string[] Columns)> Flags = new()
    {
        [nameof(SyncProfile.Accounts)] = (SyncProfile.Full with { Accounts = false }, ["/accounts", "/sub_accounts"], [typeof(CanvasAccount)], []),
        [nameof(SyncProfile.Sections)] = (SyncProfile.Full with { Sections = false }, ["/sections"], [typeof(CanvasSection)], []),
        [nameof(SyncProfile.Enrollments)] = (
            SyncProfile.Full with { Enrollments = false, Scores = false, Activity = false, ContactDetails = false, Submissions = false },
            ["/enrollments", "/users", "/students/submissions"],
            [typeof(CanvasEnrollment), typeof(CanvasUser), typeof(CanvasSubmission), typeof(CanvasCheckpointSubmission)], []),
        [nameof(SyncProfile.Scores)] = (
            SyncProfile.Full with { Scores = false }, [], [],
            [nameof(CanvasEnrollment.CurrentScore), nameof(CanvasEnrollment.FinalScore), nameof(CanvasEnrollment.CurrentGrade), nameof(CanvasEnrollment.UnpostedCurrentScore), nameof(CanvasEnrollment.UnpostedFinalGrade)]),
        [nameof(SyncProfile.Activity)] = (SyncProfile.Full with { Activity = false }, [], [], [nameof(CanvasEnrollment.LastActivityAt), nameof(CanvasEnrollment.TotalActivityTime)]),
        [nameof(SyncProfile.ContactDetails)] = (SyncProfile.Full with { ContactDetails = false }, ["/users"], [], [nameof(CanvasUser.Email)]),
        [nameof(SyncProfile.Assignments)] = (
            SyncProfile.Full with { Assignments = false, UnpublishedAssignments = false, Overrides = false, Submissions = false },
            ["/assignments", "/assignment_groups", "/students/submissions"],
            [typeof(CanvasAssignment), typeof(CanvasAssignmentGroup), typeof(CanvasAssignmentOverride), typeof(CanvasCheckpoint), typeof(CanvasSubmission), typeof(CanvasCheckpointSubmission)], []),
        [nameof(SyncProfile.UnpublishedAssignments)] = (SyncProfile.Full with { UnpublishedAssignments = false }, [], [], []),
        [nameof(SyncProfile.Overrides)] = (SyncProfile.Full with { Overrides = false }, [], [typeof(CanvasAssignmentOverride)], []),
        [nameof(SyncProfile.Submissions)] = (SyncProfile.Full with { Submissions = false }, ["/students/submissions"], [typeof(CanvasSubmission), typeof(CanvasCheckpointSubmission)], []),
        [nameof(SyncProfile.GradingSetup)] = (
            SyncProfile.Full with { GradingSetup = false }, ["/settings", "/grading_periods", "/grading_standards", "/late_policy"],
            [typeof(CanvasGradingPeriod), typeof(CanvasGradingStandard), typeof(CanvasLatePolicy)], []),
        [nameof(SyncProfile.Modules)] = (SyncProfile.Full with { Modules = false }, ["/modules"], [typeof(CanvasModule), typeof(CanvasModuleItem)], []),
    };

    private static readonly string[] AllRequests =
    [
        "/accounts", "/sub_accounts", "/sections", "/enrollments", "/users", "/assignment_groups", "/assignments", "/students/submissions", "/settings", "/grading_periods", "/grading_standards", "/late_policy", "/modules",
    ];

    public static TheoryData<string, Provider> Cases()
    {
        var data = new TheoryData<string, Provider>();
        foreach (var flag in Flags.Keys)
        {
            data.Add(flag, Provider.Sqlite);
            data.Add(flag, Provider.PostgreSql);
        }

        return data;
    }

    [Fact]
    public void HaveNoFlagWithoutACase() =>
        Flags.Keys.Should().BeEquivalentTo(typeof(SyncProfile).GetProperties().Where(property => property.PropertyType == typeof(bool)).Select(property => property.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task NeitherAskForNorStoreWhatAFlagLeavesOut(string flag, Provider provider)
    {
        var (profile, requests, tables, columns) = Flags[flag];
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        foreach (var course in canvas.School.Courses)
        {
            var discussion = canvas.School.Assignments(course.Id).First(one => one is { WorkflowState: "published", OnlyVisibleToOverrides: false });
            canvas.School.SetCheckpoints(course.Id, discussion.Id, 5, null, 15, null);
        }

        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        await host.SyncAsync(new SyncRequest { Profile = profile });

        var asked = canvas.Requests.All.Select(request => request.PathAndQuery.Split('?')[0]).ToList();
        AllRequests.Where(path => !asked.Any(one => one.EndsWith(path, StringComparison.Ordinal))).Should().BeEquivalentTo(requests);
        var stored = await host.TablesAsync();
        stored.Where(table => IsMirror(table.Key) && table.Value.Count == 0).Select(table => table.Key).Should().BeEquivalentTo(tables.Select(type => type.Name));
        foreach (var column in columns)
        {
            stored.Where(table => IsMirror(table.Key)).SelectMany(table => table.Value).Where(row => row.Contains($"| {column}=", StringComparison.Ordinal))
                .Should().OnlyContain(row => row.Contains($"| {column}=null ", StringComparison.Ordinal));
        }

        if (flag == nameof(SyncProfile.UnpublishedAssignments))
        {
            var published = (await host.RowsAsync<CanvasAssignment>()).Select(row => row.Id).ToHashSet();
            published.Should().HaveCount(28);
            canvas.School.Assignments(canvas.School.Courses[0].Id).Single(assignment => assignment.WorkflowState == "unpublished").Overrides.Should().NotBeEmpty();
            (await host.RowsAsync<CanvasAssignmentOverride>()).Should().OnlyContain(row => published.Contains(row.AssignmentId));
        }

        (await host.SyncAsync(new SyncRequest { Profile = profile })).RowsWritten.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task LeaveAloneWhatWasStoredBefore(string flag, Provider provider)
    {
        var (profile, _, tables, columns) = Flags[flag];
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = await host.TablesAsync();
        var scores = await ValuesAsync(host, columns);
        foreach (var course in canvas.School.Courses)
        {
            var row = canvas.School.Submissions(course.Id).First(submission => submission.Score != null);
            canvas.School.SetScore(course.Id, row.AssignmentId, row.UserId, 1);
            canvas.School.RenameAssignment(course.Id, row.AssignmentId, "Another name");
        }

        await host.SyncAsync(new SyncRequest { Profile = profile });

        var after = await host.TablesAsync();
        foreach (var table in tables)
        {
            after[table.Name].Should().Equal(before[table.Name], table.Name);
        }

        (await ValuesAsync(host, columns)).Should().BeEquivalentTo(scores);
        await host.SyncAsync();
        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task NotLeaveAnAssignmentPublishedThatIsUnpublishedMeanwhile(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddAssignment(5).AddAssignment(6);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.Profile = SyncProfile.Lightweight);
        await host.SyncAsync();
        course.Assignments[0] = """{"id":5,"name":"Task 5","points_possible":10,"published":false,"workflow_state":"unpublished"}""";
        course.Assignments.Add("""{"id":7,"name":"Never seen","published":false,"workflow_state":"unpublished"}""");

        var report = await host.SyncAsync();

        report.Rows[nameof(CanvasAssignment)].Should().Be(new RowCounts(Added: 0, Changed: 1, Unchanged: 1, Missing: 0));
        (await host.RowsAsync<CanvasAssignment>()).Select(row => (row.Id, row.Published, row.WorkflowState, row.MissingSince)).Should().BeEquivalentTo(
            new (long, bool?, string?, DateTime?)[] { (5, false, "unpublished", null), (6, true, "published", null) });
        (await host.SyncAsync()).RowsWritten.Should().Be(0);
        ScriptedCourse.Remove(course.Assignments, 5);
        (await host.SyncAsync()).Rows[nameof(CanvasAssignment)].Missing.Should().Be(1);
    }

    [Fact]
    public async Task CostFewRequestsWhenItIsLightweight()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.Profile = SyncProfile.Lightweight);

        var report = await host.SyncAsync();

        report.Courses.Should().OnlyContain(course => course.Requests == 3, "its enrollments, groups and assignments; the list holds the course");
        (await host.RowsAsync<CanvasEnrollment>()).Should().Contain(row => row.CurrentScore != null);
    }

    public static TheoryData<string> Named() => [nameof(SyncProfile.Full), nameof(SyncProfile.StudentsOnly), nameof(SyncProfile.AssignmentsOnly), nameof(SyncProfile.Lightweight), nameof(SyncProfile.Analytics)];

    [Theory]
    [MemberData(nameof(Named))]
    public async Task BeFineWhenItIsANamedOne(string name)
    {
        var profile = (SyncProfile)typeof(SyncProfile).GetProperty(name)!.GetValue(null)!;
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.Profile = profile);

        await host.SyncAsync();

        profile.Validate().Should().BeEmpty();
        (await host.RowsAsync<CanvasUser>()).Count.Should().Match(count => count > 0 == profile.Enrollments);
        (await host.RowsAsync<CanvasAssignment>()).Count.Should().Match(count => count > 0 == profile.Assignments);
        (await host.RowsAsync<CanvasSubmission>()).Count.Should().Match(count => count > 0 == profile.Submissions);
    }

    [Fact]
    public async Task NameTheCureOfEachContradiction()
    {
        var contradictory = new SyncProfile { Enrollments = false, Assignments = false };

        contradictory.Validate().Should().HaveCount(7).And.OnlyContain(problem => problem.Contains("set ", StringComparison.Ordinal) && problem.Contains(" to true or ", StringComparison.Ordinal));

        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        await host.Awaiting(h => h.Bridge.SyncAllCoursesAsync(new SyncRequest { Profile = contradictory }))
            .Should().ThrowAsync<ArgumentException>().WithMessage("*Scores needs Enrollments: set Enrollments to true or Scores to false.*");
        host.Invoking(h => h.Bridge.StreamSyncAsync(new SyncRequest { Profile = contradictory })).Should().Throw<ArgumentException>();
        using var services = new ServiceCollection().AddCanvasOperations(options => options.Sync.Profile = contradictory).Services.BuildServiceProvider();
        services.Invoking(s => s.GetRequiredService<IOptions<CanvasOperationsOptions>>().Value)
            .Should().Throw<OptionsValidationException>().WithMessage("*CanvasOperationsOptions.Sync.Profile: Submissions needs Assignments*");
    }

    [Fact]
    public void KeepTheNamedProfilesWhenSettingsAreBoundToAnOptionsObject()
    {
        var options = new CanvasOperationsOptions();

        // The configuration binder sets init-only properties of the object that it finds.
        typeof(SyncProfile).GetProperty(nameof(SyncProfile.Modules))!.SetValue(options.Sync.Profile, false);

        options.Sync.Profile.Modules.Should().BeFalse();
        SyncProfile.Full.Modules.Should().BeTrue();
        new CanvasOperationsOptions().Sync.Profile.Should().Be(SyncProfile.Full);
    }

    private static bool IsMirror(string table) => typeof(CanvasRow).Assembly.GetType($"CanvasData.Operations.Model.{table}")?.IsAssignableTo(typeof(CanvasRow)) == true;

    private static async Task<Dictionary<(string, long), string?>> ValuesAsync(TestHost<SchoolContext> host, string[] columns)
    {
        var rows = (await host.RowsAsync<CanvasEnrollment>()).Cast<CanvasRow>().Concat(await host.RowsAsync<CanvasUser>());
        return rows.SelectMany(row => columns.Where(column => row.GetType().GetProperty(column) is not null).Select(column => (Key: ($"{row.GetType().Name}.{column}", row.Id), Value: row.GetType().GetProperty(column)!.GetValue(row)?.ToString())))
            .ToDictionary(cell => cell.Key, cell => cell.Value);
    }
}
