using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>What the database refuses is reported with its place and its cure, and not tried again.</summary>
public class DatabaseRefusalShould
{
    private const string Secret = "Ann Secretname";

    public static TheoryData<Provider, string, string[], string> Refusals => new()
    {
        { Provider.PostgreSql, """ALTER TABLE "CanvasUser" ALTER COLUMN "Name" TYPE varchar(5)""", ["22001", "CanvasUser", "column Name", "longer"], "Widen" },
        { Provider.PostgreSql, """ALTER TABLE "CanvasUser" ADD CONSTRAINT "CK_short" CHECK (length("Name") < 5)""", ["23514", "CanvasUser", "CK_short"], "constraint" },
        { Provider.PostgreSql, """ALTER TABLE "CanvasUser" ALTER COLUMN "SortableName" SET NOT NULL""", ["23502", "CanvasUser", "SortableName"], "constraint" },
        { Provider.PostgreSql, """ALTER TABLE "CanvasUser" RENAME COLUMN "Name" TO "FullName" """, ["42703", "Name", "not in the table"], "migrations" },
        { Provider.PostgreSql, """DROP TABLE "CanvasSection" """, ["42P01", "CanvasSection"], "migrations" },
        { Provider.PostgreSql, """CREATE UNIQUE INDEX "UX_pronouns" ON "CanvasUser" ((1))""", ["23505", "CanvasUser", "UX_pronouns"], "unique" },
        { Provider.PostgreSql, """CREATE TABLE parent (id bigint PRIMARY KEY); ALTER TABLE "CanvasUser" ADD CONSTRAINT "FK_parent" FOREIGN KEY ("Id") REFERENCES parent (id)""", ["23503", "CanvasUser", "FK_parent"], "constraint" },
        { Provider.Sqlite, """ALTER TABLE "CanvasUser" RENAME COLUMN "Name" TO "FullName" """, ["SQLite 1", "Name", "not in the database"], "migrations" },
        { Provider.Sqlite, """DROP TABLE "CanvasSection" """, ["SQLite 1", "CanvasSection"], "migrations" },
        { Provider.Sqlite, """CREATE UNIQUE INDEX "UX_pronouns" ON "CanvasUser" ("LastLogin", "FirstSyncedAt")""", [], "" },
        { Provider.Sqlite, """CREATE UNIQUE INDEX "UX_first" ON "CanvasUser" ("FirstSyncedAt")""", ["SQLite 19", "2067", "CanvasUser.FirstSyncedAt"], "unique" },
        { Provider.Sqlite, """CREATE TRIGGER refuse BEFORE INSERT ON "CanvasUser" BEGIN SELECT RAISE(ABORT, 'Ann Secretname is not wanted'); END""", ["SQLite 19", "1811", "CanvasUser", "trigger"], "constraint" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task BeReportedWithPlaceAndCureAndNotBeRepeated(Provider provider, string change, string[] told, string cure)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(10, 20).Enroll(11, 21).Rename(20, Secret).Rename(21, Secret);
        using var log = new CapturedLog();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Information)));
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync(change));

        var report = await host.Bridge.SyncCourseAsync(1);

        if (told.Length == 0)
        {
            report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, "nulls are distinct");
            return;
        }

        report.Outcome.Should().Be(CourseSyncOutcome.Failed);
        report.Failure!.Message.Should().ContainAll(told).And.NotContain("Secretname");
        report.Failure.Remedy.Should().Contain(cure).And.NotContain("busy");
        report.Failure.IsTransient.Should().BeFalse();
        var lines = log.Lines.Where(line => line.Contains("CanvasData.Operations", StringComparison.Ordinal) || line.Contains("ourse 1", StringComparison.Ordinal)).ToList();
        lines.Should().ContainSingle(line => line.Contains("Course 1 failed", StringComparison.Ordinal)).Which.Should().ContainAll(told).And.Contain(cure);
        lines.Count(line => line.Contains("trying again", StringComparison.Ordinal)).Should().Be(cure == "unique" ? 2 : 0, "only a value that another transaction may have added is tried again");
        lines.Should().NotContain(line => line.Contains("Secretname", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NameTheRightThatIsMissing()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(10, 20);
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using (var owner = await TestHost.StartAsync(canvas, store))
        {
            await owner.SyncAsync(new SyncRequest { CourseIds = [] });
            await owner.UseAsync(context => context.Database.ExecuteSqlRawAsync(
                """
                DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'no_users') THEN CREATE ROLE no_users LOGIN; END IF; END $$;
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO no_users;
                GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO no_users;
                REVOKE INSERT ON "CanvasUser" FROM no_users;
                """));
        }

        var poor = TestStore.Existing(Provider.PostgreSql, store.ConnectionString.Replace("Username=postgres", "Username=no_users", StringComparison.Ordinal));
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => poor.Configure(options)), builder => builder.UseCanvasClient(_ => canvas), createTables: false);

        var failure = (await host.Bridge.SyncCourseAsync(1)).Failure!;

        failure.Message.Should().Contain("42501").And.Contain("CanvasUser");
        failure.Remedy.Should().Contain("insert");
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task NotSayTheRemedyTwice()
    {
        var canvas = new ScriptedCanvas { Before = (_, _, _) => throw new Diagnostics.CanvasPermissionException("Course 1 may not be read.", "Ask the administrator.") };
        canvas.AddCourse(1);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.Bridge.SyncAllCoursesAsync(new SyncRequest { CourseIds = [1] });

        var failure = report.Courses[0].Failure!;
        (failure.Message, failure.Remedy).Should().Be(("Course 1 may not be read.", "Ask the administrator."));
        report.ToString().Split("Ask the administrator.").Should().HaveCount(2, "the printed report holds it once");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotSendHistoryAwayToWhatDoesNotExist(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        var refusal = await host.Awaiting(h => h.UseAsync(context => context.Set<CanvasGradeHistory>().ExecuteDeleteAsync())).Should().ThrowAsync<Diagnostics.AppendOnlyException>();

        refusal.Which.Remedy.Should().NotContain("maintenance");
        var named = System.Text.RegularExpressions.Regex.Matches(refusal.Which.Remedy, @"(I\w+)\.(\w+Async)").Select(match => (Type: match.Groups[1].Value, Method: match.Groups[2].Value)).ToList();
        named.Should().HaveCount(2);
        named.Where(one => !typeof(CanvasGradeHistory).Assembly.GetExportedTypes().Any(type => type.Name == one.Type && type.GetMethod(one.Method) is not null)).Should().BeEmpty("the library has them");
        (await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("""DELETE FROM "CanvasGradeHistory" WHERE "UserId" = 5"""))).Should().Be(0, "plain SQL is the way that the refusal names");
    }
}
