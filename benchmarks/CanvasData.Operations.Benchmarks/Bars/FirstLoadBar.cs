using CanvasData.Operations.Benchmarks.Stores;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>200,000 submissions into the empty table with all its indexes.</summary>
internal sealed class FirstLoadBar(Func<SubmissionStore> create) : Bar
{
    public override string Name => $"first load, {create().Name}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        await using var store = create();
        await store.StartAsync();
        var rows = Submissions.Make(200_000);
        await store.WarmUpAsync();
        var seconds = await Race.RunAsync(
            [
                new("writer", 5, () => store.UpsertAsync(rows)),
                new("bare", 5, () => store.BareInsertAsync(rows)),
                new("linq2db", 3, () => store.Linq2DbInsertAsync(rows)),
                new("EF Core", 1, () => store.EfInsertAsync(rows)),
            ],
            store.EmptyAsync,
            () => store.VerifyAsync(rows));
        return
        [
            BarResult.AtLeast($"{Name}: faster than EF Core AddRange", seconds["EF Core"] / seconds["writer"], store.EfBar),
            BarResult.AtLeast($"{Name}: faster than linq2db {store.Linq2DbForm}", seconds["linq2db"] / seconds["writer"], store.Linq2DbBar),
            BarResult.AtMost($"{Name}: time of a bare {store.BareForm}", seconds["writer"] / seconds["bare"], 1.3),
        ];
    }
}
