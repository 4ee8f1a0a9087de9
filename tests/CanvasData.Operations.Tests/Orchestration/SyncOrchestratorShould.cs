using System.Text.Json;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Orchestration;

public class SyncOrchestratorShould
{
    private static readonly Uri Canvas = new("https://canvas.example");

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task StoreABundleAsASyncWouldStoreItsCanvas(Provider provider)
    {
        var canvas = School();
        using var store = await TestStore.CreateAsync(provider);
        using var otherStore = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await using var other = await TestHost.StartAsync(canvas, otherStore);
        await other.SyncAsync();

        var report = await RunAsync(host, one => one.ExecuteMasterSyncAsync(BundleOf(canvas)));

        report.Succeeded.Should().BeTrue(report.Sync.ToString());
        report.PartialListings.Should().BeEmpty();
        (report.Layers.Mirror, report.Layers.History > 0, report.Layers.Lifecycle > 0).Should().Be((report.Sync.Rows.Values.Sum(row => (long)row.Added), true, true));
        Func<string, bool> columns = name => !name.EndsWith("At", StringComparison.Ordinal) && name is not "Id";
        (await host.TablesAsync(columns)).ShouldHoldTheCellsOf(await other.TablesAsync(columns));
        JsonSerializer.Serialize(report).Should().Contain("\"CourseId\":\"1\"");

        canvas.Courses[0].Submissions[0] = canvas.Courses[0].Submissions[0].Replace("\"score\":5", "\"score\":8", StringComparison.Ordinal);
        ScriptedCourse.Remove(canvas.Courses[0].Enrollments, 2);
        (await RunAsync(host, one => one.ExecuteMasterSyncAsync(BundleOf(canvas)))).Layers.Should().BeEquivalentTo(new { Mirror = 3L });
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().ContainSingle().Which.Score.Should().Be(8);
        (await host.RowsAsync<CanvasEnrollment>()).Single(row => row.Id == 2).MissingSince.Should().NotBeNull();
        (await RunAsync(host, one => one.ExecuteMasterSyncAsync(BundleOf(canvas)))).Sync.RowsWritten.Should().Be(0);
    }

