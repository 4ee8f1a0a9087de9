using System.Data;
using System.IO.Compression;
using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Privacy;

/// <summary>Writes the zip file of an export, a row at a time.</summary>
internal static class PersonArchive
{
    private const int RowsAFlush = 1_000;

    public static async Task<PersonExport> WriteAsync(
        DbContext database, long userId, Stream destination, PersonExportOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var begun = false;
        return await database.Database.CreateExecutionStrategy().ExecuteAsync(AttemptAsync, cancellationToken).ConfigureAwait(false);

        async Task<PersonExport> AttemptAsync(CancellationToken token)
        {
            if (begun)
            {
                throw new InvalidStateException("The database failed while the export was written; the file is incomplete.", "Export again, to a new file.");
            }

            var snapshot = await BeginSnapshotAsync(database, token).ConfigureAwait(false);
            await using (snapshot.ConfigureAwait(false))
            {
                var ids = await PersonReader.AccountsAsync(database, userId, token).ConfigureAwait(false);
                var courses = await PersonReader.CoursesAsync(database, ids, token).ConfigureAwait(false);
                begun = true;
                return await WriteAsync(database, ids, courses, userId, destination, options, now, token).ConfigureAwait(false);
            }
        }
    }

    // Other databases block writers, or have no snapshot unless it is switched on.
    private static async Task<IAsyncDisposable> BeginSnapshotAsync(DbContext database, CancellationToken cancellationToken) =>
        database.Database.IsRelational() && database.Database.CurrentTransaction is null && SupportedDatabases.IsPostgreSql(database)
            ? await database.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false)
            : NoTransaction.Instance;

    private static async Task<PersonExport> WriteAsync(
        DbContext database, long[] ids, long[] courses, long userId, Stream destination, PersonExportOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var written = new List<WrittenTable>();
        var drained = new DrainedStream(destination);
        var zip = await ZipArchive.CreateAsync(drained, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
        await using (zip.ConfigureAwait(false))
        {
            foreach (var table in PersonTables.Of(database, ids, courses))
            {
                if (table.File is not { } file || (table.IsStaffNote && !options.StaffNotes))
                {
                    continue;
                }

                if (await JsonAsync(zip, drained, table, file, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                {
                    await CsvAsync(zip, drained, table, file, cancellationToken).ConfigureAwait(false);
                    rows[table.Name] = rows.GetValueOrDefault(table.Name) + count;
                    written.Add(new WrittenTable(table.Name, table.About, count, [$"{file}.json", $"{file}.csv"], [.. table.Columns.Select(column => column.Name)]));
                }
            }

            if (rows.Count == 0)
            {
                throw new ObjectNotFoundException(CanvasObjectTypes.User, [userId], "Give the Canvas user id of a person of whom something is stored.");
            }

            await ManifestAsync(zip, ids, now, written, cancellationToken).ConfigureAwait(false);
        }

        await drained.DrainAsync(cancellationToken).ConfigureAwait(false);
        return new PersonExport { UserIds = ids, ExportedAt = now, Rows = rows };
    }

    // An entry cannot be taken back, so the first row decides whether there is one.
    private static async Task<int> JsonAsync(ZipArchive zip, DrainedStream drained, PersonTable table, string file, CancellationToken cancellationToken)
    {
        var count = 0;
        var rows = table.ReadAsync().GetAsyncEnumerator(cancellationToken);
        await using (rows.ConfigureAwait(false))
        {
            if (!await rows.MoveNextAsync().ConfigureAwait(false))
            {
                return 0;
            }

            var stream = await zip.CreateEntry($"{file}.json").OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                await using (json.ConfigureAwait(false))
                {
                    json.WriteStartArray();
                    do
                    {
                        json.WriteStartObject();
                        for (var i = 0; i < table.Columns.Count; i++)
                        {
                            json.WritePropertyName(table.Columns[i].Name);
                            PersonValues.Write(json, rows.Current[i]);
                        }

                        json.WriteEndObject();
                        if (++count % RowsAFlush == 0)
                        {
                            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
                            await drained.DrainAsync(cancellationToken).ConfigureAwait(false);
                        }
                    }
                    while (await rows.MoveNextAsync().ConfigureAwait(false));
                    json.WriteEndArray();
                }
            }
        }

        return count;
    }

    private static async Task CsvAsync(ZipArchive zip, DrainedStream drained, PersonTable table, string file, CancellationToken cancellationToken)
    {
        var stream = await zip.CreateEntry($"{file}.csv").OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            // Spreadsheets take a file for UTF-8 only by its first bytes.
            var text = new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            await using (text.ConfigureAwait(false))
            {
                await Csv.WriteLineAsync(text, table.Columns.Select(column => column.Name), cancellationToken).ConfigureAwait(false);
                var count = 0;
                await foreach (var row in table.ReadAsync().WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    await Csv.WriteLineAsync(text, row, cancellationToken).ConfigureAwait(false);
                    if (++count % RowsAFlush == 0)
                    {
                        await text.FlushAsync(cancellationToken).ConfigureAwait(false);
                        await drained.DrainAsync(cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }
    }

    private static async Task ManifestAsync(ZipArchive zip, long[] ids, DateTimeOffset now, List<WrittenTable> tables, CancellationToken cancellationToken)
    {
        var stream = await zip.CreateEntry("manifest.json").OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(
                stream, new { exportedAt = now, userIds = ids.Select(id => Csv.Text(id)), tables }, ManifestOptions, cancellationToken).ConfigureAwait(false);
        }
    }

    private static readonly JsonSerializerOptions ManifestOptions = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private sealed record WrittenTable(string Table, string About, int Rows, IReadOnlyList<string> Files, IReadOnlyList<string> Columns);

    private sealed class NoTransaction : IAsyncDisposable
    {
        public static NoTransaction Instance { get; } = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
