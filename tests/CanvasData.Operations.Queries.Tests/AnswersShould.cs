using CanvasData.Operations.Testing;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>The same question to SQLite, to PostgreSQL and to an oracle: the same answer, in the same order.</summary>
public sealed class AnswersShould : IAsyncLifetime
{
    private static readonly int Schools = LongRuns.Count(40, 500);

    private static readonly Asker[] Askers =
        [new("Everything"), new("Courses"), new("Teacher", 11), new("Teacher", 14), new("Student", 11), new("Student", 13), new("Observer", 12), new("Observer", 15), new("Adviser", 16)];

    private QueryHost[] _hosts = [];

    public async Task InitializeAsync()
    {
        _hosts = await Task.WhenAll(TestStore.Providers.Where(provider => provider != Provider.InMemory).Select(provider => QueryHost.StartAsync(provider)));

        // A school's database sorts by the rules of a language; the queries must not.
        await _hosts[1].InContextAsync(context => context.Database.ExecuteSqlRawAsync(
            """ALTER TABLE "CanvasUser" ALTER COLUMN "Name" TYPE text COLLATE "en-US-x-icu", ALTER COLUMN "SortableName" TYPE text COLLATE "en-US-x-icu" """));
    }

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public void AskEveryQuery() =>
        Questions.All.Select(question => question.Method).Distinct().Should().BeEquivalentTo(Catalog.Methods, "a query that the oracle does not know is not proven");

    [Fact]
    public async Task AgreeOnRandomSchools() => await RandomSchool.Gen.SampleAsync(
        async school =>
        {
            // Every school meets two askers with two questions, and each of these cases goes to every query.
            var (first, second) = (Askers[school.Seed % Askers.Length], Askers[school.Seed / 7 % Askers.Length]);
            foreach (var host in _hosts)
            {
                await host.FillAsync(school.All);
                await CompareAsync(host, school, first, Narrow(school, school.Seed % 3));
                await CompareAsync(host, school, second, Narrow(school, (school.Seed + 1) % 3));
            }
        },
        iter: Schools,
        threads: 1);

    // Values differ from school to school while the shape of a question stays: a compiled query meets new values.
    private static Question Narrow(RandomSchool.Rows school, int kind)
    {
        var (course, student) = ((school.Seed / 3 % 3) + 1, 11 + (school.Seed / 5 % 6));
        var assignments = school.Assignments.Select(a => a.Id).ToArray();
        var from = new DateTimeOffset(QueryHost.Now.AddDays(-3 + (school.Seed / 11 % 3)));
        return kind switch
        {
            0 => new Question(All: true, First: school.Seed % 2 == 0 ? 1 + (school.Seed % 7) : int.MaxValue),
            1 => new Question(Course: course, Assignment: assignments.LastOrDefault(1), Range: new TimeRange(from, from.AddDays(3)), State: "active", Curriculum: [course, 2], First: school.Seed % 4 == 0 ? 3 : int.MaxValue),
            _ => new Question(Student: student, Assignments: [.. assignments.Take(2), 1, 2], Range: new TimeRange(from, null), First: school.Seed % 4 == 1 ? 2 : int.MaxValue),
        };
    }

    private static Task<bool> CompareAsync(QueryHost host, RandomSchool.Rows school, Asker asker, Question question) => host.AskAsync(async builder =>
    {
        var scoped = asker.Of(builder);
        scoped = question.All ? scoped.IncludingMissing() : scoped;
        scoped = question.Curriculum is { } courses ? scoped.WithinCourses(courses) : scoped;
        foreach (var (method, ask, expect) in Questions.All)
        {
            var asked = Questions.For(method, question);
            var (found, wanted) = (await ask(scoped, asked), expect(new Oracle(new SeenSchool(school, asker, asked)), asked).ToList());
            if (!found.SequenceEqual(wanted))
            {
                throw new Xunit.Sdk.XunitException($"{host.Provider}, {asker}, {method}, {asked}:\nfound\n{string.Join('\n', found)}\nwanted\n{string.Join('\n', wanted)}");
            }
        }

        return true;
    });
}
