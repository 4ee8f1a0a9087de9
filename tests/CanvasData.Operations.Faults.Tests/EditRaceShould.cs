using System.Collections.Concurrent;
using System.Data.Common;
using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>A host edits rows while a sync writes them.</summary>
public sealed class EditRaceShould
{
    private const double Edited = 0.5;

    [Theory]
    [InlineData(Provider.PostgreSql, true, "changed")]
    [InlineData(Provider.PostgreSql, true, "gone")]
    [InlineData(Provider.PostgreSql, true, "replaced")]
    [InlineData(Provider.PostgreSql, false, "changed")]
    [InlineData(Provider.PostgreSql, false, "gone")]
    [InlineData(Provider.Sqlite, true, "changed")]
    [InlineData(Provider.Sqlite, false, "gone")]
    public async Task KeepAnEditThatComesBetweenReadingAndWritingItsRow(Provider provider, bool ownWriter, string fate)
    {
        using var store = await TestStore.CreateAsync(provider);
        var canvas = new ListedCanvas { Submissions = { [1] = [.. Enumerable.Range(1, 30).Select(id => ((long)id, 5L, 100L + id, 7d))] } };
        var loaded = new AfterLoading();
        await using var services = Host(canvas, store, ownWriter, loaded);
        await using var other = Host(canvas, store, ownWriter: true, new AfterLoading());
        await UseAsync(services, context => context.Database.EnsureCreatedAsync());
        var bridge = services.GetRequiredService<ICanvasBridge>();
        (await bridge.SyncCourseAsync(1)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        canvas.Submissions[1] = fate switch
        {
            "changed" => [.. canvas.Submissions[1].Select(row => row with { Score = 8 })],
            "gone" => [.. canvas.Submissions[1].Skip(1)],
            _ => [(99, 5, 101, 7), .. canvas.Submissions[1].Skip(1)],
        };
        Task? edit = null;
        loaded.Happens = async () =>
        {
            edit ??= Task.Run(() => EditAsync(other, 1));

            // Either it is through by now, or it waits for the sync.
            await Task.WhenAny(edit, Task.Delay(1_000));
        };

        var report = await bridge.SyncCourseAsync(1, new SyncRequest { Conflicts = ConflictStrategy.LocalWins });

        report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, "{0}", report.Failure);
        edit.Should().NotBeNull();
        await edit!;
        var row = await UseAsync(services, context => context.Set<CanvasSubmission>().AsNoTracking().SingleAsync(submission => submission.Id == 1));
        row.Score.Should().Be(Edited);
        row.RowHash.Should().Be(0, "the next sync must look at it");
        row.MissingSince.HasValue.Should().Be(fate != "changed");
    }

    [Theory]
    [InlineData(1)]
    public async Task LoseNoneOfManyEdits(int seed)
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var canvas = new ListedCanvas { Submissions = { [1] = Rows(score: 1) } };
        await using var services = Host(canvas, store, ownWriter: true, new AfterLoading());
        await using var other = Host(canvas, store, ownWriter: true, new AfterLoading());
        await UseAsync(services, context => context.Database.EnsureCreatedAsync());
        var bridge = services.GetRequiredService<ICanvasBridge>();
        (await bridge.SyncCourseAsync(1)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        var edits = new ConcurrentDictionary<long, bool>();
        for (var round = 2; round < 6; round++)
        {
            canvas.Submissions[1] = Rows(score: round);
            using var stop = new CancellationTokenSource();
            var editors = Enumerable.Range(0, 3).Select(editor => Task.Run(async () =>
            {
                var random = new Random((seed * 100) + (round * 10) + editor);
                while (!stop.IsCancellationRequested)
                {
                    var id = random.Next(editor * 1_000, (editor + 1) * 1_000) + 1L;
                    if (edits.TryAdd(id, true))
                    {
                        await EditAsync(other, id);
                    }
                }
            })).ToList();

            var report = await bridge.SyncCourseAsync(1, new SyncRequest { Conflicts = ConflictStrategy.LocalWins });

            await stop.CancelAsync();
            await Task.WhenAll(editors);
            report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, "{0}", report.Failure);
        }

        edits.Should().NotBeEmpty();
        var edited = edits.Keys.ToArray();
        (await UseAsync(services, context => context.Set<CanvasSubmission>().CountAsync(row => edited.Contains(row.Id) && row.Score != Edited)))
            .Should().Be(0, "{0} edits were committed", edits.Count);

        static List<(long, long, long, double)> Rows(double score) => [.. Enumerable.Range(1, 3_000).Select(id => ((long)id, 5L, 10_000L + id, score))];
    }

    private static ServiceProvider Host(ListedCanvas canvas, TestStore store, bool ownWriter, IInterceptor interceptor)
    {
        var services = new ServiceCollection().AddLogging().AddDbContext<SchoolContext>(options => store.Configure(options).AddInterceptors(interceptor));
        var builder = services.AddCanvasOperations().UseDbContext<SchoolContext>().UseCanvasClient(_ => canvas);
        if (ownWriter)
        {
            builder.UsePostgreSqlBulkWriter().UseSqliteBulkWriter();
        }

        return services.BuildServiceProvider();
    }

    // As another instance of the host does it.
    private static Task<int> EditAsync(ServiceProvider host, long id) =>
        UseAsync(host, context => context.Set<CanvasSubmission>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Score, Edited)));

    private static async Task<T> UseAsync<T>(ServiceProvider services, Func<SchoolContext, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<SchoolContext>());
    }

    /// <summary>Lets something happen as soon as whole submissions were read inside a transaction.</summary>
    private sealed class AfterLoading : DbCommandInterceptor
    {
        public Func<Task>? Happens { get; set; }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (Happens is not null && command.Transaction is not null && command.CommandText.Contains("\"EnteredScore\"", StringComparison.Ordinal))
            {
                await Happens();
            }

            return result;
        }
    }
}
