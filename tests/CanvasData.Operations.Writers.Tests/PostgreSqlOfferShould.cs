using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Writers.Tests;

/// <summary>Databases that do not offer COPY or temporary tables are written another way.</summary>
public sealed class PostgreSqlOfferShould
{
    private const string Rights = """
        DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'writer') THEN CREATE ROLE writer LOGIN; END IF; END $$;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO writer;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO writer;
        """;

    private const string NoTemp = "DO $$ BEGIN EXECUTE format('REVOKE TEMP ON DATABASE %I FROM PUBLIC', current_database()); END $$;";

    private const string RowSecurity = """
        DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
            EXECUTE format('CREATE POLICY p ON %I USING (true) WITH CHECK (true)', t);
        END LOOP; END $$;
        """;

    private const string Views = """
        ALTER TABLE "CanvasSubmission" RENAME TO submissions;
        CREATE VIEW "CanvasSubmission" AS SELECT * FROM submissions;
        """;

    private const string TriggeredViews = """
        ALTER TABLE "CanvasSubmission" RENAME TO submissions;
        CREATE VIEW "CanvasSubmission" AS SELECT * FROM submissions;
        CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'UPDATE' THEN DELETE FROM submissions WHERE "Id" = OLD."Id"; END IF;
            INSERT INTO submissions SELECT NEW.*; RETURN NEW; END $$;
        CREATE TRIGGER put INSTEAD OF INSERT OR UPDATE ON "CanvasSubmission" FOR EACH ROW EXECUTE FUNCTION put();
        """;

    public static TheoryData<string, string> Databases => new()
    {
        { "no right to make temporary tables", Rights + NoTemp },
        { "row-level security on every table", Rights + RowSecurity },
        { "row-level security and no temporary tables", Rights + RowSecurity + NoTemp },
        { "a view", Views + Rights },
        { "a view with triggers", TriggeredViews + Rights },
        { "a view and no temporary tables", Views + Rights + NoTemp },
    };

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task NotBeNeededForASync(string name, string script)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 12, AssignmentsPerCourse = 5 });
        using var plainStore = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var plain = await SyncHost.StartAsync(canvas, plainStore);
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using (var owner = await SyncHost.StartAsync(canvas, store))
        {
            await owner.UseAsync(context => context.Database.ExecuteSqlRawAsync(script));
        }

        await using var host = await SyncHost.StartAsync(canvas, TestStore.Existing(Provider.PostgreSql, store.ConnectionString.Replace("Username=postgres", "Username=writer", StringComparison.Ordinal)));
        for (var round = 0; round < 3; round++)
        {
            var report = await host.Bridge.SyncAllCoursesAsync();
            report.Succeeded.Should().BeTrue("{0}, round {1}: {2}", name, round, report);
            (await plain.Bridge.SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
            (await GradesAsync(host)).Should().Equal(await GradesAsync(plain), "{0}, round {1}", name, round);
            canvas.School.Advance(TimeSpan.FromDays(3));
        }
    }

    [Fact]
    public async Task BeLookedForAgainWhenTheServerTakesItBack()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 8, AssignmentsPerCourse = 4 });
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var owner = await SyncHost.StartAsync(canvas, store);
        await owner.UseAsync(context => context.Database.ExecuteSqlRawAsync(Rights));
        await using var host = await SyncHost.StartAsync(canvas, TestStore.Existing(Provider.PostgreSql, store.ConnectionString.Replace("Username=postgres", "Username=writer", StringComparison.Ordinal)));
        foreach (var change in (string[])["SELECT 1", RowSecurity, NoTemp])
        {
            await owner.UseAsync(context => context.Database.ExecuteSqlRawAsync(change));
            canvas.School.Advance(TimeSpan.FromDays(3));

            var report = await host.Bridge.SyncAllCoursesAsync();

            report.Succeeded.Should().BeTrue("{0}: {1}", change, report);
        }
    }

    private static Task<List<string>> GradesAsync(SyncHost host) => host.UseAsync(async context =>
        (await context.Set<CanvasSubmission>().OrderBy(row => row.Id).ToListAsync()).ConvertAll(row => $"{row.Id} {row.Score} {row.Grade} {row.WorkflowState} {row.MissingSince is null}"));
}
