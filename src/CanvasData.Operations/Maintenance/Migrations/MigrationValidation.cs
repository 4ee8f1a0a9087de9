using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>Compares a database with its snapshot from before the migrations.</summary>
internal sealed record MigrationValidation(IReadOnlyList<TableComparison> Tables, IReadOnlyList<FindingComparison> Findings, IReadOnlyList<string> Problems)
{
    public static MigrationValidation None { get; } = new([], [], []);

    public static async Task<MigrationValidation> RunAsync(
        DbContext context, IMigrationDatabase database, TableChanges changes, DatabaseSnapshot before, CancellationToken cancellationToken)
    {
        var tables = new List<TableComparison>();
        var problems = new List<string>();
        foreach (var state in before.Tables)
        {
            var (comparison, problem) = await CompareAsync(context, database, changes, state, cancellationToken).ConfigureAwait(false);
            tables.Add(comparison);
            if (problem is not null)
            {
                problems.Add(problem);
            }
        }

        var after = await DatabaseSnapshot.FindAsync(context, cancellationToken).ConfigureAwait(false);
        var findings = after.Keys.Union(before.Findings.Keys)
            .Select(check => new FindingComparison(check, before.Findings.GetValueOrDefault(check), after.GetValueOrDefault(check)))
            .Where(finding => finding.Before > 0 || finding.After > 0).ToList();
        problems.AddRange(findings.Where(finding => finding.After > Before(finding)).Select(finding => string.Create(
            CultureInfo.InvariantCulture, $"The check {finding.Check} finds {finding.After} problems; before it {(finding.Before is { } count ? $"found {count}" : "could not look, because the tables lacked a column of it")}.")));
        return new MigrationValidation(tables, findings, problems);
    }

    // A migration that adds a foreign key answers for its values. SQLite does not check them when it rebuilds a table.
    private static long? Before(FindingComparison finding) =>
        finding.Before ?? (finding.Check.StartsWith(DatabaseSnapshot.ForeignKey, StringComparison.Ordinal) ? 0 : null);

    private static async Task<(TableComparison Comparison, string? Problem)> CompareAsync(
        DbContext context, IMigrationDatabase database, TableChanges changes, TableState state, CancellationToken cancellationToken)
    {
        var mayChange = changes.MayChange(state.Table);
        var comparison = new TableComparison { Table = state.Table, RowsBefore = state.Rows, RowsAfter = null, IsSameContent = null, MayChange = mayChange };
        if (changes.IsDropped(state.Table))
        {
            return (comparison, null);
        }

        var table = changes.NameAfter(state.Table);
        if (await database.EstimateRowsAsync(context, table, cancellationToken).ConfigureAwait(false) is null)
        {
            return (comparison, mayChange ? null : $"The table {table} is no longer there.");
        }

        var content = new TableContent(context);
        var columns = await content.ColumnsAsync(table, cancellationToken).ConfigureAwait(false);
        var lost = state.Columns.Except(columns, StringComparer.OrdinalIgnoreCase).ToList();
        var (rows, checksum) = await content.ReadAsync(table, lost.Count == 0 ? state.Columns : [], cancellationToken).ConfigureAwait(false);
        comparison = comparison with { RowsAfter = rows, IsSameContent = lost.Count == 0 && rows == state.Rows && checksum == state.Checksum };
        return (comparison, mayChange || comparison.IsSameContent == true ? null : Describe(table, state, rows, lost));
    }

    private static string Describe(MigrationTable table, TableState state, long rows, List<string> lost) => lost.Count > 0
        ? $"The table {table} has lost the columns {string.Join(", ", lost)}."
        : rows != state.Rows
            ? string.Create(CultureInfo.InvariantCulture, $"The table {table} has {rows} rows; before it had {state.Rows}.")
            : $"Rows of the table {table} have other values than before.";
}
