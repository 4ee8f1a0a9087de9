using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Maintenance;

/// <summary>A table at a moment.</summary>
/// <param name="Table">The table, by its name before the migrations.</param>
/// <param name="Columns">The columns of the checksum: those that no operation changes.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Checksum">The checksum.</param>
internal sealed record TableState(MigrationTable Table, IReadOnlyList<string> Columns, long Rows, ulong Checksum);

/// <summary>The tables that a run concerns, and what the checks found, before the first migration.</summary>
/// <param name="Tables">The tables.</param>
/// <param name="Findings">The number of problems by check; null where the tables lack columns of the model.</param>
internal sealed record DatabaseSnapshot(IReadOnlyList<TableState> Tables, IReadOnlyDictionary<string, long?> Findings)
{
    /// <summary>How the names of checks of foreign keys begin.</summary>
    public const string ForeignKey = "foreign key ";

    public static async Task<DatabaseSnapshot> TakeAsync(DbContext context, TableChanges changes, IEnumerable<MigrationTable> existing, CancellationToken cancellationToken)
    {
        var content = new TableContent(context);
        var tables = new List<TableState>();
        foreach (var table in existing)
        {
            var all = await content.ColumnsAsync(table, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string> columns = [.. all.Where(column => changes.Leaves(table, column))];
            var (rows, checksum) = await content.ReadAsync(table, columns, cancellationToken).ConfigureAwait(false);
            tables.Add(new TableState(table, columns, rows, checksum));
        }

        return new DatabaseSnapshot(tables, await FindAsync(context, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Foreign keys of the model, and the checks of this library.</summary>
    public static async Task<IReadOnlyDictionary<string, long?>> FindAsync(DbContext context, CancellationToken cancellationToken)
    {
        var findings = new Dictionary<string, long?>();
        foreach (var key in context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.SelectMany(table => table.ForeignKeyConstraints))
        {
            findings[ForeignKey + key.Name] = await UnlessColumnsLackAsync(() => CountAsync(context, key, cancellationToken)).ConfigureAwait(false);
        }

        if (context.Model.FindEntityType(typeof(CanvasInstance)) is not null)
        {
            var run = new IntegrityRun(context);
            foreach (var rule in IntegrityRules.All.Where(rule => context.Model.FindEntityType(rule.Entity) is not null))
            {
                findings[rule.Check.Name] = await UnlessColumnsLackAsync(async () => (await rule.RunAsync(run, examples: 0, cancellationToken).ConfigureAwait(false)).Found).ConfigureAwait(false);
            }
        }

        return findings;
    }

    // The rows whose parent is not there.
    private static async Task<long> CountAsync(DbContext context, IForeignKeyConstraint key, CancellationToken cancellationToken)
    {
        var sql = context.GetService<ISqlGenerationHelper>();
        var columns = key.Columns.Zip(key.PrincipalColumns, (child, parent) => (Child: $"c.{sql.DelimitIdentifier(child.Name)}", Parent: $"p.{sql.DelimitIdentifier(parent.Name)}")).ToList();
        var query = $"""
            SELECT COUNT(*) AS {sql.DelimitIdentifier("Value")} FROM {sql.DelimitIdentifier(key.Table.Name, key.Table.Schema)} c
            WHERE {string.Join(" AND ", columns.Select(column => $"{column.Child} IS NOT NULL"))}
            AND NOT EXISTS (SELECT 1 FROM {sql.DelimitIdentifier(key.PrincipalTable.Name, key.PrincipalTable.Schema)} p WHERE {string.Join(" AND ", columns.Select(column => $"{column.Parent} = {column.Child}"))})
            """;
        return (await context.Database.SqlQueryRaw<long>(query).ToListAsync(cancellationToken).ConfigureAwait(false)).Single();
    }

    private static async Task<long?> UnlessColumnsLackAsync(Func<Task<long>> count)
    {
        try
        {
            return await count().ConfigureAwait(false);
        }
        catch (Exception error) when (DatabaseError.Find(error) is { Kind: DatabaseErrorKind.Schema })
        {
            return null;
        }
    }
}