    [Fact]
    public async Task InferNothingFromPartialListingsAndFromThoseThatAreNotBrought()
    {
        var canvas = School();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var lease = (await host.RowsAsync<CanvasCourseLease>()).Single(row => row.CourseId == 1);
        var whole = BundleOf(canvas).Courses[0];
        var bundle = new CanvasBundle(Canvas,
        [
            new CourseBundle(whole.Course)
            {
                Enrollments = whole.Enrollments! with { Records = [whole.Enrollments.Records[0]], Count = 1 },
                Assignments = whole.Assignments! with { Records = [], Count = null, IsPartial = true },
                Submissions = new([Record<SubmissionRecord>("""{"id":101,"assignment_id":10,"user_id":5,"score":9}""")]) { IsPartial = true },
            },
        ]);

        var report = await RunAsync(host, one => one.ExecuteMasterSyncAsync(bundle));

        report.Succeeded.Should().BeTrue(report.Sync.ToString());
        report.PartialListings.Where(one => one.CourseId == 1).Select(one => one.Entity).Should().Contain(["submission", "assignment", "section", "module"]).And.NotContain("enrollment");
        (await host.RowsAsync<CanvasAssignment>()).Should().OnlyContain(row => row.MissingSince == null);
        (await host.RowsAsync<CanvasSubmission>()).Should().OnlyContain(row => row.MissingSince == null);
        (await host.RowsAsync<CanvasSection>()).Should().OnlyContain(row => row.MissingSince == null);
        (await host.RowsAsync<CanvasSubmission>()).Single(row => row.Id == 101).Score.Should().Be(9);
        (await host.RowsAsync<CanvasEnrollment>()).Single(row => row.Id == 2).MissingSince.Should().NotBeNull("that listing was complete");
        (await host.RowsAsync<CanvasCourse>()).Should().OnlyContain(row => row.MissingSince == null, "courses outside the bundle stay");
        var after = (await host.RowsAsync<CanvasCourseLease>()).Single(row => row.CourseId == 1);
        (after.Watermark, after.LastFullSyncAt, Listings(after)).Should().Be((lease.Watermark, lease.LastFullSyncAt, Listings(lease)), "the next sync from Canvas misses nothing");

        static string Listings(CanvasCourseLease lease) => string.Join(';', lease.ListedAt!.Split(';').Where(pair => !pair.StartsWith("Read=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task StoreTheAccountsOfABundle()
    {
        var canvas = School();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        var school = Accounts([1, null], [2, 1], [3, 2]);

        var report = await RunAsync(host, one => one.ExecuteMasterSyncAsync(school));
        report.Sync.Accounts!.Rows.Should().Be(new RowCounts(3, 0, 0, 0));
        (await host.RowsAsync<CanvasAccount>()).OrderBy(row => row.Id).Select(row => row.Path).Should().Equal("/1/", "/1/2/", "/1/2/3/");

        (await RunAsync(host, one => one.ExecuteMasterSyncAsync(BundleOf(canvas)))).Sync.Accounts.Should().BeNull("it brings none");
        var partial = Accounts([1, null]);
        await RunAsync(host, one => one.ExecuteMasterSyncAsync(new CanvasBundle(Canvas, partial.Courses) { Accounts = partial.Accounts! with { IsPartial = true } }));
        (await host.RowsAsync<CanvasAccount>()).Should().OnlyContain(row => row.MissingSince == null);

        await RunAsync(host, one => one.ExecuteMasterSyncAsync(Accounts([1, null], [2, 1])));
        (await host.RowsAsync<CanvasAccount>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal(3);

        var wrong = () => RunAsync(host, one => one.ExecuteMasterSyncAsync(Accounts([1, null], [1, null])));
        (await wrong.Should().ThrowAsync<InvalidArgumentException>()).WithMessage("*bundle.Accounts.Records[1].Id*twice*");

        CanvasBundle Accounts(params long?[][] accounts) => new(Canvas, BundleOf(canvas).Courses)
        {
            Accounts = new BundleListing<AccountRecord>([.. accounts.Select(account => new AccountRecord { Id = account[0], ParentAccountId = account[1] })]),
        };
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "none", "bundle.Courses" },
        { "no id", "bundle.Courses[0].Course.Id" },
        { "course twice", "bundle.Courses[1].Course.Id" },
        { "count", "bundle.Courses[0].Enrollments.Count" },
        { "duplicate", "bundle.Courses[0].Submissions.Records[2].Id" },
        { "null", "bundle.Courses[0].Users.Records[0]" },
        { "other course", "bundle.Courses[0].Enrollments.Records[0].CourseId" },
        { "unknown assignment", "bundle.Courses[0].Submissions.Records[2].AssignmentId" },
        { "other host", "bundle.Courses[0].Assignments.Records[0].HtmlUrl" },
        { "two policies", "bundle.Courses[0].LatePolicies" },
        { "incremental", "request.Strategy" },
        { "chosen", "request" },
        { "address", "bundle.Instance" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task RefuseABundleThatContradictsItselfAndWriteNothing(string fault, string argument)
    {
        var canvas = School();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        var before = await host.TablesAsync();
        var course = BundleOf(canvas).Courses[0];
        SyncRequest? request = null;
        var address = Canvas;
        List<CourseBundle> courses = [course];
        switch (fault)
        {
            case "none": courses = []; break;
            case "no id": courses[0] = course with { Course = Record<CourseRecord>("""{"name":"x"}""") }; break;
            case "course twice": courses.Add(course); break;
            case "count": courses[0] = course with { Enrollments = course.Enrollments! with { Count = 3 } }; break;
            case "duplicate": courses[0] = course with { Submissions = new([.. course.Submissions!.Records, course.Submissions.Records[0]]) }; break;
            case "null": courses[0] = course with { Users = new([null!]) }; break;
            case "other course": course.Enrollments!.Records[0].CourseId = 2; break;
            case "unknown assignment": courses[0] = course with { Submissions = new([.. course.Submissions!.Records, Record<SubmissionRecord>("""{"id":7,"assignment_id":99,"user_id":5}""")]) }; break;
            case "other host": course.Assignments!.Records[0].HtmlUrl = "https://other.example/courses/1/assignments/10"; break;
            case "two policies": courses[0] = course with { LatePolicies = new([Record<LatePolicyRecord>("""{"id":1}"""), Record<LatePolicyRecord>("""{"id":2}""")]) }; break;
            case "incremental": request = new SyncRequest { Strategy = SyncStrategy.Incremental }; break;
            case "chosen": request = new SyncRequest { CourseIds = [1] }; break;
            case "address": address = new Uri("canvas", UriKind.Relative); break;
        }

        var error = (await host.Invoking(one => RunAsync(one, orchestrator => orchestrator.ExecuteMasterSyncAsync(new CanvasBundle(address, courses), request))).Should().ThrowAsync<InvalidArgumentException>()).Which;

        error.Argument.Should().Be(argument);
        error.Remedy.Should().NotBeNullOrEmpty();
        (await host.TablesAsync()).ShouldHoldTheCellsOf(before);
    }

    [Fact]
    public async Task RefuseABundleOfAnotherCanvasThanTheTablesHold()
    {
        var canvas = School();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();

        await host.Invoking(one => RunAsync(one, orchestrator => orchestrator.ExecuteMasterSyncAsync(new CanvasBundle(new Uri("https://other.example"), BundleOf(canvas).Courses))))
            .Should().ThrowAsync<CanvasConfigurationException>().WithMessage("*collide*");
    }

    [Fact]
    public async Task KeepTheOtherCoursesOfABundleWhenOneFails()
    {
        var canvas = School();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var bundle = BundleOf(canvas);
        var emptied = new CanvasBundle(Canvas, [bundle.Courses[0] with { Enrollments = new([]), Submissions = new([]) }, bundle.Courses[1] with { Assignments = new([Record<AssignmentRecord>("""{"id":20,"name":"New"}""")]) }]);

        var report = await RunAsync(host, one => one.ExecuteMasterSyncAsync(emptied));

        report.Succeeded.Should().BeFalse();
        report.Sync.Courses.ToDictionary(one => one.CourseId, one => one.Outcome).Should().Equal(new Dictionary<long, CourseSyncOutcome> { [1] = CourseSyncOutcome.Failed, [2] = CourseSyncOutcome.Succeeded });
        (await host.RowsAsync<CanvasEnrollment>()).Where(row => row.CourseId == 1).Should().OnlyContain(row => row.MissingSince == null);
        (await host.RowsAsync<CanvasAssignment>()).Should().Contain(row => row.Id == 20);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task InitializeACourseOnceAndKeepWhatIsThere(Provider provider)
    {
        var canvas = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        var first = await RunAsync(host, one => one.InitializeCourseAsync(1));
        await UseAsync<IMetadataManager, MetadataSaved>(host, one => one.SaveAsync([new CourseMetadataChange { CourseId = 1, CustomColor = "#1A7F37" }]));
        var second = await RunAsync(host, one => one.InitializeCourseAsync(1));

        first.Should().BeEquivalentTo(new { CourseId = 1L, IsInitialized = true, IsSnapshotNew = true, IsMetadataNew = true });
        first.TrackedObjects.Should().Be((await host.RowsAsync<CanvasObjectStatus>()).Count(row => row.ObjectType != CanvasObjectTypes.User) + 2);
        second.Should().BeEquivalentTo(new { IsInitialized = true, IsSnapshotNew = false, IsMetadataNew = false, first.TrackedObjects });
        (await host.RowsAsync<CanvasCourseMetadata>()).Should().ContainSingle().Which.CustomColor.Should().Be("#1A7F37");
        (await host.RowsAsync<CanvasCourseSnapshot>()).Should().ContainSingle();
    }

    [Fact]
    public async Task DoNothingElseWhenTheCourseCannotBeSynced()
    {
        var canvas = School();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        (await RunAsync(host, one => one.InitializeCourseAsync(99))).Should().BeEquivalentTo(new { IsInitialized = false, IsMetadataNew = false, IsSnapshotNew = false });

        (await host.RowsAsync<CanvasCourseMetadata>()).Should().BeEmpty();
        (await host.Invoking(one => RunAsync(one, orchestrator => orchestrator.InitializeCourseAsync(0))).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("courseId");
    }

    [Fact]
    public async Task RefuseRecordsOlderThanThoseThatAreStored()
    {
        var canvas = School();
        var read = new DateTimeOffset(2026, 5, 1, 2, 0, 0, TimeSpan.Zero);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        var monday = BundleOf(canvas).Courses;
        canvas.Courses[0].Submissions[0] = canvas.Courses[0].Submissions[0].Replace("\"score\":5", "\"score\":8", StringComparison.Ordinal);
        var tuesday = BundleOf(canvas).Courses;
        await RunAsync(host, one => one.ExecuteMasterSyncAsync(new CanvasBundle(Canvas, monday) { ReadAt = read }));

        (await RunAsync(host, one => one.ExecuteMasterSyncAsync(new CanvasBundle(Canvas, tuesday) { ReadAt = read.AddDays(1) }))).Succeeded.Should().BeTrue("bundles of a backlog come in their order");
        var before = await host.TablesAsync();
        var late = await RunAsync(host, one => one.ExecuteMasterSyncAsync(new CanvasBundle(Canvas, BundleOf(School()).Courses) { ReadAt = read.AddHours(1) }));

        late.Sync.FailedCourses.Should().HaveCount(2).And.OnlyContain(course => course.Failure!.Message.Contains("2026-05-01 03:00:00Z", StringComparison.Ordinal) && course.Failure.Message.Contains("2026-05-02 02:00:00Z", StringComparison.Ordinal));
        (await host.TablesAsync()).ShouldHoldTheCellsOf(before, "no old score comes back, and no change that never was");
        (await RunAsync(host, one => one.ExecuteMasterSyncAsync(new CanvasBundle(Canvas, BundleOf(canvas).Courses) { ReadAt = read.AddDays(1) }))).Sync.RowsWritten.Should().Be(0, "the same records may come again");
    }

    [Fact]
    public async Task NotCallACourseMissingThatIsNewerThanTheRecords()
    {
        var canvas = School();
        var old = BundleOf(canvas).Courses;
        var read = DateTimeOffset.UtcNow.AddDays(-1);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await RunAsync(host, one => one.ExecuteMasterSyncAsync(new CanvasBundle(Canvas, old) { ReadAt = read }));
        canvas.AddCourse(3).AddSection(3);
        await host.SyncCourseAsync(3);

        await RunAsync(host, one => one.ExecuteMasterSyncAsync(new CanvasBundle(Canvas, old) { ReadAt = read.AddHours(1) }));

        (await host.RowsAsync<CanvasCourse>()).Should().OnlyContain(row => row.MissingSince == null).And.HaveCount(3);
    }

    [Theory]
    [InlineData(Provider.Sqlite, false)]
    [InlineData(Provider.Sqlite, true)]
    [InlineData(Provider.PostgreSql, true)]
    [InlineData(Provider.InMemory, true)]
    public async Task RefuseOlderRecordsThoughNoSubmissionsWereListedAndAFullPassIsOwed(Provider provider, bool owesFullPass)
    {
        var read = new DateTimeOffset(2026, 5, 1, 2, 0, 0, TimeSpan.Zero);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(School(), store);
        (await BringAsync(read.AddDays(1), "New")).Succeeded.Should().BeTrue();
        if (owesFullPass)
        {
            await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [10]));
            await host.LifeAsync(life => life.ApproveDeletionAsync(CanvasObjectTypes.Assignment, [10]));
            await host.LifeAsync(life => life.DeletePermanentlyAsync(CanvasObjectTypes.Assignment, [10]));
            (await host.RowsAsync<CanvasCourseLease>()).Single(row => row.CourseId == 1).ListedAt.Should().NotContain(";", "everything is listed again");
        }

        (await BringAsync(read, "Old")).Sync.FailedCourses.Should().HaveCount(2).And.OnlyContain(course => course.Failure!.Message.Contains("2026-05-02 02:00:00Z", StringComparison.Ordinal));
        (await host.RowsAsync<CanvasCourse>()).Should().OnlyContain(row => row.Name == "New");
        (await BringAsync(read.AddDays(2), "Newest")).Succeeded.Should().BeTrue();

        Task<MasterSyncReport> BringAsync(DateTimeOffset moment, string name)
        {
            var courses = BundleOf(School()).Courses.Select(one => one with { Submissions = null }).ToList();
            courses.ForEach(one => one.Course.Name = name);
            return RunAsync(host, one => one.ExecuteMasterSyncAsync(new CanvasBundle(Canvas, courses) { ReadAt = moment }));
        }
    }

    [Fact]
    public async Task TakeRecordsAfterThoseOfAClockThatWasFarAhead()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(School(), store);
        var wrong = new CanvasBundle(Canvas, BundleOf(School()).Courses) { ReadAt = DateTimeOffset.UtcNow.AddYears(1) };
        (await RunAsync(host, one => one.ExecuteMasterSyncAsync(wrong))).Succeeded.Should().BeTrue();

        (await RunAsync(host, one => one.ExecuteMasterSyncAsync(new CanvasBundle(Canvas, BundleOf(School()).Courses) { ReadAt = DateTimeOffset.UtcNow }))).Succeeded.Should().BeTrue();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.InMemory)]
    public async Task RefuseRecordsOlderThanARefresh(Provider provider)
    {
        var canvas = School();
        var read = new DateTimeOffset(2026, 5, 1, 2, 0, 0, TimeSpan.Zero);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        var old = BundleOf(canvas).Courses;
        await RunAsync(host, one => one.ExecuteMasterSyncAsync(new CanvasBundle(Canvas, old) { ReadAt = read }));
        canvas.Courses[0].Submissions[0] = canvas.Courses[0].Submissions[0].Replace("\"score\":5", "\"score\":8", StringComparison.Ordinal);
        (await UseAsync(host, (ICanvasRefresh refresh) => refresh.RefreshSubmissionAsync(1, 10, 5))).Outcome.Should().Be(RefreshOutcome.Updated);

        var late = await RunAsync(host, one => one.ExecuteMasterSyncAsync(new CanvasBundle(Canvas, old) { ReadAt = read.AddHours(1) }));

        late.Sync.FailedCourses.Should().ContainSingle().Which.CourseId.Should().Be(1, "no object of the other course is newer than the bundle");
        (await host.RowsAsync<CanvasSubmission>()).Single(row => row.Id == 101).Score.Should().Be(8);
    }

    [Fact]
    public async Task RefuseAccountsOlderThanThoseThatAreStored()
    {
        var read = new DateTimeOffset(2026, 5, 1, 2, 0, 0, TimeSpan.Zero);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(School(), store);
        (await BringAsync(read.AddDays(1), "New")).Skipped.Should().BeNull();

        (await BringAsync(read, "Old")).Skipped.Should().Contain("2026-05-01 02:00:00Z").And.Contain("2026-05-02 02:00:00Z");
        (await host.RowsAsync<CanvasAccount>()).Should().ContainSingle().Which.Name.Should().Be("New");
        (await BringAsync(read.AddDays(1), "Newest")).Skipped.Should().BeNull();
        (await host.RowsAsync<CanvasAccount>()).Should().ContainSingle().Which.Name.Should().Be("Newest");

        async Task<AccountSyncReport> BringAsync(DateTimeOffset moment, string name) => (await RunAsync(host, one => one.ExecuteMasterSyncAsync(
            new CanvasBundle(Canvas, BundleOf(School()).Courses) { ReadAt = moment, Accounts = new([new AccountRecord { Id = 1, Name = name }]) }))).Sync.Accounts!;
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task CleanUpAndThenCheckWhatIsLeft(Provider provider)
    {
        var canvas = School();
        using var store = await TestStore.CreateAsync(provider);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        await host.SyncAsync();
        ScriptedCourse.Remove(canvas.Courses[0].Assignments, 11);
        await host.SyncAsync();
        time.Advance(TimeSpan.FromDays(120));
        var before = await host.TablesAsync();

        var preview = await RunAsync(host, one => one.ExecuteCleanupCycleAsync(new CleanupCycleRequest { IsPreview = true }));

        (await host.TablesAsync()).ShouldHoldTheCellsOf(before, "a preview stores nothing");
        preview.Cleanup.IsPreview.Should().BeTrue();
        var cycle = await RunAsync(host, one => one.ExecuteCleanupCycleAsync());
        cycle.Cleanup.Objects.Should().Equal(preview.Cleanup.Objects);
        cycle.Cleanup.Count(CleanupRule.DeleteInactive).Should().Be(1);
        (await host.RowsAsync<CanvasAssignment>()).Select(row => row.Id).Should().Equal(10);
        cycle.Integrity.Results.Should().NotBeEmpty().And.OnlyContain(result => !result.Check.NeedsCanvas);
        (await host.RowsAsync<CanvasIntegrityMetric>()).Should().HaveCount(cycle.Integrity.Results.Count);
        (await host.Invoking(one => RunAsync(one, orchestrator => orchestrator.ExecuteCleanupCycleAsync(new CleanupCycleRequest { Cleanup = new CleanupRequest { Rules = [] } })))
            .Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("Rules");
    }

    [Fact]
    public async Task NameAnItemOfAModuleThatIsNull()
    {
        var canvas = School();
        canvas.Courses[0].Modules.Add("""{"id":6,"name":"Unit","items":[null]}""");
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await TestHost.StartAsync(canvas, store);

        var error = (await host.Invoking(one => RunAsync(one, orchestrator => orchestrator.ExecuteMasterSyncAsync(BundleOf(canvas)))).Should().ThrowAsync<InvalidArgumentException>()).Which;

        error.Argument.Should().EndWith("Modules.Records[0].Items[0]");
    }

    private static ScriptedCanvas School()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).AddSection(1).Enroll(1, 5, ""","grades":{"current_score":50.0}""").Enroll(2, 6).AddAssignment(10).AddAssignment(11)
            .AddSubmission(101, 10, 5, ""","score":5""").AddSubmission(102, 10, 6, ""","score":6""");
        canvas.AddCourse(2).AddSection(2).Enroll(3, 7, section: 2);
        return canvas;
    }

    private static CanvasBundle BundleOf(ScriptedCanvas canvas) => new(Canvas, canvas.Courses.ConvertAll(course => new CourseBundle(Record<CourseRecord>(course.Course))
    {
        Sections = Listing<SectionRecord>(course.Sections),
        Enrollments = Listing<EnrollmentRecord>(course.Enrollments),
        Users = Listing<UserRecord>(course.Users),
        AssignmentGroups = Listing<AssignmentGroupRecord>(course.Groups),
        Assignments = Listing<AssignmentRecord>(course.Assignments),
        Submissions = Listing<SubmissionRecord>(course.Submissions),
        GradingPeriods = Listing<GradingPeriodRecord>(course.GradingPeriods),
        GradingStandards = Listing<GradingStandardRecord>(course.GradingStandards),
        LatePolicies = new([]),
        Modules = Listing<ModuleRecord>(course.Modules),
    }));

    private static BundleListing<TRecord> Listing<TRecord>(List<string> records) where TRecord : CanvasRecord => new(records.ConvertAll(Record<TRecord>)) { Count = records.Count };

    private static TRecord Record<TRecord>(string json) where TRecord : CanvasRecord => JsonSerializer.Deserialize(json, CanvasJson.TypeOf<TRecord>())!;

    private static Task<T> RunAsync<T>(TestHost<SchoolContext> host, Func<ISyncOrchestrator, Task<T>> work) => UseAsync(host, work);

    private static async Task<T> UseAsync<TService, T>(TestHost<SchoolContext> host, Func<TService, Task<T>> work) where TService : notnull
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
