using System.Reflection;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using static CanvasData.Operations.Queries.Tests.School;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>The school of <see cref="School"/>, filled once for tests that only read it.</summary>
public abstract class FilledHost(Provider provider) : IAsyncLifetime
{
    public QueryHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await QueryHost.StartAsync(provider);
        await Host.FillAsync(Rows());
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();
}

public sealed class SqliteSchool() : FilledHost(Provider.Sqlite);

public sealed class PostgreSqlSchool() : FilledHost(Provider.PostgreSql);

/// <summary>Every query in every scope: rows of the own side come, rows of the foreign side never do.</summary>
public abstract class ScopeShould(FilledHost filled)
{
    private readonly QueryHost _host = filled.Host;

    [Fact]
    public void WalkEveryQuery() =>
        Catalog.Queries.Keys.Concat(Catalog.Results.Keys).Select(name => name.Split('/')[0]).Distinct().Should().BeEquivalentTo(
            Catalog.Methods, "a query that is not in the catalog escapes the walk");

    [Fact]
    public void WalkEveryScope() =>
        Catalog.Scopes.Keys.Should().BeEquivalentTo(
            typeof(IQueryBuilder).GetMethods(BindingFlags.Public | BindingFlags.Instance).Select(method => method.Name), "a scope that is not in the catalog escapes the walk");

    public static TheoryData<string, string> EveryQueryAndScope()
    {
        var data = new TheoryData<string, string>();
        foreach (var scope in Catalog.Scopes.Keys)
        {
            foreach (var query in Catalog.Queries.Keys.Concat(Catalog.Results.Keys))
            {
                data.Add(scope, query);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryQueryAndScope))]
    public async Task ShowWhatBelongsAndNothingElse(string scope, string query)
    {
        var everything = await RunAsync("ForEverything", query);
        everything.Should().NotBeEmpty("a walk over no rows proves nothing");
        var rows = await RunAsync(scope, query);
        rows.Where(row => !MaySee(scope, row)).Should().BeEmpty();
        if (scope is "ForStudent" or "ForObserver")
        {
            (rows.Count > 0).Should().Be(query is not ("PendingDeletionReview" or "StudentTags") && !(query is "RecentActivity/Note" && scope is "ForObserver"), "learners see their own");
        }
        else if (query is not "StudentDashboardAsync")
        {
            rows.Should().HaveCount(everything.Count(row => MaySee(scope, row)), "what belongs is not lost");
        }
    }

    [Theory]
    [MemberData(nameof(EveryQueryAndScope))]
    public async Task StayAsNarrowUnderACurriculumOfForeignCourses(string scope, string query)
    {
        var rows = await RunAsync(scope, query, q => q.WithinCourses([Biology]).IncludingMissing());
        rows.Where(row => !MaySee(scope, row)).Should().BeEmpty();
        if (scope is "ForTeacher" or "ForCourses" or "ForObserver")
        {
            rows.Should().BeEmpty();
        }
    }

    // An oracle apart from the queries: who and which course a row is about, told by the ids alone.
    private static bool MaySee(string scope, object row)
    {
        var (course, student, values) = (Value(row, "CourseId"), Value(row, "StudentId") ?? Value(row, "UserId"), Texts(row));
        var type = Value(row, "ObjectType") as string;
        var id = Value(row, "ObjectId") as long?;
        (course, student) = type switch
        {
            "course" => (id, student),

            // Persons belong to a scope through what they study.
            "user" when scope is not "ForEverything" && id is not (Ana or Ben or Cleo) => (Biology, Cleo),
            "user" => (course, id),
            "enrollment" => (course, id == 1003 ? Ben : Cleo),
            _ when row is AccountOverview account => (account.AccountId == Nature ? Biology : account.AccountId == Sciences ? Algebra : null, null),
            _ => (course, student),
        };
        var inAlgebra = course is null or Algebra;
        return scope switch
        {
            "ForTeacher" => inAlgebra && student is not Cleo && !values.Any(text => text.Contains("Biology about", StringComparison.Ordinal) || text.StartsWith("Confidential", StringComparison.Ordinal)),
            "ForCourses" => inAlgebra && student is not Cleo && !values.Any(text => text.Contains("Biology about", StringComparison.Ordinal) || text.StartsWith("Confidential", StringComparison.Ordinal)),
            "ForStudent" => student is null or Ana && !values.Any(text => text.Contains("about", StringComparison.Ordinal)) && !IsUnposted(row),
            "ForObserver" => inAlgebra && student is null or Ana && inAlgebra && !values.Any(text => text.Contains("about", StringComparison.Ordinal) || text.StartsWith("Own", StringComparison.Ordinal)) && !IsUnposted(row),
            "ForAdviser" => student is null or Ana,
            _ => student is not TestStudent,
        };
    }

    // Ana's score on Hidden is not posted, and Draft is not published.
    private static bool IsUnposted(object row) =>
        Value(row, "AssignmentId") is Draft || (Value(row, "ObjectType") is "assignment" && Value(row, "ObjectId") is Draft) ||
        (Value(row, "AssignmentId") is School.Hidden && Value(row, "Score") is not null) ||
        (row is ActivityItem { Kind: ActivityKinds.Grade, ItemId: 10004 });

    private static object? Value(object row, string property) => row.GetType().GetProperty(property)?.GetValue(row);

    private static List<string> Texts(object row) =>
        [.. row.GetType().GetProperties().Where(p => p.PropertyType != typeof(string) || p.CanRead).Select(p => p.GetValue(row)).OfType<string>()];

    private Task<IReadOnlyList<object>> RunAsync(string scope, string query, Func<ICanvasQueries, ICanvasQueries>? narrow = null) => _host.AskAsync<IReadOnlyList<object>>(async builder =>
    {
        var queries = Catalog.Scopes[scope](builder);
        queries = narrow is null ? queries : narrow(queries);
        return Catalog.Queries.TryGetValue(query, out var rows) ? await rows(queries).ToListAsync() : await Catalog.Results[query](queries);
    });
}

public sealed class ScopeOnSqliteShould(SqliteSchool school) : ScopeShould(school), IClassFixture<SqliteSchool>;

public sealed class ScopeOnPostgreSqlShould(PostgreSqlSchool school) : ScopeShould(school), IClassFixture<PostgreSqlSchool>;
