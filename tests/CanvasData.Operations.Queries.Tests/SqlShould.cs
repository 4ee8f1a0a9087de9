using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>
/// The SQL of every query, kept beside this test so that a change is seen in review. Set CANVASDATA_UPDATE_SQL=1 and
/// run the tests to write it anew.
/// </summary>
public abstract class SqlShould(FilledHost filled)
{
    private readonly QueryHost _host = filled.Host;

    public static TheoryData<string> EveryQuery() => [.. Catalog.Queries.Keys.Concat(Catalog.Results.Keys)];

    [Theory]
    [MemberData(nameof(EveryQuery))]
    public async Task StayAsReviewed(string query)
    {
        var sql = new List<string>();
        foreach (var scope in new[] { "ForEverything", "ForTeacher", "ForObserver" })
        {
            _host.Statements.Texts.Clear();
            await _host.AskAsync<IReadOnlyList<object>>(async builder =>
            {
                var queries = Catalog.Scopes[scope](builder);
                return Catalog.Queries.TryGetValue(query, out var rows) ? await rows(queries).ToListAsync() : await Catalog.Results[query](queries);
            });
            sql.Add($"-- {scope}\n{string.Join("\n\n", _host.Statements.Texts.Distinct())}\n");
        }

        var (file, text) = (BaselineOf(query), string.Join('\n', sql).ReplaceLineEndings("\n"));
        if (Environment.GetEnvironmentVariable("CANVASDATA_UPDATE_SQL") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text);
        }

        File.Exists(file).Should().BeTrue("{0} has no baseline: run with CANVASDATA_UPDATE_SQL=1", query);
        text.Should().Be((await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n"));
    }

    private string BaselineOf(string query, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Sql", _host.Provider.ToString(), query.Replace('/', '.') + ".sql");
}

public sealed class SqlOnSqliteShould(SqliteSchool school) : SqlShould(school), IClassFixture<SqliteSchool>;

public sealed class SqlOnPostgreSqlShould(PostgreSqlSchool school) : SqlShould(school), IClassFixture<PostgreSqlSchool>;
