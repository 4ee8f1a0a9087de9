using System.Data.Common;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Reads submissions by the statement and the command that EF makes, so that filters, names and interceptors of the host
/// hold, but past its materialiser: reading is most of the time of a question about a class.
/// </summary>
internal static class SubmittedRows
{
    public static async Task ReadAsync(DbContext database, IQueryable<CanvasSubmission> rows, Action<SubmittedWork> use, CancellationToken cancellationToken)
    {
        var work = rows.AsNoTracking().Select(SubmittedWork.FromRow).WithNullsOfCSharp(database);
        if (IsStoredAsIs(database))
        {
            await ReadPlainAsync(database, work, use, cancellationToken).ConfigureAwait(false);
            return;
        }

        await foreach (var row in work.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            use(row);
        }
    }

    // A host may convert columns as it likes; then only EF knows how to read them.
    private static bool IsStoredAsIs(DbContext database) =>
        database.Database.IsRelational() && database.Model.FindEntityType(typeof(CanvasSubmission)) is { } entity && Array.TrueForAll(
            [
                nameof(CanvasSubmission.UserId), nameof(CanvasSubmission.AssignmentId), nameof(CanvasSubmission.Score), nameof(CanvasSubmission.SubmittedAt),
                nameof(CanvasSubmission.GradedAt), nameof(CanvasSubmission.CachedDueDate),
            ],
            name => entity.FindProperty(name)?.GetTypeMapping().Converter is not { } converter || UtcDateTimeConverter.IsUsedBy(converter));

    private static async Task ReadPlainAsync(DbContext database, IQueryable<SubmittedWork> work, Action<SubmittedWork> use, CancellationToken cancellationToken)
    {
        var statement = StatementOf(database, work);
        var call = new RelationalCommandParameterObject(
            database.GetService<IRelationalConnection>(), statement.ParameterValues, null, database, database.GetService<IRelationalCommandDiagnosticsLogger>(), CommandSource.LinqQuery);
        var rows = await statement.RelationalCommand.ExecuteReaderAsync(call, cancellationToken).ConfigureAwait(false);
        await using (rows.ConfigureAwait(false))
        {
            var reader = rows.DbDataReader;
            for (bool? areText = null; await reader.ReadAsync(cancellationToken).ConfigureAwait(false);)
            {
                areText ??= reader.GetFieldType(reader.FieldCount - 1) == typeof(string);
                use(SubmittedWork.Create(reader, areText.Value));
            }
        }
    }

    private static RawSqlCommand StatementOf(DbContext database, IQueryable<SubmittedWork> work)
    {
        using var made = work.CreateDbCommand();
        var parameters = made.Parameters.Cast<DbParameter>().ToArray();
        made.Parameters.Clear();

        // The builder formats the text it gets.
        var text = made.CommandText.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        return database.GetService<IRawSqlCommandBuilder>().Build(text, parameters, database.Model);
    }
}
