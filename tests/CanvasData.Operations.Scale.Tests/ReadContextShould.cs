using System.Text.Json;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Auditing;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.History;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Scale.Tests;

/// <summary>
/// Queries and analytics read a streaming replica of PostgreSQL, and everything else stays with the first server. The replica refuses each
/// write, so that a write that went there would fail.
/// </summary>
public sealed class ReadContextShould(ReplicatedSchool school) : IClassFixture<ReplicatedSchool>
{
    [Fact]
    public async Task AnswerFromTheReplicaWhatTheFirstServerWouldAnswer()
    {
        await school.CatchUpAsync();
        await using var plain = await SyncHost.StartAsync(school.Canvas, school.Store);

        var moment = DateTimeOffset.UtcNow;
        (await AnswersAsync(school.Host, moment)).Should().HaveCountGreaterThan(100).And.Equal(await AnswersAsync(plain, moment));
    }

    [Fact]
    public async Task ReadTheReplicaOnlyWhereNothingMustBeNew()
    {
        await school.CatchUpAsync();
        await school.Replica.ExecuteAsync("SELECT pg_wal_replay_pause()");
        try
        {
            // What the replica does not have yet shows who reads it.
            await using var scope = school.Host.Services.CreateAsyncScope();
            var services = scope.ServiceProvider;
            const long Person = 7_777_777_777;
            var course = await school.Host.UseAsync(context => context.Set<CanvasCourse>().OrderBy(row => row.Id).Select(row => row.Id).FirstAsync());
            await school.Host.UseAsync(async context =>
            {
                var user = await context.Set<CanvasUser>().AsNoTracking().FirstAsync();
                (user.Id, user.LoginId, user.SisUserId, user.IntegrationId) = (Person, "replica.test", null, null);
                context.Add(user);
                return await context.SaveChangesAsync();
            });

            (await services.GetRequiredService<ICanvasIdentity>().FindByIdAsync(Person)).UserId.Should().BeNull("identities are read from the replica");
            var inside = await services.GetRequiredService<IUnitOfWork>().RunAsync(async (_, token) => await services.GetRequiredService<ICanvasIdentity>().FindByIdAsync(Person, token));
            inside.UserId.Should().Be(Person, "a unit of work sees what was written");

            var notes = services.GetRequiredService<IMetadataManager>();
            var written = await notes.AddNoteAsync(new NewNote { Target = new MetadataTarget(CanvasTargetTypes.Course, course), Author = new NoteAuthor(1), Text = "new" });
            (await notes.FindNoteAsync(written.Id, NoteReader.Staff())).Should().NotBeNull("the portal's own rows are read where they are written");

            // A sync compares with what it wrote itself.
            (await school.Host.Bridge.SyncCourseAsync(course)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
            var again = await school.Host.Bridge.SyncCourseAsync(course);
            again.Outcome.Should().Be(CourseSyncOutcome.Succeeded);
            again.Rows.Values.Sum(counts => counts.Added + counts.Changed + counts.Missing).Should().Be(0);

            var lag = await services.GetRequiredService<IReplicaLagReader>().ReadAsync(course);
            lag.Should().Match<ReplicaLag>(state => state.IsReplica && !state.IsCurrent && state.Behind > TimeSpan.Zero && state.WrittenAt > state.ReadableAt);
        }
        finally
        {
            await school.Replica.ExecuteAsync("SELECT pg_wal_replay_resume()");
        }

        await school.CatchUpAsync();
        (await school.LagAsync()).Should().Match<ReplicaLag>(state => state.IsCurrent && state.Behind == TimeSpan.Zero && state.ReadableAt == state.WrittenAt);
    }

    [Fact]
    public async Task SayThatNothingIsBehindWithoutAReplica()
    {
        await using var plain = await SyncHost.StartAsync(school.Canvas, school.Store);
        await using var scope = plain.Services.CreateAsyncScope();

        (await scope.ServiceProvider.GetRequiredService<IReplicaLagReader>().ReadAsync()).Should().Match<ReplicaLag>(state => !state.IsReplica && state.IsCurrent && state.Behind == TimeSpan.Zero && state.WrittenAt != null);
    }

    [Fact]
    public void RefuseTheContextOfTheHostAndAnEarlyCall()
    {
        var same = () => new ServiceCollection().AddCanvasOperations().UseDbContext<SchoolContext>().UseReadContext<SchoolContext>();
        var early = () => new ServiceCollection().AddCanvasOperations().UseReadContext<ReplicaContext>();

        same.Should().Throw<CanvasConfigurationException>().WithMessage("*SchoolContext is the context of UseDbContext already*class of its own*");
        early.Should().Throw<CanvasConfigurationException>().WithMessage("*before UseDbContext*");
    }

    private static async Task<List<string>> AnswersAsync(SyncHost host, DateTimeOffset moment)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var queries = services.GetRequiredService<IQueryBuilder>();
        var course = (await queries.Courses().OrderBy(row => row.CourseId).FirstAsync()).CourseId;
        var student = (await queries.CourseEnrollments(course).OrderBy(row => row.StudentId).FirstAsync()).StudentId;
        return
        [
            .. (await queries.ForStudent(student).StudentGrades().ToListAsync()).Select(row => row.ToString()).Order(StringComparer.Ordinal),
            .. (await queries.WithinCourses([course]).Gradebook(course).ToListAsync()).Select(row => row.ToString()).Order(StringComparer.Ordinal),
            JsonSerializer.Serialize(await services.GetRequiredService<IAnalyticsBuilder>().AnalyzeAtRiskStudentsAsync(course, moment)),
            .. (await services.GetRequiredService<IGradebookHistory>().SubmissionsAsOfAsync(course, moment).ToListAsync()).Select(row => row.ToString()),
            $"{(await services.GetRequiredService<IGradeAudit>().SummarizeAsync(course)).Students} students audited",
        ];
    }
}

/// <summary>The context over the replica.</summary>
public sealed class ReplicaContext(DbContextOptions<ReplicaContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
}
