using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>A value that the host's columns do not hold goes to quarantine; the rest of its course is stored.</summary>
public class HostLimitShould
{
    private const string Long = "A name that is much longer than the column";

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task SendARowToQuarantineWithFieldAndReason(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(10, 20).Enroll(11, 21).Rename(21, Long);
        course.AddAssignment(30).AddAssignment(31, ""","position":40000""");
        course.AddSubmission(40, 30, 20, ""","score":99.5""").AddSubmission(41, 30, 21, ""","score":123456""");
        course.Sections.Add("""{"id":5,"name":"Section 5","sis_section_id":null}""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync<LimitedContext>(canvas, store);

        var report = await host.SyncAsync();

        report.Courses[0].Rejected.Select(record => (record.Entity, record.CanvasId, record.Field)).Should().BeEquivalentTo(
            [("user", 21L, "name"), ("assignment", 31L, "position"), ("submission", 41L, "score"), ("section", 5L, "sis_section_id")]);
        report.Courses[0].Rejected.Should().OnlyContain(record => record.Reason.StartsWith("expected", StringComparison.Ordinal) && !record.Reason.Contains("much longer", StringComparison.Ordinal));
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Should().HaveCount(4);
        (await host.RowsAsync<CanvasUser>()).Select(row => row.Id).Should().Equal(20);
        (await host.RowsAsync<CanvasAssignment>()).Select(row => row.Id).Should().Equal(30);
        (await host.RowsAsync<CanvasSubmission>()).Select(row => row.Id).Should().Equal(40);
        (await host.RowsAsync<CanvasEnrollment>()).Should().HaveCount(2);
        (await host.SyncAsync()).RowsWritten.Should().Be(0);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KeepTheStoredRowUntilCanvasHasOneThatFits(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(10, 20);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync<LimitedContext>(canvas, store);
        await host.SyncAsync();
        course.Enrollments.Clear();
        course.Enroll(10, 20).Rename(20, Long);

        var report = await host.SyncAsync();

        report.Courses[0].Rejected.Should().ContainSingle();
        (await host.RowsAsync<CanvasUser>()).Single().Should().Match<CanvasUser>(row => row.Name == "Student 20" && row.MissingSince == null);
        course.Enrollments.Clear();
        course.Enroll(10, 20).Rename(20, "Anna");
        await host.SyncAsync();
        (await host.RowsAsync<CanvasUser>()).Single().Name.Should().Be("Anna");
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Should().BeEmpty();
    }

    [Fact]
    public async Task FailACourseWhoseOwnRowTheHostDoesNotHold()
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(10, 20);
        course.Course = $$"""{"id":1,"name":"{{Long}}"}""";
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync<ConventionContext>(canvas, store);

        var report = await host.Bridge.SyncAllCoursesAsync();

        report.Courses[0].Failure!.Message.Should().Contain("Course 1 itself cannot be stored, because of name").And.NotContain("much longer");
        (await host.RowsAsync<CanvasEnrollment>()).Should().BeEmpty();
    }

    [Fact]
    public async Task CountCharactersAsPostgreSqlDoes()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(10, 20).Rename(20, "😀😀😀😀😀😀😀😀😀😀😀😀");
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await StartAsync<LimitedContext>(canvas, store);

        await host.SyncAsync();

        (await host.RowsAsync<CanvasUser>()).Should().ContainSingle("twelve characters fit into twelve");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KeepANewRowOutThatLacksWhatTheHostRequiresAndLetAStoredOneFollow(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(10, 20);
        course.Sections.Add("""{"id":5,"name":"Section 5"}""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync<LimitedContext>(canvas, store);

        (await host.SyncAsync()).Courses[0].Rejected.Should().ContainSingle(record => record.Field == "sis_section_id", "Canvas does not send it");
        (await host.RowsAsync<CanvasSection>()).Should().BeEmpty();
        (await host.RowsAsync<CanvasUser>()).Should().ContainSingle();

        course.Sections[^1] = """{"id":5,"name":"Section 5","sis_section_id":"S5"}""";
        await host.SyncAsync();
        course.Sections[^1] = """{"id":5,"name":"Renamed"}""";
        await host.SyncAsync();

        (await host.RowsAsync<CanvasSection>()).Single().Should().Match<CanvasSection>(row => row.Name == "Renamed" && row.SisSectionId == "S5" && row.MissingSince == null);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task ConcernOnlyWhatIsLongerThanTheConventionOfAHost(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(10, 20).Enroll(11, 21).Rename(21, Long);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync<ConventionContext>(canvas, store);

        var report = await host.SyncAsync();

        report.Courses[0].Rejected.Should().ContainSingle().Which.CanvasId.Should().Be(21);
        (await host.RowsAsync<CanvasUser>()).Select(row => row.Id).Should().Equal(20);
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Single().Should().Match<CanvasQuarantinedRecord>(row => row.Reason.Length <= 32 && row.Payload == null);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task KeepOfHistoryWhatItsColumnsHold(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(10, 20).AddAssignment(30).AddSubmission(40, 30, 20, ""","score":5,"grade":"Good" """);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync<NarrowHistoryContext>(canvas, store);
        await host.SyncAsync();
        ScriptedCourse.Remove(course.Submissions, 40);
        course.AddSubmission(40, 30, 20, ""","score":123456,"grade":"Excellent" """);

        (await host.SyncAsync()).Courses[0].Rejected.Should().BeEmpty();

        (await host.RowsAsync<CanvasSubmission>()).Single().Should().Match<CanvasSubmission>(row => row.Score == 123456 && row.Grade == "Excellent");
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Single().Should().Match<CanvasAssignmentScoreHistory>(
            row => row.PreviousScore == 5 && row.Score == null && row.PreviousGrade == "Good" && row.Grade == "Excel");
    }

    private static Task<TestHost<TContext>> StartAsync<TContext>(ICanvasClient canvas, TestStore store) where TContext : DbContext =>
        TestHost<TContext>.StartAsync(services => services.AddDbContext<TContext>(options => store.Configure(options)), builder => builder.UseCanvasClient(_ => canvas));

    private sealed class LimitedContext(DbContextOptions<LimitedContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.AddCanvasData();
            modelBuilder.Entity<CanvasUser>().Property(row => row.Name).HasMaxLength(12);
            modelBuilder.Entity<CanvasSection>().Property(row => row.SisSectionId).IsRequired();
            modelBuilder.Entity<CanvasAssignment>().Property(row => row.Position).HasConversion<short?>();
            modelBuilder.Entity<CanvasSubmission>().Property(row => row.Score).HasConversion<decimal?>().HasPrecision(7, 2);
        }
    }

    private sealed class NarrowHistoryContext(DbContextOptions<NarrowHistoryContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.AddCanvasData();
            modelBuilder.Entity<CanvasAssignmentScoreHistory>().Property(row => row.Grade).HasMaxLength(5);
            modelBuilder.Entity<CanvasAssignmentScoreHistory>().Property(row => row.Score).HasConversion<decimal?>().HasPrecision(7, 2);
        }
    }

    private sealed class ConventionContext(DbContextOptions<ConventionContext> options) : DbContext(options)
    {
        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.Properties<string>().HaveMaxLength(32);

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
    }
}
