using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries.Tests;

public abstract class PagingShould(FilledHost filled)
{
    private readonly QueryHost _host = filled.Host;

    public static TheoryData<string, string> EverySort()
    {
        var data = new TheoryData<string, string>();
        foreach (var field in typeof(StudentGrade).GetProperties().Select(p => p.Name))
        {
            data.Add(field, "StudentGrade");
            data.Add("-" + field, "StudentGrade");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EverySort))]
    public async Task VisitEveryRowOnceInTheOrderOfTheSort(string sort, string row)
    {
        row.Should().Be(nameof(StudentGrade));
        var whole = await _host.ListAsync(q => q.StudentGrades().OrderByName(sort));
        var paged = new List<StudentGrade>();
        string? cursor = null;
        do
        {
            var page = await _host.AskAsync(q => q.StudentGrades().ToKeysetPageAsync(2, cursor, sort));
            paged.AddRange(page.Rows);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        paged.Should().Equal(whole);
        whole.Should().HaveCountGreaterThan(4);
    }

    [Fact]
    public async Task CountAllRowsOnNumberedPages()
    {
        var whole = await _host.ListAsync(q => q.StudentGrades());
        var second = await _host.AskAsync(q => q.StudentGrades().ToPageAsync(page: 2, pageSize: 3));
        second.Rows.Should().Equal(whole.Skip(3).Take(3));
        (second.TotalRows, second.TotalPages).Should().Be((whole.Count, (whole.Count + 2) / 3));
        (await _host.AskAsync(q => q.StudentGrades().ToPageAsync(page: int.MaxValue, pageSize: 1000))).Rows.Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(-1, 10)]
    [InlineData(1, 0)]
    [InlineData(1, 1001)]
    public async Task RefusePagesThatCannotBe(int page, int size) =>
        await FluentActions.Awaiting(() => _host.AskAsync(q => q.StudentGrades().ToPageAsync(page, size))).Should().ThrowAsync<ArgumentOutOfRangeException>();

    [Fact]
    public async Task RefuseAlteredCursors()
    {
        var cursor = (await _host.AskAsync(q => q.StudentGrades().ToKeysetPageAsync(2))).NextCursor!;
        for (var i = 0; i < cursor.Length; i++)
        {
            var altered = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            var act = () => _host.AskAsync(q => q.StudentGrades().ToKeysetPageAsync(2, altered));

            // The last character of base64 may carry bits that mean nothing.
            if (i < cursor.Length - 1)
            {
                (await act.Should().ThrowAsync<ArgumentException>()).WithMessage("*altered*").And.ParamName.Should().Be("cursor");
            }
        }

        foreach (var nonsense in new[] { "", "x", "%%%", new string('A', 100_000), cursor[..^4] })
        {
            await FluentActions.Awaiting(() => _host.AskAsync(q => q.StudentGrades().ToKeysetPageAsync(2, nonsense))).Should().ThrowAsync<ArgumentException>();
        }
    }

    [Fact]
    public async Task RefuseCursorsOfAnotherOrderQueryOrKey()
    {
        var cursor = (await _host.AskAsync(q => q.StudentGrades().ToKeysetPageAsync(2, sort: "-Score"))).NextCursor!;
        await FluentActions.Awaiting(() => _host.AskAsync(q => q.StudentGrades().ToKeysetPageAsync(2, cursor, sort: "Score")))
            .Should().ThrowAsync<ArgumentException>().WithMessage("*order -Score,SubmissionId of StudentGrade, not to Score*");
        await FluentActions.Awaiting(() => _host.AskAsync(q => q.AssignmentSubmissions().ToKeysetPageAsync(2, cursor, sort: "-Score"))).Should().ThrowAsync<ArgumentException>();
        var key = CursorKey.FromSecret(new byte[32]);
        await FluentActions.Awaiting(() => _host.AskAsync(q => q.StudentGrades().ToKeysetPageAsync(2, cursor, sort: "-Score", key))).Should().ThrowAsync<ArgumentException>();
        FluentActions.Invoking(() => CursorKey.FromSecret(new byte[31])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task KeepACursorThatAnotherProcessSealed()
    {
        var secret = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var first = await _host.AskAsync(q => q.StudentGrades().ToKeysetPageAsync(2, key: CursorKey.FromSecret(secret)));
        var second = await _host.AskAsync(q => q.StudentGrades().ToKeysetPageAsync(2, first.NextCursor, key: CursorKey.FromSecret(secret)));
        second.Rows.Should().Equal((await _host.ListAsync(q => q.StudentGrades())).Skip(2).Take(2));
    }

    [Theory]
    [InlineData("Nonsense")]
    [InlineData("Score;DROP TABLE x")]
    [InlineData("Score desc")]
    [InlineData("Score,,Grade")]
    [InlineData("EqualityContract")]
    public void NameTheFieldsThatCanBeSorted(string sort) => Sorting(sort).Should().Throw<ArgumentException>().WithMessage("*Give one of *Percentage*").And.ParamName.Should().Be("sort");

    [Fact]
    public void RefuseEndlessSorts() => Sorting(string.Join(',', Enumerable.Repeat("Score", 9))).Should().Throw<ArgumentException>().WithMessage("*at most 8*");

    [Theory]
    [InlineData("Score", FilterOperator.GreaterThanOrEqual, "7", 2)]
    [InlineData("score", FilterOperator.Equal, null, 5)]
    [InlineData("Score", FilterOperator.NotEqual, null, 3)]
    [InlineData("StudentName", FilterOperator.Contains, "Ana", 5)]
    [InlineData("StudentName", FilterOperator.Contains, "ana", 0)]
    [InlineData("StudentName", FilterOperator.Contains, "%", 0)]
    [InlineData("StudentName", FilterOperator.Contains, "' OR 1=1 --", 0)]
    [InlineData("IsLate", FilterOperator.Equal, "true", 1)]
    [InlineData("SubmittedAt", FilterOperator.LessThan, "2026-03-14T00:00:00+02:00", 3)]
    [InlineData("StudentId", FilterOperator.NotEqual, "11", 3)]
    public async Task FilterByFieldsOfAList(string field, FilterOperator comparison, string? value, int expected) =>
        (await _host.ListAsync(q => q.StudentGrades().Where(g => g.AssignmentId != School.Draft).FilterByName(field, comparison, value))).Should().HaveCount(expected);

    [Theory]
    [InlineData("Score", FilterOperator.Equal, "ten", "value")]
    [InlineData("Score", FilterOperator.Equal, "NaN", "value")]
    [InlineData("Score", FilterOperator.LessThan, null, "value")]
    [InlineData("Score", FilterOperator.Contains, "1", "comparison")]
    [InlineData("StudentName", FilterOperator.LessThan, "A", "comparison")]
    [InlineData("SubmittedAt", FilterOperator.LessThan, "yesterday", "value")]
    [InlineData("Password", FilterOperator.Equal, "1", "field")]
    public async Task RefuseFiltersThatMakeNoSense(string field, FilterOperator comparison, string? value, string argument) =>
        (await FluentActions.Awaiting(() => _host.ListAsync(q => q.StudentGrades().FilterByName(field, comparison, value))).Should().ThrowAsync<ArgumentException>())
            .And.ParamName.Should().Be(argument);

    private Action Sorting(string sort) => () => _host.AskAsync(q => Task.FromResult(q.StudentGrades().OrderByName(sort))).GetAwaiter().GetResult();
}

public sealed class PagingOnSqliteShould(SqliteSchool school) : PagingShould(school), IClassFixture<SqliteSchool>;

public sealed class PagingOnPostgreSqlShould(PostgreSqlSchool school) : PagingShould(school), IClassFixture<PostgreSqlSchool>;
