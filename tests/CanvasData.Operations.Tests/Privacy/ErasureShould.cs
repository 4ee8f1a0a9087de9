using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CanvasData.Operations.Tests.Privacy.ErasableSchool;

namespace CanvasData.Operations.Tests.Privacy;

public class ErasureShould
{
    public static TheoryData<Provider> Providers => [Provider.InMemory, Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LeaveNoTraceInAnyTable(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        var classmate = await OfTheClassmateAsync(host);

        var proof = await host.AskAsync(personal => personal.ErasePersonAsync(Person, by: "case 2026-17"));

        (await host.TracesAsync()).Should().BeEmpty();
        classmate.Should().NotBeEmpty().And.BeSubsetOf(await OfTheClassmateAsync(host));
        proof.UserIds.Should().Equal(Person, Former);
        proof.Deleted.Where(pair => pair.Value == 0).Should().BeEmpty("every table held something");
        proof.Redacted[nameof(CanvasNote)].Should().Be(1);
        proof.Redacted[nameof(CanvasAssignmentOverride)].Should().Be(2);
        (await host.RowsAsync<CanvasAssignmentOverride>()).Should().ContainSingle().Which.StudentIds.Should().Be($"{Classmate}");
        (await host.RowsAsync<CanvasNote>()).Select(note => (note.Text, note.AuthorUserId)).Should().BeEquivalentTo([("About the classmate.", (long?)null), ("About the course.", (long?)Classmate)]);
        (await host.RowsAsync<CanvasErasedPerson>()).Should().OnlyContain(row => row.ErasureId == proof.ErasureId && row.RequestedBy == "case 2026-17").And.HaveCount(2);
        JsonSerializer.Serialize(proof).Should().Contain($"\"UserIds\":[\"{Person}\",\"{Former}\"]").And.NotContain("Zebulon");
    }

    [Fact]
    public async Task HaveDecidedAboutEveryColumn()
    {
        // Columns that hold no data of a person, of tables whose rows stay.
        string[] stays =
        [
            "CanvasAnalyticsModel: ", "CanvasArchivedCourseSnapshot: ", "CanvasAssignment: ", "CanvasAssignmentGroup: ", "CanvasAssignmentMetadata: ", "CanvasCheckpoint: ",
            "CanvasCourse: ", "CanvasCourseLease: ", "CanvasCourseMetadata: ", "CanvasCourseSnapshot: ", "CanvasGradingPeriod: ", "CanvasGradingStandard: ", "CanvasInstance: ",
            "CanvasLatePolicy: ", "CanvasModule: ", "CanvasModuleItem: ", "CanvasOffering: ", "CanvasSection: ", "CanvasSyncRun: ", "CanvasTag: ", "CanvasTerm: ", "CanvasAccount: ", "CanvasIntegrityMetric: ",
            // The tombstone, and who asked for it.
            "CanvasErasedPerson: UserId", "CanvasErasedPerson: RequestedBy",
            // The list is shortened.
            "CanvasAssignmentOverride: StudentIds",
        ];
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        var erased = (await EraseFilledAsync()).Deleted.Keys;

        var columns = await host.UseAsync(context => Task.FromResult(context.Model.GetEntityTypes()
            .Where(type => !erased.Contains(type.ClrType.Name))
            .SelectMany(type => type.GetProperties()
                .Where(property => property.Name.Contains("User", StringComparison.Ordinal) || property.Name.Contains("Student", StringComparison.Ordinal) || property.Name.EndsWith("By", StringComparison.Ordinal) || property.Name is "Payload" or "AuthorName")
                .Where(property => property.ClrType == typeof(string) || property.ClrType == typeof(long) || property.ClrType == typeof(long?))
                .Select(property => $"{type.ClrType.Name}: {property.Name}").DefaultIfEmpty($"{type.ClrType.Name}: "))
            .ToList()));

        columns.Except(stays).Should().BeEmpty("a new table with data of people belongs into PersonTables");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task KeepLaterSyncsFromBringingThePersonBack(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        await host.AskAsync(personal => personal.ErasePersonAsync(Person));

        var full = await host.SyncCourseAsync(Course);
        var incremental = await host.SyncCourseAsync(Course, new SyncRequest { Strategy = SyncStrategy.Incremental });

        (await host.TracesAsync()).Should().BeEmpty();
        full.ErasedRecords.Should().BePositive();
        incremental.ErasedRecords.Should().BePositive();
        full.Rejected.Should().BeEmpty();
        full.Rows.Values.Sum(counts => counts.Missing).Should().Be(0, "an erased person is not missing");
        var verified = await host.Pipeline.VerifyAsync(new VerificationRequest { AgainstCanvas = true });
        verified.Succeeded.Should().BeTrue(verified.ToString());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BringThePersonBackWhenReadmitted(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        await host.AskAsync(personal => personal.ErasePersonAsync(Person));

        (await host.AskAsync(personal => personal.ReadmitPersonAsync(Former))).Should().BeTrue("any of the accounts will do");
        (await host.AskAsync(personal => personal.ReadmitPersonAsync(Person))).Should().BeFalse("it was readmitted with the other");
        await host.SyncCourseAsync(Course);

        (await host.RowsAsync<CanvasUser>()).Should().Contain(row => row.Id == Person && row.Name == "Zebulon Quark");
        (await host.RowsAsync<CanvasSubmission>()).Should().Contain(row => row.UserId == Person && row.Score == 7);
        (await host.RowsAsync<CanvasAssignmentOverride>()).Should().HaveCount(2);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotBeUndoneByASyncThatFetchedBefore(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        var fetched = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var erased = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        canvas.Before = async (what, _, token) =>
        {
            // The last list of a course: the people are fetched by now.
            if (what == "submissions" && fetched.TrySetResult())
            {
                await erased.Task.WaitAsync(token);
            }
        };
        canvas.Courses[0].Rename(Person, "Zebulon Second");
        var syncing = host.Bridge.SyncCourseAsync(Course);
        await fetched.Task;

        await host.AskAsync(personal => personal.ErasePersonAsync(Person));
        erased.SetResult();
        var report = await syncing;

        report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, report.Failure?.Message);
        report.ErasedRecords.Should().BePositive();
        (await host.TracesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task NotBeUndoneByTheSyncOfACourseThatThePersonHasJustJoined()
    {
        var canvas = Canvas();
        canvas.AddCourse(2).AddSection(2);
        var interruption = new Interruption();
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var eraser = await TestHost.StartAsync(canvas, store);
        await FillAsync(eraser, canvas);
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => store.Configure(options).AddInterceptors(interruption)), builder => builder.UseCanvasClient(_ => canvas));
        await host.SyncCourseAsync(2);
        canvas.Courses[1].Enroll(7_100_097, Person, section: 2);

        // The erasure commits after the sync has looked for erasures, and before it has the row that both hold.
        interruption.After(nameof(CanvasErasedPerson), 1, () => eraser.AskAsync(personal => personal.ErasePersonAsync(Person)));
        var report = await host.SyncCourseAsync(2);

        report.ErasedRecords.Should().Be(1);
        (await host.TracesAsync()).Should().BeEmpty();
        (await host.RowsAsync<CanvasEnrollment>()).Should().NotContain(row => row.Id == 7_100_097);
    }

    [Theory]
    [InlineData("note")]
    [InlineData("tag")]
    [InlineData("metadata")]
    public async Task TakeOrRefuseWhatIsWrittenAboutThePersonMeanwhile(string kind)
    {
        var canvas = Canvas();
        var interruption = new Interruption();
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var portal = await TestHost.StartAsync(canvas, store);
        await FillAsync(portal, canvas);
        await using var eraser = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => store.Configure(options).AddInterceptors(interruption)), builder => builder.UseCanvasClient(_ => canvas));
        Task? writing = null;

        // The rows of the person are deleted, and the deletion is not committed yet.
        interruption.After(nameof(CanvasAssignmentOverride), 1, async () =>
        {
            writing = Task.Run(WriteAsync);
            await Task.WhenAny(writing, Task.Delay(TimeSpan.FromSeconds(1)));
        });
        await eraser.AskAsync(personal => personal.ErasePersonAsync(Person));

        await FluentActions.Awaiting(() => writing!).Should().ThrowAsync<ObjectNotFoundException>();
        (await portal.TracesAsync()).Should().BeEmpty();

        async Task WriteAsync()
        {
            await using var scope = portal.Services.CreateAsyncScope();
            var (metadata, tags) = (scope.ServiceProvider.GetRequiredService<IMetadataManager>(), scope.ServiceProvider.GetRequiredService<ITagManager>());
            Task work = kind switch
            {
                "note" => metadata.AddNoteAsync(new NewNote { Target = MetadataTarget.Student(Person), Author = new NoteAuthor(Classmate), Text = "Late again." }),
                "tag" => tags.AddAsync([MetadataTarget.Student(Person)], ["late"]),
                _ => metadata.SaveAsync([new StudentMetadataChange { UserId = Person, CustomGroupId = "B" }]),
            };
            await work;
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TakeEarlierTextsThatOnlyThePersonCouldRead(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var metadata = scope.ServiceProvider.GetRequiredService<IMetadataManager>();
            var author = new NoteAuthor(Person);
            var note = await metadata.AddNoteAsync(new NewNote { Target = MetadataTarget.Course(Course), Author = author, Text = "I am worn out.", Visibility = NoteVisibility.Author });
            await metadata.EditNoteAsync(note.Id, new NoteEdit { Version = note.Version, Editor = author, Text = "The course is long.", Visibility = NoteVisibility.Staff });
        }

        await host.AskAsync(personal => personal.ErasePersonAsync(Person));

        (await host.RowsAsync<CanvasNoteRevision>()).Should().NotContain(row => row.Text == "I am worn out.");
        (await host.RowsAsync<CanvasNote>()).Should().Contain(row => row.Text == "The course is long." && row.AuthorUserId == null, "others read it");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TakeThePersonOutOfSignedDecisions(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        var (signature, other) = (new NoteAuthor(Person, "Zebulon Quark").ToSignature(), $"user {Classmate}");
        await host.ChangeAsync(async context =>
        {
            context.AddRange(
                new CanvasErasedPerson { UserId = 6, ErasureId = Guid.NewGuid(), ErasedAt = DateTime.UtcNow, RequestedBy = signature },
                new CanvasIntegrityRepair { Id = Guid.NewGuid(), Check = "hash", RepairedAt = DateTime.UtcNow, Rows = 1, Before = "{}", RepairedBy = signature, UndoneBy = other });
            (await context.Set<CanvasObjectStatus>().FirstAsync(row => row.ObjectType == CanvasObjectTypes.Assignment && row.ObjectId == 11)).StateChangedBy = signature;
            (await context.Set<CanvasObjectStatus>().FirstAsync(row => row.ObjectType == CanvasObjectTypes.Assignment && row.ObjectId == 12)).StateChangedBy = other;
            (await context.Set<CanvasEnrollmentStatus>().FirstAsync(row => row.EnrollmentId == 8_200_099)).StateChangedBy = signature;
        });

        await host.AskAsync(personal => personal.ErasePersonAsync(Person));

        signature.Should().Be($"user {Person}");
        (await host.TracesAsync()).Should().BeEmpty();
        (await host.RowsAsync<CanvasErasedPerson>()).Should().OnlyContain(row => row.RequestedBy == null);
        (await host.RowsAsync<CanvasObjectStatus>()).Select(row => row.StateChangedBy).OfType<string>().Should().Equal(other);
        (await host.RowsAsync<CanvasIntegrityRepair>()).Should().ContainSingle().Which.Should().Match<CanvasIntegrityRepair>(row => row.RepairedBy == null && row.UndoneBy == other);
    }

    [Fact]
    public async Task BeKnownToOtherHostsAndForgottenByThemWhenReadmitted()
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        await using var other = await TestHost.StartAsync(canvas, store);
        await host.AskAsync(personal => personal.ErasePersonAsync(Person));
        var refresh = other.Services.GetRequiredService<ICanvasRefresh>();

        (await refresh.RefreshStudentAsync(Course, Person)).Outcome.Should().Be(RefreshOutcome.Skipped);
        await host.AskAsync(personal => personal.ReadmitPersonAsync(Person));

        (await refresh.RefreshStudentAsync(Course, Person)).Outcome.Should().Be(RefreshOutcome.Added);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task KeepTheRecordsOfOthersInQuarantine(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        await host.ChangeAsync(context =>
        {
            context.AddRange(
                Record("of the classmate", Course, "submission", 52, $$"""{"id":52,"user_id":{{Classmate}},"grader_id":9}"""),
                Record("of an object", Course, "assignment", 11, """{"id":11,"name":7}"""),
                Record("without content", Course, "enrollment", null, null),
                Record("own, by its number", Course, "submission", 51, """{"id":51,"user_id":8}"""),
                Record("own, in a course of which nothing is stored", 2, "enrollment", 77, $$"""{"id":77,"user_id":{{Person}}}"""),
                Record("of the classmate, graded by the person", Course, "submission", 53, $$"""{"id":53,"user_id":{{Classmate}},"grader_id":{{Person}}}"""),
                Record("of nobody knows whom", Course, "submission", 54, """{"id":54,"user_id":"x","body":"My essay"}"""),
                Record("of a longer number", Course, "submission", 55, $$"""{"id":55,"user_id":{{Person}}5}"""));
            return Task.CompletedTask;
        });

        await host.AskAsync(personal => personal.ErasePersonAsync(Person));

        (await host.RowsAsync<CanvasQuarantinedRecord>()).Select(row => row.Reason).Should().BeEquivalentTo("of the classmate", "of an object", "without content", "of a longer number");

        static CanvasQuarantinedRecord Record(string reason, long course, string entity, long? id, string? payload) =>
            new() { CourseId = course, Entity = entity, CanvasId = id, Reason = reason, Payload = payload, FirstSeenAt = DateTime.UtcNow, LastSeenAt = DateTime.UtcNow };
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ForgetThatTheNextSyncWasToLookAtThePerson(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        await host.ChangeAsync(async context =>
            (await context.Set<CanvasCourseLease>().SingleAsync(row => row.CourseId == Course)).ListedAt = $"Read=001777000000;Users=5;Arrivals={Former},{Classmate};Assignments=11;Totals={Person}");

        var proof = await host.AskAsync(personal => personal.ErasePersonAsync(Person));

        (await host.RowsAsync<CanvasCourseLease>()).Single(row => row.CourseId == Course).ListedAt.Should().Be($"Read=001777000000;Users=5;Arrivals={Classmate};Assignments=11");
        proof.Redacted[nameof(CanvasCourseLease)].Should().Be(1);
    }

    [Fact]
    public async Task KeepRepairsThatOnlyHoldALongerNumber()
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        var others = new CanvasIntegrityRepair { Id = Guid.NewGuid(), Check = "hash", RepairedAt = DateTime.UtcNow, Rows = 2, Before = $$"""{"Hashes":{"5":-{{Person}},"{{Person}}1":9},"At":"0.{{Person}}"}""" };
        await host.ChangeAsync(context =>
        {
            context.Add(others);
            return Task.CompletedTask;
        });

        await host.AskAsync(personal => personal.ErasePersonAsync(Person));

        (await host.RowsAsync<CanvasIntegrityRepair>()).Should().ContainSingle().Which.Id.Should().Be(others.Id);
    }

    [Fact]
    public async Task NotMakeTheCheckAgainstCanvasFindADifference()
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        await host.AskAsync(personal => personal.ErasePersonAsync(Person));
        await using var scope = host.Services.CreateAsyncScope();

        var report = await scope.ServiceProvider.GetRequiredService<IIntegrityChecker>().CheckAsync(new IntegrityRequest { AgainstCanvas = true });

        report.Results.Single(result => result.Check.Name == "canvas.enrollments").Found.Should().Be(0);
    }

    [Fact]
    public async Task KeepARefreshFromBringingThePersonBack()
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        await host.AskAsync(personal => personal.ErasePersonAsync(Person));
        var refresh = host.Services.GetRequiredService<ICanvasRefresh>();

        RefreshReport[] reports =
        [
            await refresh.RefreshStudentAsync(Course, Person), await refresh.RefreshEnrollmentsAsync(Course, Person), await refresh.RefreshSubmissionAsync(Course, 11, Person),
        ];
        await refresh.RefreshAssignmentAsync(Course, 12);

        reports.Should().OnlyContain(report => report.Outcome == RefreshOutcome.Skipped);
        reports.Skip(1).Should().OnlyContain(report => report.Requests == 0, "it is known by then");
        (await host.TracesAsync()).Should().BeEmpty();
        (await refresh.RefreshSubmissionAsync(Course, 11, Classmate)).Outcome.Should().Be(RefreshOutcome.Unchanged, "others go on");
    }

    [Fact]
    public async Task WaitForAWriteThatTakesLongerThanACommandMay()
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => options.UseNpgsql(store.ConnectionString, npgsql => npgsql.CommandTimeout(1))), builder => builder.UseCanvasClient(_ => canvas));
        await FillAsync(host, canvas);
        await using var scope = host.Services.CreateAsyncScope();
        var writer = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        await using var write = await writer.Database.BeginTransactionAsync();
        await writer.Set<CanvasCourseLease>().Where(row => row.CourseId == Course).ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version));

        var erasing = host.AskAsync(personal => personal.ErasePersonAsync(Person));
        (await Task.WhenAny(erasing, Task.Delay(TimeSpan.FromSeconds(2.5)))).Should().NotBe(erasing, "the course is being written");
        await write.CommitAsync();

        (await erasing).DeletedRows.Should().BePositive();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task LeaveAllOrNothing(Provider provider)
    {
        var canvas = Canvas();
        var failures = new FailingStatements();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => store.Configure(options).AddInterceptors(failures)), builder => builder.UseCanvasClient(_ => canvas));
        await FillAsync(host, canvas);

        var statements = await EveryStatement.LeavesAllOrNothingAsync(failures, () => host.AskAsync(personal => personal.ErasePersonAsync(Person)), StateAsync);

        statements.Should().BeGreaterThan(20);
        (await host.TracesAsync()).Should().BeEmpty();

        async Task<string> StateAsync() => string.Join('\n', (await host.TablesAsync()).SelectMany(table => table.Value.Prepend(table.Key)));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task HappenOnceWhenAskedForTwiceAtOnce(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);

        var proofs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => host.AskAsync(personal => personal.ErasePersonAsync(Person)))));

        proofs.Count(proof => proof.DeletedRows > 0).Should().Be(1);
        proofs.Select(proof => proof.ErasureId).Distinct().Should().ContainSingle();
        (await host.TracesAsync()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task RefuseAPersonOfWhomNothingIsStored(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();

        await host.Awaiting(it => it.AskAsync(personal => personal.ErasePersonAsync(99))).Should().ThrowAsync<ObjectNotFoundException>();
        await host.Awaiting(it => it.AskAsync(personal => personal.ErasePersonAsync(0))).Should().ThrowAsync<InvalidArgumentException>();
        await host.Awaiting(it => it.AskAsync(personal => personal.ErasePersonAsync(Person, new string('x', 201)))).Should().ThrowAsync<InvalidArgumentException>();
        await host.Awaiting(it => it.AskAsync(personal => personal.ErasePersonAsync(Person, "a\0b"))).Should().ThrowAsync<InvalidArgumentException>();
        (await host.RowsAsync<CanvasErasedPerson>()).Should().BeEmpty();
        (await host.AskAsync(personal => personal.ReadmitPersonAsync(Person))).Should().BeFalse();
    }

    [Fact]
    public async Task JoinTheTransactionOfTheHost()
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
            await using var transaction = await context.Database.BeginTransactionAsync();
            await scope.ServiceProvider.GetRequiredService<IPersonalData>().ErasePersonAsync(Person);
            await transaction.RollbackAsync();
        }

        (await host.RowsAsync<CanvasUser>()).Should().Contain(row => row.Id == Person);
        (await host.RowsAsync<CanvasErasedPerson>()).Should().BeEmpty();
    }

    [Fact]
    public async Task BeNamedWhereHistoryRefusesADelete()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        var deleting = () => host.UseAsync(context => context.Set<CanvasGradeHistory>().Where(row => row.UserId == Person).ExecuteDeleteAsync());

        (await deleting.Should().ThrowAsync<AppendOnlyException>()).Which.Remedy.Should().Contain(nameof(IPersonalData.ErasePersonAsync));
    }

    private static async Task<PersonErasure> EraseFilledAsync()
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        return await host.AskAsync(personal => personal.ErasePersonAsync(Person));
    }

    private static async Task<List<string>> OfTheClassmateAsync(TestHost<SchoolContext> host) =>
        [.. (await host.TablesAsync()).SelectMany(table => table.Value.Where(row => row.Contains($"{Classmate}", StringComparison.Ordinal) && !Traces.Any(trace => row.Contains(trace, StringComparison.Ordinal))))];
}
