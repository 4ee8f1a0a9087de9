using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using CanvasData.Operations.Benchmarks.Stores;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Benchmarks;

/// <summary>Submissions into the empty table, and over themselves: ours and our peers.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 5)]
public class WriterBenchmarks
{
    private SubmissionStore _store = null!;
    private List<CanvasSubmission> _rows = null!;
    private List<CanvasSubmission> _changed = null!;

    /// <summary>The database.</summary>
    [Params("PostgreSQL", "SQLite")]
    public string Database { get; set; } = "";

    /// <summary>How many.</summary>
    [Params(20_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _store = Database == "SQLite" ? new SqliteStore() : new PostgreSqlStore();
        _rows = Submissions.Make(Rows);
        _changed = Submissions.Change(_rows);
        await _store.StartAsync();
        await _store.WarmUpAsync();
    }

    [GlobalCleanup]
    public async Task EndAsync() => await _store.DisposeAsync();

    [IterationSetup(Targets = [nameof(FirstLoad), nameof(FirstLoadBare), nameof(FirstLoadLinq2Db), nameof(FirstLoadEfCore)])]
    public void Empty() => _store.EmptyAsync().GetAwaiter().GetResult();

    [IterationSetup(Targets = [nameof(AllChanged), nameof(AllChangedBare), nameof(AllChangedLinq2Db), nameof(AllChangedEfCore)])]
    public void Fill()
    {
        Empty();
        _store.BareInsertAsync(_rows).GetAwaiter().GetResult();
        _store.SettleAsync().GetAwaiter().GetResult();
    }

    [Benchmark]
    public Task FirstLoad() => _store.UpsertAsync(_rows);

    [Benchmark]
    public Task FirstLoadBare() => _store.BareInsertAsync(_rows);

    [Benchmark]
    public Task FirstLoadLinq2Db() => _store.Linq2DbInsertAsync(_rows);

    [Benchmark]
    public Task FirstLoadEfCore() => _store.EfInsertAsync(_rows);

    [Benchmark]
    public Task AllChanged() => _store.UpsertAsync(_changed);

    [Benchmark]
    public Task AllChangedBare() => _store.BareUpsertAsync(_changed);

    [Benchmark]
    public Task AllChangedLinq2Db() => _store.Linq2DbUpsertAsync(_changed);

    [Benchmark]
    public Task AllChangedEfCore() => _store.EfUpdateAsync(_changed);
}
