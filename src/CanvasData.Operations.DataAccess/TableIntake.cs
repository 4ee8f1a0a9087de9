using System.Collections.Concurrent;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.DataAccess;

/// <summary>Reads all tables from the platform and stages them. Tables are fetched side by side and staged one at a time.</summary>
internal sealed class TableIntake(DataAccessJobs jobs, ReplicaStore store, IOptions<DataAccessOptions> options) : IDisposable
{
    private const int MaxRounds = 5;

    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _columns = new();
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>The columns of each table that is offered.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Columns => _columns;

    /// <exception cref="CanvasProtocolException">A table that is needed is not offered, or not in the shape that is needed.</exception>
    public async Task<IReadOnlyList<TableReport>> RunAsync(bool snapshots, RequestCounter counter, CancellationToken cancellationToken)
    {
        store.DeleteDownloads();
        var offered = (await jobs.ListAsync(counter, cancellationToken).ConfigureAwait(false)).ToHashSet();
        if (SourceTables.All.FirstOrDefault(table => !table.IsOptional && !offered.Contains(table.Name)) is { } absent)
        {
            throw new CanvasProtocolException($"The Data Access Platform does not offer the table {absent.Name}.", "Check the rights of the API key and DataAccessOptions.Namespace.");
        }

        var reports = new ConcurrentDictionary<string, TableReport>();
        await Parallel.ForEachAsync(
            SourceTables.All,
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.MaxConcurrentTables, CancellationToken = cancellationToken },
            async (table, token) => reports[table.Name] = offered.Contains(table.Name)
                ? await ReadAsync(table, snapshots, new RequestCounter(counter), token).ConfigureAwait(false)
                : new TableReport { Table = table.Name, Reading = TableReading.NotOffered }).ConfigureAwait(false);
        return [.. SourceTables.All.Select(table => reports[table.Name])];
    }

    private async Task<TableReport> ReadAsync(SourceTable table, bool snapshot, RequestCounter counter, CancellationToken cancellationToken)
    {
        var report = new TableReport { Table = table.Name, Reading = TableReading.NothingNew };
        var isForced = false;
        for (var round = 0; round < MaxRounds; round++)
        {
            var staged = ReadMark(table);
            var (mark, since) = (staged.Mark, snapshot ? null : staged.Mark);
            var job = await jobs.RunAsync(table.Name, since, store.Jobs.Find(table.Name, since), id => store.Jobs.Store(table.Name, since, id), counter, cancellationToken).ConfigureAwait(false);
            if (job.IsRefused)
            {
                if (job.Reading == TableReading.NothingNew)
                {
                    report = report with { Mark = mark };
                    break;
                }

                // The platform has no list of what has changed since the mark.
                (snapshot, isForced) = (true, true);
                continue;
            }

            if (isForced && since is null && IsFromBefore(job, mark))
            {
                store.Jobs.Remove(table.Name);
                report = report with { Reading = TableReading.Delayed, Mark = mark };
                break;
            }

            var schema = await SchemaAsync(table, job, staged, counter, cancellationToken).ConfigureAwait(false);
            if (since is not null && schema.NewSince(staged.Schema!).Any(table.Places.ContainsKey))
            {
                // The staged records were written without a column that is read.
                store.Jobs.Remove(table.Name);
                (snapshot, isForced) = (true, true);
                continue;
            }

            try
            {
                report = await StageAsync(table, job, schema, report, counter, cancellationToken).ConfigureAwait(false);
                report = report with { NewColumns = staged.Schema is { } earlier && report.NewColumns.Count == 0 ? [.. schema.NewSince(earlier)] : report.NewColumns };
                if (job.Mark == since && report is { Changed: 0, Deleted: 0, Reading: TableReading.Changes })
                {
                    report = report with { Reading = TableReading.NothingNew };
                }
            }
            catch (CanvasProtocolException)
            {
                // The next run must not go on with files that cannot be read.
                store.Jobs.Remove(table.Name);
                throw;
            }
            catch (CanvasNotFoundException) when (round < MaxRounds - 1)
            {
                // The files of the job are gone: another job makes them again.
                store.Jobs.Remove(table.Name);
                continue;
            }

            snapshot = false;
            if (!job.IsOld || job.Mark == since)
            {
                break;
            }
        }

        if (ReadMark(table).Schema is { } read)
        {
            _columns[table.Name] = read.Columns;
        }

        return report with { Requests = counter.Requests };
    }

    // A schema that was checked before needs no other request.
    private async Task<TableSchema> SchemaAsync(SourceTable table, TableJob job, TableMark staged, RequestCounter counter, CancellationToken cancellationToken)
    {
        if (staged.Schema is { } known && known.Version == job.SchemaVersion)
        {
            return known;
        }

        try
        {
            return TableSchema.Read(table, await jobs.SchemaAsync(table.Name, counter, cancellationToken).ConfigureAwait(false));
        }
        catch (CanvasProtocolException)
        {
            store.Jobs.Remove(table.Name);
            throw;
        }
    }

    public void Dispose() => _writing.Dispose();

    // An equal job lives for a day, also one from before the table was loaded again.
    private static bool IsFromBefore(TableJob job, string? mark) => Moments.Read(job.Mark) < Moments.Read(mark) || (job.IsOld && Moments.Read(job.Mark) == Moments.Read(mark));

    private async Task<TableReport> StageAsync(SourceTable table, TableJob job, TableSchema schema, TableReport report, RequestCounter counter, CancellationToken cancellationToken)
    {
        var files = job.Objects.Select((_, place) => store.DownloadOf(table, place)).ToList();
        try
        {
            await jobs.FetchAsync(table.Name, job.Objects, files, counter, cancellationToken).ConfigureAwait(false);

            await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var staged = await Task.Run(() => TableStaging.RunAsync(store, table, job.Reading == TableReading.Snapshot, files, job.Mark!, schema, cancellationToken), cancellationToken).ConfigureAwait(false);
                store.Jobs.Remove(table.Name);
                return report with
                {
                    Reading = report.Reading == TableReading.Snapshot ? TableReading.Snapshot : job.Reading,
                    Records = report.Records + staged.Records,
                    Changed = report.Changed + staged.Changed,
                    Deleted = report.Deleted + staged.Deleted,
                    Older = report.Older + staged.Older,
                    Unreadable = report.Unreadable + staged.Unreadable,
                    Mark = job.Mark,
                };
            }
            finally
            {
                _writing.Release();
            }
        }
        finally
        {
            files.ForEach(File.Delete);
        }
    }

    private TableMark ReadMark(SourceTable table)
    {
        using var connection = store.Connect();
        return TableMark.Read(connection, table.Name);
    }
}
