using CanvasData.Operations.Hosts.Tests.Matrix;
using CanvasData.Operations.Model;
using CanvasData.Operations.Queries;
using CanvasData.Operations.SqlServer.Tests.Statements;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.SqlServer.Tests;

/// <summary>Before level 130 the server cannot take a list of ids as one parameter.</summary>
public sealed class SqlServerIdSetsShould
{
    private static readonly School Nothing = new(
        new Subject(new DateTimeOffset(2026, 3, 16, 8, 0, 0, TimeSpan.Zero), 1, 2, 3, 4, 5), 6, 7,
        new Dictionary<string, long> { [CanvasObjectTypes.Course] = 8, [CanvasObjectTypes.Assignment] = 9, [CanvasObjectTypes.User] = 10 });

    [Theory]
    [InlineData(120, "IN (CAST(1 AS bigint), CAST(2 AS bigint), CAST(3 AS bigint))")]
    [InlineData(160, "OPENJSON")]
    public async Task PutIdsIntoTheTextOnlyWhereTheyMust(int level, string expected)
    {
        var (statements, failures) = await ServerStatements.OfCallsAsync(level, new IdCalls());

        failures.Should().BeEmpty();
        statements.Should().HaveCount(2).And.OnlyContain(statement => statement.Text.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PutIdsIntoTheTextOfUnitsOfWorkToo()
    {
        var (statements, failures) = await ServerStatements.OfCallsAsync(120, new ReadingCalls(Nothing), new WritingCalls(Nothing));

        statements.Should().HaveCountGreaterThan(100);
        failures.Where(failure => failure.Contains("translated", StringComparison.Ordinal) || failure.Contains("compatibility level", StringComparison.Ordinal)).Should().BeEmpty();
        statements.Where(statement => statement.Text.Contains("OPENJSON", StringComparison.Ordinal)).Select(statement => statement.Text).Should().BeEmpty();
    }

    private sealed class IdCalls : Calls
    {
        public IdCalls()
        {
            Add<IQueryBuilder>("StudentGrades", queries => queries.ForCourses([1, 2, 3]).StudentGrades().ToListAsync());
            Add<IQueryBuilder>("StudentGrades", queries => queries.ForCourses([1, 2, 3]).StudentGrades().Where(grade => grade.IsLate).ToListAsync());
        }
    }
}
