using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CanvasData.Operations.Queries.Tests.School;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>Queries are compiled ahead, and are ordinary queries of EF Core all the same.</summary>
public abstract class CompositionShould(FilledHost filled)
{
    private readonly QueryHost _host = filled.Host;

    [Fact]
    public async Task GiveTheSameRowsReadAsTheyAreAndComposed()
    {
        foreach (var (name, query) in Catalog.Queries)
        {
            var compiled = await _host.ListAsync(q => query(q.ForTeacher(Teacher)));
            var composed = await _host.ListAsync(q => query(q.ForTeacher(Teacher)).Where(row => true).Take(1_000_000));
            var synchronous = await _host.AskAsync(q => Task.FromResult(query(q.ForTeacher(Teacher)).ToList()));
            compiled.Should().Equal(composed, name).And.Equal(synchronous, name);
        }
    }

    [Fact]
    public async Task GiveTheFirstRowsOfAll()
    {
        foreach (var (name, query) in Catalog.Queries)
        {
            var all = await _host.ListAsync(q => query(q.ForTeacher(Teacher)));
            foreach (var count in new[] { 1, 2, 3, all.Count + 1 })
            {
                var wanted = all.Take(count).ToList();
                (await _host.ListAsync(q => query(q.ForTeacher(Teacher)).Take(count))).Should().Equal(wanted, name);
                (await _host.ListAsync(q => query(q.ForTeacher(Teacher)).Take(count).Where(row => true))).Should().Equal(wanted, name);
                (await _host.ListAsync(q => query(q.ForTeacher(Teacher)).Take(count).Take(1))).Should().Equal(wanted.Take(1), name);
                (await _host.ListAsync(q => query(q.ForTeacher(Teacher)).Skip(1).Take(count))).Should().Equal(all.Skip(1).Take(count), name);
                (await _host.AskAsync(q => query(q.ForTeacher(Teacher)).Take(count).CountAsync())).Should().Be(wanted.Count, name);
            }

            (await _host.ListAsync(q => query(q.ForTeacher(Teacher)).Take(0))).Should().BeEmpty(name);
        }
    }

    [Fact]
    public async Task CarryTheTagOfTheHost()
    {
        _host.Statements.Texts.Clear();
        await _host.ListAsync(q => q.ForTeacher(Teacher).StudentGrades().TagWith("the page of grades"));
        _host.Statements.Texts.Should().ContainSingle().Which.Should().Contain("the page of grades");
    }

    [Fact]
    public async Task AnswerForEachPersonWhoAsksTheSame()
    {
        foreach (var (student, courses) in new[] { (Ana, 2), (Cleo, 1), (Ben, 1), (404L, 0), (Ana, 2) })
        {
            (await _host.ListAsync(q => q.ForStudent(student).CourseEnrollments())).Select(s => s.StudentId).Should().Equal(Enumerable.Repeat(student, courses));
        }
    }

    [Fact]
    public async Task BecomeAPartOfTheHostsOwnQuery() => (await _host.InContextAsync(async context =>
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var queries = scope.ServiceProvider.GetRequiredService<IQueryBuilder>();
        var own = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        var late = queries.ForTeacher(Teacher).StudentGrades().Where(g => g.IsLate);
        return await own.Set<CanvasUser>().Where(u => late.Any(g => g.StudentId == u.Id)).Select(u => u.Id).ToListAsync();
    })).Should().Equal(Ana);

    [Fact]
    public async Task EndWhenTheReaderGivesUp()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await FluentActions.Awaiting(() => _host.AskAsync(q => q.StudentGrades().ToListAsync(cancellation.Token))).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(() => _host.AskAsync(q => q.StreamGradebookAsync(Algebra, cancellation.Token).ToListAsync().AsTask())).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task KeepTheHostsOwnFilter()
    {
        using var store = await TestStore.CreateAsync(_host.Provider);
        var services = new ServiceCollection();
        services.AddDbContext<TenantContext>(options => store.Configure(options));
        services.AddCanvasOperations().UseDbContext<TenantContext>();
        await using var root = services.BuildServiceProvider();
        await using (var scope = root.CreateAsyncScope())
        {
            var context = scope.ServiceProvider.GetRequiredService<TenantContext>();
            await context.Database.EnsureCreatedAsync();
            context.AddRange(Rows());
            await context.SaveChangesAsync();
        }

        // The same compiled query, under a filter that reads the context of each request.
        foreach (var course in new[] { Algebra, Biology, Algebra })
        {
            await using var scope = root.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().OnlyCourse = course;
            var courses = await scope.ServiceProvider.GetRequiredService<IQueryBuilder>().StudentGrades(studentId: Ana).ToListAsync();
            courses.Select(g => g.CourseId).Distinct().Should().Equal(course);
        }
    }

    private sealed class TenantContext(DbContextOptions<TenantContext> options) : DbContext(options)
    {
        public long OnlyCourse { get; set; }

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.AddCanvasData();
            modelBuilder.Entity<CanvasCourse>().HasQueryFilter(c => c.Id == OnlyCourse);
        }
    }
}

public sealed class CompositionOnSqliteShould(SqliteSchool school) : CompositionShould(school), IClassFixture<SqliteSchool>;

public sealed class CompositionOnPostgreSqlShould(PostgreSqlSchool school) : CompositionShould(school), IClassFixture<PostgreSqlSchool>;
