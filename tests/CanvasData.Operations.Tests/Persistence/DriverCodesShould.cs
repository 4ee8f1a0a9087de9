using System.Data.Common;
using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CanvasData.Operations.Tests.Persistence;

/// <summary>Failures are distinguished by the codes of the drivers, never by their texts.</summary>
public class DriverCodesShould
{
    [Theory]
    [InlineData("SQL Server", 1205, 5)]
    [InlineData("SQL Server", 3960, 5)]
    [InlineData("SQL Server", 41302, 5)]
    [InlineData("SQL Server", 1222, 1)]
    [InlineData("SQL Server", 2627, 1)]
    [InlineData("MySQL", 1213, 5)]
    [InlineData("MySQL", 1020, 5)]
    [InlineData("MySQL", 1205, 1)]
    [InlineData("MySQL", 1062, 1)]
    [InlineData("SQLite", 517, 5)]
    [InlineData("SQLite", 5, 1)]
    [InlineData("SQLite", 2067, 1)]
    [InlineData("PostgreSQL", 40001, 5)]
    [InlineData("PostgreSQL", 55006, 1)]
    [InlineData("PostgreSQL", 23505, 1)]
    public async Task DecideWhetherAUnitIsRepeated(string driver, int code, int expected)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        var attempts = 0;

        var error = (await host.Awaiting(h => h.UseAsync((IUnitOfWork units) => units.RunAsync<bool>((_, _) =>
        {
            attempts++;
            throw ErrorOf(driver, code);
        }))).Should().ThrowAsync<RolledBackException>()).Which;

        attempts.Should().Be(expected);
        error.Message.Should().Contain($"{driver} ").And.Contain($"{code}").And.NotContain("secret value");
        error.Remedy.Should().NotBeEmpty();
    }

    // SQLite gives one code for a full database and for a full temporary folder.
    [Fact]
    public async Task NameTheTemporaryFolderWhenSqliteHasNoSpace()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        var error = (await host.Awaiting(h => h.UseAsync((IUnitOfWork units) => units.RunAsync(async (context, stop) =>
            {
                var pages = (await context.Database.SqlQueryRaw<long>("SELECT page_count AS Value FROM pragma_page_count").ToListAsync(stop)).Single();
                await context.Database.ExecuteSqlRawAsync(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages + 1}"), stop);
                return await context.Database.ExecuteSqlRawAsync("CREATE TABLE Large AS SELECT zeroblob(100000) AS Value", stop);
            }))).Should().ThrowAsync<RolledBackException>()).Which;

        error.Message.Should().Contain("SQLite 13");
        error.Remedy.Should().Contain("TMPDIR");
    }

    [Theory]
    [InlineData("SQL Server", 1205, true, "deadlock")]
    [InlineData("SQL Server", 1222, true, "lock")]
    [InlineData("SQL Server", 4060, false, "database")]
    [InlineData("SQL Server", 547, false, "foreign key")]
    [InlineData("SQL Server", 9002, false, "full")]
    [InlineData("MySQL", 1213, true, "deadlock")]
    [InlineData("MySQL", 1205, true, "lock")]
    [InlineData("MySQL", 2006, true, "connection")]
    [InlineData("MySQL", 1045, false, "user")]
    [InlineData("MySQL", 1146, false, "table")]
    [InlineData("MySQL", 1048, false, "null")]
    [InlineData("MySQL", 1452, false, "foreign key")]
    [InlineData("MySQL", 1406, false, "longer")]
    [InlineData("MySQL", 1062, false, "unique")]
    [InlineData("MySQL", 1114, false, "full")]
    public async Task SayWhatFailedOnDatabasesThatAreNotHere(string driver, int code, bool transient, string word)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        var error = (await host.Awaiting(h => h.UseAsync((IUnitOfWork units) => units.RunAsync<bool>((_, _) => throw ErrorOf(driver, code)))).Should().ThrowAsync<RolledBackException>()).Which;

        error.IsTransient.Should().Be(transient);
        error.Message.Should().Contain(word);
    }

    [Theory]
    [InlineData(Provider.Sqlite, "duplicate", "SQLite 19 (extended 1555)", false)]
    [InlineData(Provider.Sqlite, "null", "SQLite 19 (extended 1299)", false)]
    [InlineData(Provider.Sqlite, "no table", "SQLite 1", false)]
    [InlineData(Provider.PostgreSql, "duplicate", "PostgreSQL 23505", false)]
    [InlineData(Provider.PostgreSql, "null", "PostgreSQL 23502", false)]
    [InlineData(Provider.PostgreSql, "no table", "PostgreSQL 42P01", false)]
    [InlineData(Provider.PostgreSql, "too long", "PostgreSQL 22001", false)]
    [InlineData(Provider.PostgreSql, "lock timeout", "PostgreSQL 55P03", true)]
    [InlineData(Provider.PostgreSql, "statement timeout", "PostgreSQL 57014", true)]
    public async Task BeReadFromTheDatabasesThatAreHere(Provider provider, string failure, string code, bool transient)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("""INSERT INTO "CanvasTag" ("Id", "Name", "NormalizedName", "CreatedAt") VALUES (1, 'a', 'a', '2026-01-01 00:00:00')"""));
        await using var scope = host.Services.CreateAsyncScope();
        var other = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        if (failure == "lock timeout")
        {
            await other.Database.BeginTransactionAsync();
            await other.Database.ExecuteSqlRawAsync("""UPDATE "CanvasTag" SET "Name" = 'b'""");
        }

        var error = (await host.Awaiting(h => h.UseAsync((IUnitOfWork units) => units.RunAsync(async (context, token) => await context.Database.ExecuteSqlRawAsync(Sql(failure), token))))
            .Should().ThrowAsync<RolledBackException>()).Which;

        error.Message.Should().Contain(code);
        error.IsTransient.Should().Be(transient);
    }

    private static string Sql(string failure) => failure switch
    {
        "duplicate" => """INSERT INTO "CanvasTag" ("Id", "Name", "NormalizedName", "CreatedAt") VALUES (1, 'a', 'b', '2026-01-01 00:00:00')""",
        "null" => """INSERT INTO "CanvasTag" ("Id", "Name", "NormalizedName", "CreatedAt") VALUES (2, NULL, 'b', '2026-01-01 00:00:00')""",
        "no table" => """DELETE FROM "NoSuchTable" """,
        "too long" => $"""INSERT INTO "CanvasTag" ("Id", "Name", "NormalizedName", "CreatedAt") VALUES (2, 'a', '{new string('x', 101)}', '2026-01-01 00:00:00')""",
        "lock timeout" => """SET LOCAL lock_timeout = '50ms'; UPDATE "CanvasTag" SET "Name" = 'c'""",
        _ => "SET LOCAL statement_timeout = '50ms'; SELECT pg_sleep(5)",
    };

    private static DbException ErrorOf(string driver, int code) => driver switch
    {
        "SQL Server" => new DriverErrors.SqlException(code),
        "MySQL" => new DriverErrors.MySqlException(code),
        "SQLite" => new SqliteException("secret value", code & 0xFF, code),
        _ => new PostgresException("secret value", "ERROR", "ERROR", $"{code}"),
    };
}
