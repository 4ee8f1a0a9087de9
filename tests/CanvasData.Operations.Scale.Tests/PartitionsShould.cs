using System.Globalization;
using System.Text.RegularExpressions;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Model;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace CanvasData.Operations.Scale.Tests;

/// <summary>Writes to and queries of tables that are split by course on PostgreSQL.</summary>
public sealed partial class PartitionsShould(SplitSchool school) : IClassFixture<SplitSchool>
{
    [Theory]
    [InlineData(BulkOperation.Upsert)]
    [InlineData(BulkOperation.Update)]
    public async Task MoveARowThatChangesItsCourse(BulkOperation operation)
    {
        await school.Split.UseAsync(async context =>
        {
            var writer = school.Split.Services.GetServices<IBulkWriter>().Last(one => one.CanWrite(context));
            var leaves = (await school.Split.TextsAsync("SELECT DISTINCT ON (tableoid) \"CourseId\" FROM \"CanvasSubmission\" ORDER BY tableoid, \"CourseId\"")).ConvertAll(text => long.Parse(text, CultureInfo.InvariantCulture));
            var rows = await context.Set<CanvasSubmission>().AsNoTracking().Where(row => row.CourseId == leaves[0]).OrderBy(row => row.Id).Take(3).ToListAsync();
            rows.ForEach(row => (row.CourseId, row.Grade) = (leaves[1], $"moved {operation}"));
            var count = await context.Set<CanvasSubmission>().CountAsync();

            // Rows of two partitions in one call.
            var others = await context.Set<CanvasSubmission>().AsNoTracking().Where(row => row.CourseId == leaves[0]).OrderByDescending(row => row.Id).Take(2).ToListAsync();
            others.ForEach(row => row.Grade = $"stayed {operation}");
            await writer.WriteAsync(context, operation, [.. rows, .. others], operation == BulkOperation.Update ? new HashSet<string> { nameof(CanvasSubmission.Grade), nameof(CanvasSubmission.CourseId) } : null);

            (await context.Set<CanvasSubmission>().CountAsync()).Should().Be(count);
            (await context.Set<CanvasSubmission>().CountAsync(row => row.CourseId == leaves[1] && row.Grade == $"moved {operation}")).Should().Be(3);
            (await context.Set<CanvasSubmission>().CountAsync(row => row.CourseId == leaves[0] && row.Grade == $"stayed {operation}")).Should().Be(2);
            return true;
        });
    }

    [Fact]
    public async Task BeWrittenByAUserWithRightsOnTheWholeOnly()
    {
        var role = $"writer_{Guid.NewGuid():N}";
        var rows = await school.Split.UseAsync(async context =>
        {
#pragma warning disable EF1002 // The name is made here.
            await context.Database.ExecuteSqlRawAsync($"CREATE ROLE {role} LOGIN; GRANT SELECT, INSERT, UPDATE, DELETE ON \"CanvasSubmission\" TO {role}");
#pragma warning restore EF1002
            return await context.Set<CanvasSubmission>().AsNoTracking().OrderBy(row => row.Id).Take(40).ToListAsync();
        });
        rows.ForEach(row => row.Grade = "role");
        var added = Enumerable.Range(1, 40).Select(n => new CanvasSubmission { Id = 8_000_000_000_000_000 + n, Grade = "added", CourseId = rows[n % 4].CourseId, AssignmentId = 8_000_000_000_000_000 + n, UserId = n, FirstSyncedAt = DateTime.UtcNow, SyncedAt = DateTime.UtcNow });
        using var store = TestStore.Existing(Provider.PostgreSql, new NpgsqlConnectionStringBuilder(school.Split.ConnectionString) { Username = role, Pooling = false }.ConnectionString);
        await using var limited = new SchoolContext((DbContextOptions<SchoolContext>)store.Configure(new DbContextOptionsBuilder<SchoolContext>()).Options);
        var writer = school.Split.Services.GetServices<IBulkWriter>().Last(one => one.CanWrite(limited));

        await writer.UpsertAsync(limited, rows.Concat(added));

        (await limited.Set<CanvasSubmission>().CountAsync(row => row.Grade == "role")).Should().Be(40);
        (await limited.Set<CanvasSubmission>().CountAsync(row => row.Grade == "added")).Should().Be(40);
    }

