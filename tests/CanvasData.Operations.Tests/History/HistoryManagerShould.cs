using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.History;
using CanvasData.Operations.Model;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.History;

public class HistoryManagerShould
{
    private static readonly DateTimeOffset Middle = PastRows.Start.AddDays(11.5);

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];

    public static TheoryData<Provider> Databases => [Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task AnswerTheSameAfterTheHistoryWasArchived(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(store, seed: 7);
        var (before, rows) = (await AnswersAsync(host), await HistoryAsync(host));

        var moved = await UseAsync(host, h => h.ArchiveAsync(Middle));

        moved.ScoreChanges.Should().BePositive();
        moved.GradeChanges.Should().BePositive();
        moved.Snapshots.Should().Be(4);
        (await AnswersAsync(host)).Should().Equal(before);
        (await HistoryAsync(host)).Should().Equal(rows, "nothing is lost or doubled");
        (await host.RowsAsync<CanvasArchivedScoreHistory>()).Should().HaveCount((int)moved.ScoreChanges).And.OnlyContain(row => row.RecordedAt < Middle.UtcDateTime);
        (await UseAsync(host, h => h.ArchiveAsync(Middle))).Should().Be(new HistoryArchived(0, 0, 0));
    }

    [Theory]
    [InlineData(Provider.Sqlite, true)]
    [InlineData(Provider.PostgreSql, true)]
    [InlineData(Provider.Sqlite, false)]
    [InlineData(Provider.PostgreSql, false)]
    public async Task LeaveLearnersTheLastChangeThatTheyMaySee(Provider provider, bool lettersOnly)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(store, seed: 7);
        await host.ChangeAsync(context =>
        {
            context.AddRange(
                new CanvasCourse { Id = 11, Name = "Latin", WorkflowState = "available", RestrictQuantitativeData = lettersOnly },
                new CanvasAssignment { Id = 31, CourseId = 11, Name = "Essay", PointsPossible = 10, Published = true, WorkflowState = "published", GradingType = "letter_grade" },
                new CanvasUser { Id = 60, Name = "Learner" }, new CanvasEnrollment { Id = 360, CourseId = 11, UserId = 60, Type = "StudentEnrollment", EnrollmentState = "active" },
                new CanvasSubmission { Id = 160, AssignmentId = 31, CourseId = 11, UserId = 60, Score = 8.5, Grade = "B", WorkflowState = "graded", PostedAt = PastRows.Start, GradedAt = PastRows.Start.AddDays(3), FirstSyncedAt = PastRows.Start });

            // A letter that showed; then a number without another letter, or a change while the grade was hidden; then other columns.
            context.AddRange(
                Change(1, 5, 8, "D", "B", shown: true),
                lettersOnly ? Change(2, 8, 8.5, "B", "B", shown: true) : Change(2, 8, 8.5, "B", "A", shown: false),
                Change(3, 8.5, 8.5, "B", "B", shown: true));
            return Task.CompletedTask;
        });
        var before = await LastChangeAsync();
        before.Should().Be(PastRows.Start.AddDays(1));

        await UseAsync(host, h => h.ArchiveAsync(Middle));

        (await LastChangeAsync()).Should().Be(before);

        async Task<DateTime?> LastChangeAsync()
        {
            await using var scope = host.Services.CreateAsyncScope();
            var rows = await scope.ServiceProvider.GetRequiredService<IQueryBuilder>().ForStudent(60).StudentGrades(details: GradeDetails.LastChange).ToListAsync();
            return rows.Should().ContainSingle().Which.ChangedAt;
        }

        static CanvasAssignmentScoreHistory Change(int day, double previous, double score, string previousGrade, string grade, bool shown) => new()
        {
            SubmissionId = 160, AssignmentId = 31, CourseId = 11, UserId = 60, RecordedAt = PastRows.Start.AddDays(day), Change = HistoryChange.Changed,
            PreviousScore = previous, Score = score, PreviousGrade = previousGrade, Grade = grade,
            PreviousPostedAt = shown ? PastRows.Start : null, PostedAt = shown ? PastRows.Start : null,
        };
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task LoseNothingWhereverAnArchiveRunBreaksOff(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        var failures = new FailingStatements();
        await using var host = await StartAsync(store, seed: 8, failures);
        var (before, rows) = (await AnswersAsync(host), await HistoryAsync(host));
        var number = 0;
        do
        {
            failures.FailAt(++number);
            await TryAsync(() => UseAsync(host, h => h.ArchiveAsync(Middle)));
            var failed = failures.Failed;
            failures.FailAt(0);
            (await HistoryAsync(host)).Should().Equal(rows, $"statement {number} failed: {failed}");
            if (failed is null)
            {
                break;
            }
        }
        while (number < 100);

        number.Should().BeInRange(10, 99);
        (await AnswersAsync(host)).Should().Equal(before);
        (await UseAsync(host, h => h.ArchiveAsync(Middle))).Should().Be(new HistoryArchived(0, 0, 0), "the last run finished what the others began");

        using var other = await TestStore.CreateAsync(provider);
        await using var undisturbed = await StartAsync(other, seed: 8);
        await UseAsync(undisturbed, h => h.ArchiveAsync(Middle));
        (await host.RowsAsync<CanvasArchivedScoreHistory>()).Select(row => row.Id).Should().BeEquivalentTo((await undisturbed.RowsAsync<CanvasArchivedScoreHistory>()).Select(row => row.Id));
        (await host.RowsAsync<CanvasGradeHistory>()).Select(row => row.Id).Should().BeEquivalentTo((await undisturbed.RowsAsync<CanvasGradeHistory>()).Select(row => row.Id));
    }

    [Theory]
    [InlineData(nameof(CanvasAssignmentScoreHistory), true)]
    [InlineData(nameof(CanvasAssignmentScoreHistory), false)]
    [InlineData(nameof(CanvasGradeHistory), true)]
    [InlineData(nameof(CanvasGradeHistory), false)]
    [InlineData(nameof(CanvasCourseSnapshot), true)]
    [InlineData(nameof(CanvasCourseSnapshot), false)]
    public async Task NotBringBackHistoryThatIsDeletedWhileItIsArchived(string table, bool ownWriter)
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var interruption = new Interruption();
        await using var host = await StartAsync(store, seed: 7, interruption, ownWriter);
        await host.LifeAsync(life => life.TrackAsync(CanvasObjectTypes.Course, [10]));
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Course, [10]));
        await host.LifeAsync(life => life.ApproveDeletionAsync(CanvasObjectTypes.Course, [10]));
        interruption.After(table, 1, () => host.LifeAsync(life => life.DeletePermanentlyAsync(CanvasObjectTypes.Course, [10], includeHistory: true)));

        await UseAsync(host, h => h.ArchiveAsync(Middle));

        (await HistoryAsync(host)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(nameof(CanvasAssignmentScoreHistory), true)]
    [InlineData(nameof(CanvasAssignmentScoreHistory), false)]
    [InlineData(nameof(CanvasGradeHistory), true)]
    [InlineData(nameof(CanvasGradeHistory), false)]
    [InlineData(nameof(CanvasCourseSnapshot), true)]
    [InlineData(nameof(CanvasCourseSnapshot), false)]
    public async Task GoOnBesideAnotherArchiveRun(string table, bool ownWriter)
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var interruption = new Interruption();
        await using var host = await StartAsync(store, seed: 7, interruption, ownWriter);
        var rows = await HistoryAsync(host);
        HistoryArchived? other = null;
        interruption.After(table, 1, async () => other = await UseAsync(host, h => h.ArchiveAsync(Middle)));

        var moved = await UseAsync(host, h => h.ArchiveAsync(Middle));

        (await HistoryAsync(host)).Should().Equal(rows, "nothing is lost or doubled");
        (moved.ScoreChanges + other!.ScoreChanges).Should().Be((await host.RowsAsync<CanvasArchivedScoreHistory>()).Count).And.BePositive();
        (moved.GradeChanges + other.GradeChanges).Should().Be((await host.RowsAsync<CanvasArchivedGradeHistory>()).Count).And.BePositive();
        (moved.Snapshots + other.Snapshots).Should().Be(4);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ShowTheGradesOfAStudentOverDays(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(store, seed: 7);
        await host.ChangeAsync(context =>
        {
            context.Add(new CanvasEnrollment { Id = 300, CourseId = 10, UserId = 50, Type = "StudentEnrollment", EnrollmentState = "active", CurrentScore = 90, FirstSyncedAt = PastRows.Start });
            context.AddRange(
                Grade(0.1, 60, 70), Grade(2, 70, 75), Grade(2.1, 75, 72), Grade(5.6, 72, 90));
            return Task.CompletedTask;
        });

        foreach (var archive in new[] { false, true })
        {
            if (archive)
            {
                await UseAsync(host, h => h.ArchiveAsync(Middle));
            }

            (await TrendAsync()).Should().Equal((Day(1), 70d, 10d, 1), (Day(3), 72d, 2d, 2), (Day(6), 90d, 18d, 1));
            (await TrendAsync(Day(2), Day(5))).Should().Equal((Day(2), 70d, (double?)null, 0), (Day(3), 72d, 2d, 2));
            (await TrendAsync(zone: TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(12), null, null))).Should().Equal((Day(1), 70d, 10d, 1), (Day(3), 72d, 2d, 2), (Day(7), 90d, 18d, 1));
        }

        await host.Awaiting(_ => TrendAsync(Day(3), Day(2))).Should().ThrowAsync<InvalidArgumentException>();
        (await host.Awaiting(h => UseAsync(h, m => m.GetGradeTrendAsync(10, 404))).Should().ThrowAsync<ObjectNotFoundException>()).Which.Ids.Should().Equal(404);

        async Task<List<(DateOnly, double?, double?, int)>> TrendAsync(DateOnly? from = null, DateOnly? to = null, TimeZoneInfo? zone = null) =>
            [.. (await UseAsync(host, h => h.GetGradeTrendAsync(10, 50, from, to, zone))).Select(day => (day.Day, day.CurrentScore, day.Change, day.Changes))];

        static DateOnly Day(int day) => new(2026, 1, day);

        static CanvasGradeHistory Grade(double day, double before, double after) => new()
        {
            EnrollmentId = 300, CourseId = 10, UserId = 50, Change = HistoryChange.Changed, RecordedAt = PastRows.Start.AddDays(day), PreviousCurrentScore = before, CurrentScore = after,
        };
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TellTheTrendOfAStudentWhoMovedToAnotherSectionOrWithTheSection(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        await host.ChangeAsync(context =>
        {
            context.AddRange(
                Enrollment(300, course: 10, user: 50, day: 0, score: 80, gone: true), Enrollment(301, course: 10, user: 50, day: 4, score: 95),
                Enrollment(302, course: 11, user: 51, day: 0, score: 40), Enrollment(310, course: 10, user: 60, day: 0, score: 80, gone: true), Enrollment(311, course: 10, user: 60, day: 4, score: 95),
                Enrollment(320, course: 10, user: 61, day: 0, score: 80, gone: true), Enrollment(321, course: 10, user: 61, day: 20, score: 80), Enrollment(330, course: 10, user: 63, day: 0, score: 66));
            context.AddRange(
                Change(300, 50, day: 2, 70, 80), Change(300, 50, day: 4, 80, 80, HistoryChange.Removed), Change(301, 50, day: 6, 80, 95),
                Change(302, 51, day: 3, 30, 40), Change(302, 51, day: 5, 40, 40, HistoryChange.Removed), Change(303, 52, day: 3, 10, 20),
                Change(310, 60, day: 2, 70, 80), Change(320, 61, day: 4, 80, 80, HistoryChange.Removed), Change(330, 62, day: 2, 50, 55), Change(330, 63, day: 6, 55, 66));
            return Task.CompletedTask;
        });

        (await TrendAsync(50)).Should().Equal((1, 70d, true), (3, 80d, true), (5, 80d, true), (7, 95d, true));
        (await TrendAsync(51)).Should().Equal([(1, 30d, true), (4, 40d, true), (6, 40d, false)], "the section went to another course, the history stays");
        (await TrendAsync(52)).Should().Equal([(4, 20d, true)], "the enrollment was deleted, the history stays");
        (await TrendAsync(60)).Should().Equal([(1, 70d, true), (3, 80d, true), (5, 95d, true)], "the new enrollment has not changed since it was first seen");
        (await TrendAsync(61)).Should().Equal([(1, 80d, true), (5, 80d, false), (21, 80d, true)], "the student came back");
        (await TrendAsync(62)).Should().Equal([(1, 50d, true), (3, 55d, true)], "what came after the accounts were merged is of the other");
        (await TrendAsync(63)).Should().Equal((1, 55d, true), (7, 66d, true));

        async Task<List<(int, double?, bool)>> TrendAsync(long student) =>
            [.. (await UseAsync(host, h => h.GetGradeTrendAsync(10, student))).Select(day => (day.Day.Day, day.CurrentScore, day.IsEnrolled))];

        static CanvasEnrollment Enrollment(long id, long course, long user, int day, double score, bool gone = false) => new()
        {
            Id = id, CourseId = course, UserId = user, Type = "StudentEnrollment", EnrollmentState = gone ? "deleted" : "active", CurrentScore = score,
            FirstSyncedAt = PastRows.Start.AddDays(day), MissingSince = gone ? PastRows.Start.AddDays(4) : null,
        };

        static CanvasGradeHistory Change(long enrollment, long user, double day, double before, double after, string kind = HistoryChange.Changed) => new()
        {
            EnrollmentId = enrollment, CourseId = 10, UserId = user, Change = kind, RecordedAt = PastRows.Start.AddDays(day), PreviousCurrentScore = before, CurrentScore = after,
        };
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task CountACourseOnDemandAsASyncDoes(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(2, 3).Enroll(12, 13).AddAssignment(4).AddSubmission(5, 4, 3, ""","score":6,"workflow_state":"graded" """).AddSubmission(15, 4, 13, "");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var ofSync = (await host.RowsAsync<CanvasCourseSnapshot>()).Should().ContainSingle().Subject;

        var taken = await UseAsync(host, h => h.TakeSnapshotAsync(1));

        taken.Should().BeEquivalentTo(ofSync, options => options.ExcludingMissingMembers().Excluding(row => row.RecordedAt));
        taken.RecordedAt.Should().BeAfter(ofSync.RecordedAt);
        (await UseAsync(host, h => h.ListSnapshotsAsync(1))).Rows.Should().HaveCount(2).And.StartWith(taken);
        JsonSerializer.Deserialize<CourseSnapshot>(JsonSerializer.Serialize(taken)).Should().Be(taken);
        (await host.Awaiting(h => UseAsync(h, m => m.TakeSnapshotAsync(404))).Should().ThrowAsync<ObjectNotFoundException>()).Which.ObjectType.Should().Be("course");
        (await host.RowsAsync<CanvasCourseSnapshot>()).Should().HaveCount(2);
    }

    [Fact]
    public async Task RefuseWhatCannotBeAnswered()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(store, seed: 7);

        (await host.Awaiting(h => UseAsync(h, m => m.ArchiveAsync(DateTimeOffset.MaxValue))).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("before");
        await host.Awaiting(h => UseAsync(h, m => m.GetAssignmentHistoryAsync(404))).Should().ThrowAsync<ObjectNotFoundException>();
        await host.Awaiting(h => UseAsync(h, m => m.GetAssignmentHistoryAsync(30, page: 0))).Should().ThrowAsync<ArgumentOutOfRangeException>();
        (await host.RowsAsync<CanvasArchivedScoreHistory>()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task KeepTheArchiveAppendOnly(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(store, seed: 7);
        await UseAsync(host, h => h.ArchiveAsync(Middle));

        await host.UseAsync(async context =>
        {
            context.Remove(await context.Set<CanvasArchivedScoreHistory>().FirstAsync());
            await context.Awaiting(c => c.SaveChangesAsync()).Should().ThrowAsync<AppendOnlyException>();
            context.ChangeTracker.Clear();
            (await context.Set<CanvasArchivedGradeHistory>().FirstAsync()).CurrentScore = 100;
            await context.Awaiting(c => c.SaveChangesAsync()).Should().ThrowAsync<AppendOnlyException>();
            context.ChangeTracker.Clear();
            await context.Awaiting(c => c.Set<CanvasArchivedCourseSnapshot>().ExecuteDeleteAsync()).Should().ThrowAsync<AppendOnlyException>();
            await context.Awaiting(c => c.Set<CanvasArchivedGradeHistory>().ExecuteUpdateAsync(set => set.SetProperty(row => row.CurrentScore, 100))).Should().ThrowAsync<AppendOnlyException>();
            await context.Awaiting(c => c.Set<CanvasGradeHistory>().Where(row => row.Id < 5).ExecuteDeleteAsync()).Should().ThrowAsync<AppendOnlyException>();
            return 0;
        });
    }

    private static async Task<TestHost<SchoolContext>> StartAsync(TestStore store, int seed, IInterceptor? interceptor = null, bool ownWriter = true)
    {
        var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(context => store.Configure(context).AddInterceptors(interceptor is null ? [] : [interceptor])),
            builder => builder.UseCanvasClient(_ => new ScriptedCanvas()),
            ownWriters: ownWriter);
        await host.ChangeAsync(context => PastRows.FillAsync(context, seed));
        return host;
    }

    private static async Task<T> UseAsync<T>(TestHost<SchoolContext> host, Func<IHistoryManager, Task<T>> work)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<IHistoryManager>());
    }

    private static async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (RolledBackException)
        {
        }
    }

    /// <summary>Everything that history answers, as text.</summary>
    private static async Task<List<string>> AnswersAsync(TestHost<SchoolContext> host)
    {
        var answers = new List<string>();
        await using var scope = host.Services.CreateAsyncScope();
        var (books, manager, queries) = (
            scope.ServiceProvider.GetRequiredService<IGradebookHistory>(), scope.ServiceProvider.GetRequiredService<IHistoryManager>(), scope.ServiceProvider.GetRequiredService<IQueryBuilder>());
        for (var hours = -2; hours <= PastRows.Days * 24; hours += 8)
        {
            var moment = new DateTimeOffset(PastRows.Start.AddHours(hours));
            answers.Add($"{hours}: {JsonSerializer.Serialize(await books.SubmissionsAsOfAsync(10, moment).ToListAsync())}");
            answers.Add($"{hours}: {JsonSerializer.Serialize(await books.TotalsAsOfAsync(10, moment).ToListAsync())}");
        }

        for (var student = 1; student <= 12; student++)
        {
            answers.Add(JsonSerializer.Serialize(await manager.GetGradeTrendAsync(10, student)));
        }

        answers.Add(JsonSerializer.Serialize((await manager.GetAssignmentHistoryAsync(30, pageSize: 1000)).Rows.Select(row => row with { IsArchived = false })));
        answers.Add(JsonSerializer.Serialize(await manager.ListSnapshotsAsync(10)));
        foreach (var scope2 in new[] { queries.ForEverything(), queries.ForStudent(3), queries.ForCourses([10]) })
        {
            answers.Add(JsonSerializer.Serialize((await scope2.IncludingMissing().GradeHistory().ToListAsync()).OrderBy(row => row.EnrollmentId).ThenBy(row => row.Sequence)));
            answers.Add(JsonSerializer.Serialize((await scope2.IncludingMissing().ScoreHistory().ToListAsync()).OrderBy(row => row.SubmissionId).ThenBy(row => row.Sequence)));
            answers.Add(JsonSerializer.Serialize((await scope2.StudentGrades(details: GradeDetails.LastChange).ToListAsync()).OrderBy(row => row.SubmissionId)));
        }

        return answers;
    }

    /// <summary>Every row of history, wherever it lies.</summary>
    private static async Task<List<string>> HistoryAsync(TestHost<SchoolContext> host)
    {
        var rows = (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Concat(await host.RowsAsync<CanvasArchivedScoreHistory>())
            .Select(row => $"{row.Id} {row.SubmissionId} {row.RecordedAt:O} {row.Change} {row.PreviousScore} {row.Score} {row.PreviousAttempt} {row.Attempt} {row.WorkflowState}").ToList();
        rows.AddRange((await host.RowsAsync<CanvasGradeHistory>()).Concat(await host.RowsAsync<CanvasArchivedGradeHistory>()).Select(row => $"{row.Id} {row.EnrollmentId} {row.RecordedAt:O} {row.Change} {row.PreviousCurrentScore} {row.CurrentScore}"));
        rows.AddRange((await host.RowsAsync<CanvasCourseSnapshot>()).Concat(await host.RowsAsync<CanvasArchivedCourseSnapshot>()).Select(row => $"{row.Id} {row.RecordedAt:O} {row.TotalStudents}"));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
