using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using FluentAssertions.Execution;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Support;

/// <summary>
/// What the tables must hold, told by the school itself: every row and every column, made here by hand and by
/// nothing of the library.
/// </summary>
internal sealed class SchoolOracle
{
    private readonly SortedDictionary<string, SortedDictionary<long, string>> _tables = new(StringComparer.Ordinal);

    private SchoolOracle()
    {
    }

    public IReadOnlyDictionary<string, SortedDictionary<long, string>> Tables => _tables;

    public static SchoolOracle Of(CanvasSimulator canvas)
    {
        var oracle = new SchoolOracle();
        foreach (var course in canvas.School.Courses)
        {
            new OracleCourse(canvas, course).Write(oracle.Add);
        }

        return oracle;
    }

    /// <summary>Compares what is stored and not missing.</summary>
    public async Task AssertStoredAsync(DbContext context)
    {
        using var all = new AssertionScope();
        await CompareAsync<CanvasCourse>(context);
        await CompareAsync<CanvasTerm>(context);
        await CompareAsync<CanvasSection>(context);
        await CompareAsync<CanvasUser>(context);
        await CompareAsync<CanvasEnrollment>(context);
        await CompareAsync<CanvasGradingPeriod>(context);
        await CompareAsync<CanvasGradingStandard>(context);
        await CompareAsync<CanvasLatePolicy>(context);
        await CompareAsync<CanvasAssignmentGroup>(context);
        await CompareAsync<CanvasAssignment>(context);
        await CompareAsync<CanvasAssignmentOverride>(context);
        await CompareAsync<CanvasCheckpoint>(context);
        await CompareAsync<CanvasSubmission>(context);
        await CompareAsync<CanvasCheckpointSubmission>(context);
        await CompareAsync<CanvasModule>(context);
        await CompareAsync<CanvasModuleItem>(context);
    }

    /// <summary>What must be reported for a sync that finds this after it had stored <paramref name="before"/>.</summary>
    /// <param name="before">The school at the last sync.</param>
    /// <param name="everStored">Keys of rows that were stored at any time.</param>
    /// <param name="table">The row type.</param>
    public (int Added, int Changed, int Unchanged, int Missing) Counts(SchoolOracle before, Func<long, bool> everStored, string table)
    {
        var (then, now) = (before.Rows(table), Rows(table));
        return (
            now.Keys.Count(id => !everStored(id)),
            now.Count(pair => everStored(pair.Key) && (!then.TryGetValue(pair.Key, out var old) || old != pair.Value)),
            now.Count(pair => then.TryGetValue(pair.Key, out var old) && old == pair.Value),
            then.Keys.Count(id => !now.ContainsKey(id)));
    }

    public SortedDictionary<long, string> Rows(string table) => _tables.TryGetValue(table, out var rows) ? rows : [];

    private void Add(CanvasRow row)
    {
        var name = row.GetType().Name;
        if (!_tables.TryGetValue(name, out var rows))
        {
            _tables[name] = rows = [];
        }

        rows[row.Id] = RowText.Told(row);
    }

    private async Task CompareAsync<TRow>(DbContext context) where TRow : CanvasRow
    {
        var rows = await context.Set<TRow>().IgnoreQueryFilters().AsNoTracking().Where(row => row.MissingSince == null).ToListAsync();
        var stored = rows.OrderBy(row => row.Id).Select(RowText.Told).ToList();
        var expected = Rows(typeof(TRow).Name).Values.ToList();
        stored.Except(expected).Take(3).Should().BeEmpty($"{typeof(TRow).Name} must not hold what the school does not");
        expected.Except(stored).Take(3).Should().BeEmpty($"{typeof(TRow).Name} must hold what the school does");
        stored.Should().HaveCount(expected.Count, typeof(TRow).Name);
    }
}