    public static readonly Dictionary<string, Func<IQueryBuilder, long, IQueryable<object>>> Queries = new()
    {
        ["grades of a course"] = (q, course) => q.StudentGrades(course),
        ["gradebook"] = (q, course) => q.Gradebook(course),
        ["teacher's grades of a course"] = (q, course) => q.ForTeacher(1).StudentGrades(course),
        ["grade history of a course"] = (q, course) => q.GradeHistory(course),
        ["score history of a course"] = (q, course) => q.ScoreHistory(course),
        ["missing work of a course"] = (q, course) => q.MissingWork(course),
        ["activity of a course"] = (q, course) => q.RecentActivity(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), courseId: course),
    };

    // The first change of each row is looked up by the id of the row, in the index of every partition.
    private static readonly string[] Series = ["grade history of a course", "score history of a course"];

    public static TheoryData<string> Names() => [.. Queries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task LetAGenericPlanReadOnePartition(string name)
    {
        await using var scope = school.Split.Services.CreateAsyncScope();
        await using var command = (NpgsqlCommand)Queries[name](scope.ServiceProvider.GetRequiredService<IQueryBuilder>(), school.Canvas.School.Courses[0].Id).CreateDbCommand();

        var plan = await GenericPlanAsync(command);

        plan.Should().Contain(line => line.Contains("Subplans Removed", StringComparison.Ordinal) || Leaf().IsMatch(line));
        foreach (var table in plan.Where(line => !line.Contains("(never executed)", StringComparison.Ordinal)).SelectMany(line => Leaf().Matches(line).Select(match => match.Groups)).Where(groups => groups[1].Value == "CanvasSubmission" || !Series.Contains(name)).GroupBy(groups => groups[1].Value, groups => groups[2].Value))
        {
            table.Distinct().Should().ContainSingle("{0} is read for one course; the plan is\n{1}", table.Key, string.Join('\n', plan));
        }
    }

    // What the server plans for a prepared statement, whatever its parameters are.
    private async Task<List<string>> GenericPlanAsync(NpgsqlCommand command)
    {
        var (sql, types, values) = (command.CommandText, new List<string>(), new List<string>());
        foreach (var parameter in command.Parameters.OrderByDescending(parameter => parameter.ParameterName.Length).ToList())
        {
            sql = Regex.Replace(sql, $"@{Regex.Escape(parameter.ParameterName.TrimStart('@'))}(?!\\w)", $"${types.Count + 1}");
            types.Add(parameter.NpgsqlDbType switch
            {
                NpgsqlDbType.Bigint => "bigint",
                NpgsqlDbType.Integer => "integer",
                NpgsqlDbType.Text => "text",
                NpgsqlDbType.Boolean => "boolean",
                NpgsqlDbType.TimestampTz => "timestamptz",
                NpgsqlDbType.Double => "double precision",
                _ => parameter.DataTypeName!,
            });
            values.Add(parameter.Value switch
            {
                null or DBNull => "NULL",
                DateTime time => $"'{time:O}'",
                IEnumerable<long> ids => $"'{{{string.Join(',', ids)}}}'",
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                var text => $"'{text}'",
            });
        }

        await using var connection = new NpgsqlConnection(school.Split.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync($"SET plan_cache_mode = force_generic_plan; PREPARE question{(types.Count == 0 ? "" : $" ({string.Join(", ", types)})")} AS {sql}");
        await using var explain = new NpgsqlCommand($"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) EXECUTE question{(values.Count == 0 ? "" : $" ({string.Join(", ", values)})")}", connection);
        var plan = new List<string>();
        await using var reader = await explain.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(0));
        }

        return plan;

        async Task ExecuteAsync(string text)
        {
            foreach (var one in text.Split("; ", 2))
            {
                await using var statement = new NpgsqlCommand(one, connection);
                await statement.ExecuteNonQueryAsync();
            }
        }
    }

    [GeneratedRegex(@"on ""?(\w+?)_p(\d+)""?(?: |$)")]
    private static partial Regex Leaf();
}
