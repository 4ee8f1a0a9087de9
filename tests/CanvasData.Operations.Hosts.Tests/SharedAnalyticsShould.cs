using System.Data.Common;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Hosts.Tests;

/// <summary>A computed result is given to another request only where both see the same rows.</summary>
public sealed class SharedAnalyticsShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 1, Students = 10, AssignmentsPerCourse = 4 };

    private static readonly AsyncLocal<string?> Section = new();

    private static readonly Dictionary<string, string> Limits = new()
    {
        ["row-level security"] = """
            ALTER TABLE "CanvasEnrollment" ENABLE ROW LEVEL SECURITY;
            CREATE POLICY s ON "CanvasEnrollment" FOR SELECT USING ("SectionId"::text = current_setting('app.section', true));
            """,
        ["a view"] = """
            ALTER TABLE "CanvasEnrollment" RENAME TO "AllEnrollments";
            CREATE VIEW "CanvasEnrollment" AS SELECT * FROM "AllEnrollments" WHERE "SectionId"::text = current_setting('app.section', true);
            """,
        ["a schema of the session"] = """
            CREATE SCHEMA one; CREATE SCHEMA two;
            CREATE TABLE one."CanvasEnrollment" AS SELECT * FROM public."CanvasEnrollment" WHERE "SectionId" = 1;
            CREATE TABLE two."CanvasEnrollment" AS SELECT * FROM public."CanvasEnrollment" WHERE "SectionId" = 2;
            """,
    };

    public static TheoryData<string> AllLimits() => [.. Limits.Keys];

    [Theory]
    [MemberData(nameof(AllLimits))]
    public async Task ShowNoRequestWhatItsConnectionDoesNot(string limit)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var owner = await OwnerAsync(canvas, store);
        var course = canvas.School.Courses[0].Id;
        var all = await StudentsAsync(owner.Services, course, null);
        await owner.UseAsync(context => context.Database.ExecuteSqlRawAsync(ScriptOf(limit, store)));
        await using var portal = Portal(store, _ => { }, limit == "a schema of the session");

        var (first, second, again) = (await StudentsAsync(portal, course, "1"), await StudentsAsync(portal, course, "2"), await StudentsAsync(portal, course, "1"));

        first.Should().NotBeEmpty().And.Equal(OfSection(all, 1)).And.Equal(again);
        second.Should().NotBeEmpty().And.Equal(OfSection(all, 2));
    }

    [Fact]
    public async Task ShareWithinThePartitionThatTheHostNames()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var owner = await OwnerAsync(canvas, store);
        var course = canvas.School.Courses[0].Id;
        var all = await StudentsAsync(owner.Services, course, null);
        await owner.UseAsync(context => context.Database.ExecuteSqlRawAsync(ScriptOf("row-level security", store)));
        var statements = new Statements();
        await using var portal = Portal(store, services => services.Configure<CanvasOperationsOptions>(options => options.Analytics.PartitionOf = _ => Section.Value), interceptor: statements);

        (await StudentsAsync(portal, course, "1")).Should().Equal(OfSection(all, 1));
        (await StudentsAsync(portal, course, "2")).Should().Equal(OfSection(all, 2));
        statements.Take();
        (await StudentsAsync(portal, course, "1")).Should().Equal(OfSection(all, 1));

        statements.Take().Should().NotContain(text => text.Contains("\"CanvasSubmission\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Provider.Sqlite, RowVisibility.Detect, true)]
    [InlineData(Provider.PostgreSql, RowVisibility.Detect, true)]
    [InlineData(Provider.PostgreSql, RowVisibility.SameForAll, true)]
    [InlineData(Provider.PostgreSql, RowVisibility.DiffersByRequest, false)]
    public async Task BeSharedWhereTheTablesArePlainOrTheHostSaysSo(Provider provider, RowVisibility visibility, bool isShared)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var owner = await OwnerAsync(canvas, store);
        var statements = new Statements();
        var services = new ServiceCollection();
        services.AddDbContext<SchoolContext>(options => store.Configure(options).AddInterceptors(statements)).AddCanvasOperations(options => options.Analytics.Visibility = visibility).UseDbContext<SchoolContext>();
        await using var host = services.BuildServiceProvider(validateScopes: true);
        var course = canvas.School.Courses[0].Id;
        await StudentsAsync(host, course, null);
        statements.Take();

        await StudentsAsync(host, course, null);

        statements.Take().Exists(text => text.Contains("\"CanvasSubmission\"", StringComparison.Ordinal)).Should().Be(!isShared);
    }

    private static async Task<SyncHost> OwnerAsync(CanvasSimulator canvas, TestStore store)
    {
        var host = await SyncHost.StartAsync(canvas, store);
        (await host.Bridge.SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
        await host.UseAsync(context => context.Set<CanvasEnrollment>().ExecuteUpdateAsync(set => set.SetProperty(row => row.SectionId, row => (row.UserId % 2) + 1)));
        return host;
    }

    // Roles belong to the whole server.
    private static string RoleOf(TestStore store) => "portal_" + new Npgsql.NpgsqlConnectionStringBuilder(store.ConnectionString).Database;

    private static string ScriptOf(string limit, TestStore store) => Limits[limit] + GrantsOf(store);

    private static string GrantsOf(TestStore store) => $"""
        CREATE ROLE {RoleOf(store)} LOGIN;
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO {RoleOf(store)};
        DO $$ BEGIN
            IF EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'one') THEN
                GRANT USAGE ON SCHEMA one, two TO {RoleOf(store)};
                GRANT SELECT ON ALL TABLES IN SCHEMA one, two TO {RoleOf(store)};
            END IF;
        END $$;
        """;

    private static ServiceProvider Portal(TestStore store, Action<IServiceCollection> configure, bool schemas = false, IInterceptor? interceptor = null)
    {
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(store.ConnectionString) { Username = RoleOf(store) }.ConnectionString;
        var services = new ServiceCollection();
        services.AddDbContext<SchoolContext>(options =>
        {
            options.UseNpgsql(connection).AddInterceptors(new SessionSettings(schemas)).ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
            if (interceptor is not null)
            {
                options.AddInterceptors(interceptor);
            }
        });
        services.AddCanvasOperations().UseDbContext<SchoolContext>();
        configure(services);
        return services.BuildServiceProvider(validateScopes: true);
    }

    private static async Task<List<long>> StudentsAsync(IServiceProvider host, long course, string? section)
    {
        Section.Value = section;
        await using var scope = host.CreateAsyncScope();
        var risk = await scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>().AnalyzeAtRiskStudentsAsync(course);
        return [.. risk.Students.Select(student => student.StudentId).Order()];
    }

    private static List<long> OfSection(List<long> students, long section) => students.FindAll(id => (id % 2) + 1 == section);

    private sealed class SessionSettings(bool schemas) : DbConnectionInterceptor
    {
        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = schemas ? $"SET search_path = {(Section.Value == "1" ? "one" : "two")}, public" : $"SELECT set_config('app.section', '{Section.Value}', false)";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private sealed class Statements : DbCommandInterceptor
    {
        private readonly List<string> _texts = [];

        public List<string> Take()
        {
            lock (_texts)
            {
                List<string> taken = [.. _texts];
                _texts.Clear();
                return taken;
            }
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            lock (_texts)
            {
                _texts.Add(command.CommandText);
            }

            return ValueTask.FromResult(result);
        }
    }
}
