using CanvasData.Operations.Benchmarks.Stores;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>200,000 stored submissions, every one of them changed.</summary>
internal sealed class AllChangedBar(Func<SubmissionStore> create) : Bar
{
    public override string Name => $"all rows changed, {create().Name}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        await using var store = create();
        await store.StartAsync();
        var rows = Submissions.Make(200_000);
        var changed = Submissions.Change(rows);
        await store.WarmUpAsync();
        var seconds = await Race.RunAsync(
            [
                new("writer", 5, () => store.UpsertAsync(changed)),
                new("bare", 5, () => store.BareUpsertAsync(changed)),
                new("linq2db", 3, () => store.Linq2DbUpsertAsync(changed)),
                new("EF Core", 1, () => store.EfUpdateAsync(changed)),
            ],
            async () =>
            {
                await store.EmptyAsync();
                await store.BareInsertAsync(rows);
                await store.SettleAsync();
            },
            () => store.VerifyAsync(changed));
        return
        [
            BarResult.AtLeast($"{Name}: faster than EF Core UpdateRange", seconds["EF Core"] / seconds["writer"], store.EfBar),
            BarResult.AtLeast($"{Name}: faster than linq2db {store.Linq2DbUpsertForm}", seconds["linq2db"] / seconds["writer"], store.Linq2DbBar),
            BarResult.AtMost($"{Name}: time of a bare {store.BareUpsertForm}", seconds["writer"] / seconds["bare"], 1.3),
        ];
    }
}
