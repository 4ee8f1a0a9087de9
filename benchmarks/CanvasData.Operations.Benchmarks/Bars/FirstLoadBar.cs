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
        var tenth = rows.GetRange(0, rows.Count / 10);
        var race = await Race.RunAsync(
            [
                new("writer", 3, () => store.UpsertAsync(rows), () => store.VerifyAsync(rows)),
                new("bare", 3, () => store.BareInsertAsync(rows), () => store.VerifyAsync(rows)),
                new("linq2db", 3, () => store.Linq2DbInsertAsync(rows), () => store.VerifyAsync(rows)),

                // So slow that a tenth must do; the whole would take more than ten times as long.
                new("EF Core", 2, () => store.EfInsertAsync(tenth), () => store.VerifyAsync(tenth), Scale: 10),
            ],
            store.EmptyAsync);
        return
        [
            BarResult.AtLeast($"{Name}: faster than EF Core AddRange", race.Ratio("EF Core", "writer"), store.EfLoadBar),
            BarResult.AtLeast($"{Name}: faster than linq2db {store.Linq2DbForm}", race.Ratio("linq2db", "writer"), store.Linq2DbLoadBar),
            BarResult.AtMost($"{Name}: time of a bare {store.BareForm}", race.Ratio("writer", "bare"), store.BareLoadBar),
        ];
    }
}
