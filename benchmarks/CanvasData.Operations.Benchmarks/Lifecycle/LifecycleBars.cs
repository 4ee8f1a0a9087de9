using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Lifecycle;

/// <summary>100,000 assignments that Canvas no longer has, of which some have notes and some have graded work.</summary>
internal sealed class LifecycleBars(Provider provider) : Bar
{
    private const int Objects = 100_000;
    private const int NotedEvery = 10;
    private const int GradedEvery = 5;

    private static readonly DateTime Now = new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly long[] Ids = [.. Enumerable.Range(1, Objects).Select(id => (long)id)];

    public override string Name => $"Mark {Objects:N0} objects missing, {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        using var store = await TestStore.CreateAsync(provider);
        var services = new ServiceCollection();
        services.AddDbContext<SchoolContext>(options => store.Configure(options));
        services.AddCanvasOperations().UseDbContext<SchoolContext>().UsePostgreSqlBulkWriter().UseSqliteBulkWriter();
        await using var root = services.BuildServiceProvider();
        await UseAsync(root, FillAsync);
        var fastest = double.MaxValue;
        var race = await Race.RunAsync(
            [
                new("manager", 5, MarkAsync, () => UseAsync(root, VerifyAsync)),
                new("EF Core", 3, () => UseAsync(root, MarkByEfAsync), () => UseAsync(root, VerifyAsync)),
            ],
            () => UseAsync(root, ResetAsync));
        return
        [
            BarResult.Information(Name, $"{fastest:0.00} s"),
            BarResult.AtLeast($"{Name}: faster than load, change, save", race.Ratio("EF Core", "manager"), 10),
        ];

        async Task MarkAsync()
        {
            await using var scope = root.CreateAsyncScope();
            var clock = Stopwatch.StartNew();
            await scope.ServiceProvider.GetRequiredService<ILifecycleManager>().MarkMissingAsync(CanvasObjectTypes.Assignment, Ids, "gone");
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
        await context.Database.EnsureCreatedAsync();
        var writer = services.GetServices<Bulk.IBulkWriter>().Last(bulk => bulk.CanWrite(context));
        await writer.InsertAsync(context, Ids.Select(id => new CanvasAssignment { Id = id, CourseId = id / 100, Name = $"Task {id}", PointsPossible = 10, FirstSyncedAt = Now, SyncedAt = Now }));
        await writer.InsertAsync(context, Ids.Select(id => new CanvasObjectStatus { ObjectType = CanvasObjectTypes.Assignment, ObjectId = id, CourseId = id / 100, Active = true, FirstSeenAt = Now, UpdatedAt = Now }));
        await writer.InsertAsync(context, Ids.Where(id => id % NotedEvery == 0).Select(id => new CanvasNote { TargetType = CanvasTargetTypes.Assignment, TargetId = id, Text = "careful", CreatedAt = Now, UpdatedAt = Now }));
        await writer.InsertAsync(context, Ids.Where(id => id % GradedEvery == 0).Select(id => new CanvasSubmission { Id = id, CourseId = id / 100, AssignmentId = id, UserId = 1, Score = 7, FirstSyncedAt = Now, SyncedAt = Now }));
        if (provider == Provider.PostgreSql)
        {
            await context.Database.ExecuteSqlRawAsync("ANALYZE");
        }
    }

    private async Task ResetAsync(SchoolContext context, IServiceProvider services)
    {
        await context.Set<CanvasAssignment>().ExecuteUpdateAsync(set => set.SetProperty(row => row.MissingSince, (DateTime?)null));
        await context.Set<CanvasObjectStatus>().ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Active, true).SetProperty(row => row.PendingDeletion, false).SetProperty(row => row.RemovedAt, (DateTime?)null).SetProperty(row => row.RemovalReason, (string?)null)
            .SetProperty(row => row.UserDataExists, false).SetProperty(row => row.HistoricalDataExists, false));
        foreach (var command in provider == Provider.PostgreSql ? (string[])["VACUUM (ANALYZE)", "CHECKPOINT"] : ["PRAGMA wal_checkpoint(TRUNCATE)"])
        {
            await context.Database.ExecuteSqlRawAsync(command);
        }
    }

    // The way that a portal would write it: load, change, save.
    private static async Task MarkByEfAsync(SchoolContext context, IServiceProvider services)
    {
        await using var transaction = await context.Database.BeginTransactionAsync();
        var noted = await context.Set<CanvasNote>().Where(row => row.TargetType == CanvasTargetTypes.Assignment).Select(row => row.TargetId).ToHashSetAsync();
        var graded = await context.Set<CanvasSubmission>().Where(row => row.Score != null).Select(row => row.AssignmentId).ToHashSetAsync();
        foreach (var chunk in Ids.Chunk(10_000))
        {
            var statuses = await context.Set<CanvasObjectStatus>().Where(row => row.ObjectType == CanvasObjectTypes.Assignment && EF.Parameter(chunk).Contains(row.ObjectId)).ToListAsync();
            foreach (var status in statuses)
            {
                (status.UserDataExists, status.HistoricalDataExists) = (noted.Contains(status.ObjectId), graded.Contains(status.ObjectId));
                status.PendingDeletion = status.UserDataExists || status.HistoricalDataExists;
                (status.Active, status.RemovedAt, status.RemovalReason, status.UpdatedAt) = (status.PendingDeletion, Now, "gone", Now);
            }

            foreach (var assignment in await context.Set<CanvasAssignment>().Where(row => EF.Parameter(chunk).Contains(row.Id)).ToListAsync())
            {
                assignment.MissingSince = Now;
            }

            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }

        await transaction.CommitAsync();
    }

    private static async Task VerifyAsync(SchoolContext context, IServiceProvider services)
    {
        var pending = await context.Set<CanvasObjectStatus>().CountAsync(row => row.PendingDeletion && row.Active);
        var inactive = await context.Set<CanvasObjectStatus>().CountAsync(row => !row.Active && row.RemovedAt != null);
        var missing = await context.Set<CanvasAssignment>().CountAsync(row => row.MissingSince != null);
        var waiting = Ids.Count(id => id % NotedEvery == 0 || id % GradedEvery == 0);
        if ((pending, inactive, missing) != (waiting, Objects - waiting, Objects))
        {
            throw new InvalidOperationException($"{pending} wait, {inactive} are inactive, {missing} are missing.");
        }
    }
}
