using CanvasData.Operations.Testing;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>The same question to SQLite, to PostgreSQL and to an oracle: the same answer, in the same order.</summary>
public sealed class AnswersShould : IAsyncLifetime
{
    private const int Schools = 1000;

    private static readonly Asker[] Askers =
        [new("Everything"), new("Courses"), new("Teacher", 11), new("Teacher", 14), new("Student", 11), new("Student", 13), new("Observer", 12), new("Observer", 15), new("Adviser", 16)];

    private QueryHost[] _hosts = [];

    public async Task InitializeAsync()
    {
        _hosts = [await QueryHost.StartAsync(Provider.Sqlite), await QueryHost.StartAsync(Provider.PostgreSql)];

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
    public async Task AgreeOnRandomSchools() => await RandomSchool.Gen.SampleAsync(
        async school =>
        {
            // Every school meets two askers; a thousand schools meet each of them over two hundred times.
            Asker[] askers = [Askers[school.Seed % Askers.Length], Askers[school.Seed / 7 % Askers.Length]];
            foreach (var host in _hosts)
            {
                await host.FillAsync(school.All);
                foreach (var asker in askers)
                {
                    var all = school.Seed % 5 == 0;
                    await CompareAsync(host, asker, all, new Oracle(school, asker, all));
                }
            }
        },
        iter: Schools,
        threads: 1);

    private static async Task CompareAsync(QueryHost host, Asker asker, bool all, Oracle oracle)
    {
        var since = QueryHost.Now.AddDays(-3);
        await host.AskAsync(async builder =>
        {
            var queries = all ? asker.Of(builder).IncludingMissing() : asker.Of(builder);
            Same(await queries.StudentGrades(details: GradeDetails.LastChange).ToListAsync(), oracle.StudentGrades(), host, asker);
            Same(await queries.PerformanceSummary().ToListAsync(), oracle.Performance(), host, asker);
            (await queries.AssignmentSubmissions(sort: SubmissionSort.Score).ToListAsync()).Select(s => (s.SubmissionId, s.HoursLate)).Should().Equal(oracle.ByScore());
            (await queries.MissingWork().ToListAsync()).Select(s => (s.SubmissionId, s.DueAt)).Should().Equal(oracle.Missing());
            (await queries.RecentActivity(since).ToListAsync()).Select(a => (a.Kind, a.ItemId, a.At)).Should().Equal(oracle.Activity(since));
            (await queries.GradeHistory().ToListAsync()).Select(p => (p.EnrollmentId, p.Sequence, p.At, p.CurrentScore)).Should().Equal(oracle.GradeHistory());
            return true;
        });
    }

    private static void Same<T>(IEnumerable<T> actual, IEnumerable<T> expected, QueryHost host, Asker asker)
    {
        var (found, wanted) = (actual.Select(row => $"{row}").ToList(), expected.Select(row => $"{row}").ToList());
        if (!found.SequenceEqual(wanted))
        {
            throw new Xunit.Sdk.XunitException($"{host.Provider}, {asker}:\nfound\n{string.Join('\n', found)}\nwanted\n{string.Join('\n', wanted)}");
        }
    }
}
