using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>The row of a run tells a page of the host whether the run lives, and how it ended.</summary>
public class SyncRunRowShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task EndInAHostThatPutsARowVersionOnEveryTable(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(10, 20).AddAssignment(30).AddSubmission(40, 30, 20, ""","score":1""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost<VersionedContext>.StartAsync(
            services => services.AddDbContext<VersionedContext>(options => store.Configure(options)), builder => builder.UseCanvasClient(_ => canvas));
        for (var score = 2; score < 6; score++)
        {
            await host.SyncAsync();
            course.Submissions[0] = $$"""{"id":40,"assignment_id":30,"user_id":20,"score":{{score}}}""";
            if (score == 3)
            {
                // Another process wrote to the rows: each token has changed.
                await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("""UPDATE "CanvasSyncRun" SET "Requests" = "Requests"; UPDATE "CanvasInstance" SET "SchemaVersion" = 2; UPDATE "CanvasSubmission" SET "Late" = true, "RowHash" = 0, "LocalEdits" = 'Late' """));
            }
        }

        (await host.RowsAsync<CanvasSyncRun>()).Select(run => run.Outcome).Should().Equal("Succeeded", "Succeeded", "Succeeded", "Succeeded");
        (await host.RowsAsync<CanvasInstance>()).Single().SchemaVersion.Should().Be(CanvasSchema.Version);
        (await host.RowsAsync<CanvasSubmission>()).Single().Score.Should().Be(4);
    }

    [Fact]
    public async Task SayWhetherItsCoursesWereNamed()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await host.Bridge.SyncCourseAsync(1);

        (await host.RowsAsync<CanvasSyncRun>()).OrderBy(run => run.StartedAt).Select(run => run.IsWhole).Should().Equal(true, false);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task BeClosedByTheNextStartWhenItsProcessIsGone(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        await host.Bridge.SyncAllCoursesAsync(new SyncRequest { CourseIds = [] });
        var own = (await host.RowsAsync<CanvasSyncRun>()).Single();
        own.Owner.Should().Contain($":{Environment.ProcessId}:");
        var seen = own.LastSeenAt!.Value;
        var dead = own.Owner!.Split(':');
        dead[1] = "2147480000";
        var rows = new Dictionary<string, CanvasSyncRun>
        {
            ["silent on another machine"] = Run("elsewhere:1:1:abc", seen.AddMinutes(-10)),
            ["of an earlier version"] = Run(null, null),
            ["killed on this machine"] = Run(string.Join(':', dead), seen),
            ["alive on another machine"] = Run("elsewhere:1:1:abc", seen),
            ["alive here"] = Run(own.Owner, seen),
        };
        await host.UseAsync(async context =>
        {
            context.AddRange(rows.Values);
            return await context.SaveChangesAsync();
        });

        await using var next = await TestHost.StartAsync(new ScriptedCanvas(), store);
        await next.Bridge.SyncAllCoursesAsync(new SyncRequest { CourseIds = [] });

        var after = (await host.RowsAsync<CanvasSyncRun>()).ToDictionary(run => run.Id);
        foreach (var (name, row) in rows)
        {
            var expected = name.StartsWith("alive", StringComparison.Ordinal) ? ("Running", (DateTime?)null) : ("Abandoned", row.LastSeenAt ?? row.StartedAt);
            (after[row.Id].Outcome, after[row.Id].CompletedAt).Should().Be(expected, name);
        }

        CanvasSyncRun Run(string? owner, DateTime? lastSeen) => new()
        {
            Id = Guid.NewGuid(), StartedAt = seen.AddHours(-1), Outcome = "Running", Strategy = "Full", Owner = owner, LastSeenAt = lastSeen,
        };
    }

    /// <summary>A host that compares a version of each row when it saves.</summary>
    private sealed class VersionedContext(DbContextOptions<VersionedContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.AddCanvasData();
            foreach (var type in modelBuilder.Model.GetEntityTypes().ToList())
            {
                if (Database.ProviderName == "Npgsql.EntityFrameworkCore.PostgreSQL")
                {
                    modelBuilder.Entity(type.ClrType).Property<uint>("xmin").IsRowVersion();
                }
                else
                {
                    // SQLite has no row versions; a host has the database fill a column.
                    modelBuilder.Entity(type.ClrType).Property<byte[]>("HostVersion").IsRowVersion().HasDefaultValueSql("randomblob(8)");
                }
            }
        }
    }
}
