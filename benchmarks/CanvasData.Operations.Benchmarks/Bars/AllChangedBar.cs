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
        var tenth = changed.GetRange(0, changed.Count / 10);
        var race = await Race.RunAsync(
            [
                new("writer", 3, () => store.UpsertAsync(changed), () => store.VerifyAsync(changed)),
                new("bare", 3, () => store.BareUpsertAsync(changed), () => store.VerifyAsync(changed)),
                new("linq2db", store.Linq2DbUpsertRounds, () => store.Linq2DbUpsertAsync(changed), () => store.VerifyAsync(changed)),

                // So slow that a tenth must do; the whole would take more than ten times as long.
                new("EF Core", 2, () => store.EfUpdateAsync(tenth), () => store.VerifyAsync([.. tenth, .. rows.Skip(tenth.Count)]), Scale: 10),
            ],
            async () =>
            {
                await store.EmptyAsync();
                await store.BareInsertAsync(rows);
                await store.SettleAsync();
            });
        return
        [
            BarResult.AtLeast($"{Name}: faster than EF Core UpdateRange", race.Ratio("EF Core", "writer"), store.EfChangeBar),
            BarResult.AtLeast($"{Name}: faster than linq2db {store.Linq2DbUpsertForm}", race.Ratio("linq2db", "writer"), 1.2),
            BarResult.AtMost($"{Name}: time of a bare {store.BareUpsertForm}", race.Ratio("writer", "bare"), 0.9),
        ];
    }
}
