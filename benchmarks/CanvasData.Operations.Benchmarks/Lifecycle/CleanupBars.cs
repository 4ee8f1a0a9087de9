using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Lifecycle;

/// <summary>100,000 assignments that are inactive for a year and on which nothing depends, some with submissions that hold no work.</summary>
internal sealed class CleanupBars(Provider provider) : Bar
{
    private const int Objects = 100_000;
    private const int AssignedEvery = 5;

    private static readonly DateTime Then = new(2025, 2, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly long[] Ids = [.. Enumerable.Range(1, Objects).Select(id => (long)id)];

    public override string Name => $"Clean up {Objects:N0} candidates, {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        using var store = await TestStore.CreateAsync(provider);
        var services = new ServiceCollection();
        services.AddDbContext<SchoolContext>(options => store.Configure(options));
        services.AddCanvasOperations().UseDbContext<SchoolContext>().UsePostgreSqlBulkWriter().UseSqliteBulkWriter();
        await using var root = services.BuildServiceProvider();
        await UseAsync(root, (context, _) => context.Database.EnsureCreatedAsync());
        var fastest = double.MaxValue;
        var race = await Race.RunAsync(
            [
                new("manager", 5, CleanAsync, () => UseAsync(root, VerifyAsync)),
                new("EF Core", 3, () => UseAsync(root, CleanByEfAsync), () => UseAsync(root, VerifyAsync)),
            ],
            () => UseAsync(root, FillAsync));
        return
        [
            BarResult.Information(Name, $"{fastest:0.00} s"),
            BarResult.AtLeast($"{Name}: faster than load, change, save", race.Ratio("EF Core", "manager"), 10),
        ];

        async Task CleanAsync()
        {
            await using var scope = root.CreateAsyncScope();
            var clock = Stopwatch.StartNew();
            await scope.ServiceProvider.GetRequiredService<ICleanupManager>().RunAsync();
            fastest = Math.Min(fastest, clock.Elapsed.TotalSeconds);
        }
    }

    private static async Task UseAsync(ServiceProvider root, Func<SchoolContext, IServiceProvider, Task> work)
    {
        await using var scope = root.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<SchoolContext>(), scope.ServiceProvider);
    }

    private async Task FillAsync(SchoolContext context, IServiceProvider services)
    {
        await context.Set<CanvasAssignment>().ExecuteDeleteAsync();
        await context.Set<CanvasSubmission>().ExecuteDeleteAsync();
        await context.Set<CanvasObjectStatus>().ExecuteDeleteAsync();
        var writer = services.GetServices<Bulk.IBulkWriter>().Last(bulk => bulk.CanWrite(context));
        await writer.InsertAsync(context, Ids.Select(id => new CanvasAssignment { Id = id, CourseId = id / 100, Name = $"Task {id}", PointsPossible = 10, FirstSyncedAt = Then, SyncedAt = Then, MissingSince = Then }));
        await writer.InsertAsync(context, Ids.Select(id => new CanvasObjectStatus { ObjectType = CanvasObjectTypes.Assignment, ObjectId = id, CourseId = id / 100, RemovedAt = Then, StateChangedAt = Then, FirstSeenAt = Then, UpdatedAt = Then }));
        await writer.InsertAsync(context, Ids.Where(id => id % AssignedEvery == 0).Select(id => new CanvasSubmission { Id = id, CourseId = id / 100, AssignmentId = id, UserId = 1, WorkflowState = "unsubmitted", FirstSyncedAt = Then, SyncedAt = Then }));
        foreach (var command in provider == Provider.PostgreSql ? (string[])["VACUUM (ANALYZE)", "CHECKPOINT"] : ["PRAGMA wal_checkpoint(TRUNCATE)"])
        {
            await context.Database.ExecuteSqlRawAsync(command);
        }
    }

    // The way that a portal would write it: load, change, save.
    private static async Task CleanByEfAsync(SchoolContext context, IServiceProvider services)
    {
        var (now, before) = (DateTime.UnixEpoch.AddYears(60), Then.AddDays(1));
        var noted = await context.Set<CanvasNote>().Where(row => row.TargetType == CanvasTargetTypes.Assignment).Select(row => row.TargetId).ToHashSetAsync();
        var graded = await context.Set<CanvasSubmission>().Where(row => row.Score != null || row.SubmittedAt != null).Select(row => row.AssignmentId).ToHashSetAsync();
        foreach (var chunk in Ids.Chunk(10_000))
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            var statuses = await context.Set<CanvasObjectStatus>()
                .Where(row => row.ObjectType == CanvasObjectTypes.Assignment && !row.Active && row.Decision == null && row.RemovedAt < before && EF.Parameter(chunk).Contains(row.ObjectId)).ToListAsync();
            statuses.RemoveAll(status => noted.Contains(status.ObjectId) || graded.Contains(status.ObjectId));
            foreach (var status in statuses)
            {
                (status.Decision, status.StateChangedAt, status.UpdatedAt) = (LifecycleDecisions.Deleted, now, now);
            }

            long[] gone = [.. statuses.Select(status => status.ObjectId)];
            context.RemoveRange(await context.Set<CanvasSubmission>().Where(row => EF.Parameter(gone).Contains(row.AssignmentId)).ToListAsync());
            context.RemoveRange(await context.Set<CanvasAssignment>().Where(row => EF.Parameter(gone).Contains(row.Id)).ToListAsync());
            await context.SaveChangesAsync();
            await transaction.CommitAsync();
            context.ChangeTracker.Clear();
        }
    }

    private static async Task VerifyAsync(SchoolContext context, IServiceProvider services)
    {
        var deleted = await context.Set<CanvasObjectStatus>().CountAsync(row => row.Decision == LifecycleDecisions.Deleted);
        var left = await context.Set<CanvasAssignment>().CountAsync() + await context.Set<CanvasSubmission>().CountAsync();
        if ((deleted, left) != (Objects, 0))
        {
            throw new InvalidOperationException($"{deleted} are deleted, {left} rows are left.");
        }
    }
}
