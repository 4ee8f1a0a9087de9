using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.DataAccess;

/// <summary>Runs the jobs of tables and fetches their files.</summary>
internal sealed class DataAccessJobs(DataAccessTransport transport, IOptions<DataAccessOptions> options, TimeProvider time)
{
    private const int FilesAtOnce = 16;
    private static readonly TimeSpan MaxPoll = TimeSpan.FromMinutes(1);

    private DataAccessOptions Options => options.Value;

    private string Root => $"/dap/query/{Options.Namespace}/table";

    public async Task<IReadOnlyList<string>> ListAsync(RequestCounter counter, CancellationToken cancellationToken) =>
        (await transport.SendAsync(Root, null, PlatformJson.Default.TablesAnswer, counter, cancellationToken).ConfigureAwait(false)).Answer?.Tables ?? [];

    public async Task<SchemaAnswer> SchemaAsync(string table, RequestCounter counter, CancellationToken cancellationToken) =>
        (await transport.SendAsync($"{Root}/{table}/schema", null, PlatformJson.Default.SchemaAnswer, counter, cancellationToken).ConfigureAwait(false)).Answer!;

    /// <summary>Runs a job to its end. A job that fails or is gone is started again.</summary>
    /// <param name="table">The table.</param>
    /// <param name="since">The last mark, as the platform gave it; null for a snapshot.</param>
    /// <param name="earlier">The id of a job that an earlier run has started; null for none.</param>
    /// <param name="started">Receives the id of a job that was started.</param>
    /// <param name="counter">Counts the requests.</param>
    /// <param name="cancellationToken">Ends the wait; the job goes on at the platform.</param>
    public async Task<TableJob> RunAsync(
        string table, string? since, string? earlier, Action<string> started, RequestCounter counter, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var job = earlier is null ? null : new JobAnswer { Id = earlier, Status = "waiting" };
            earlier = null;
            var isOld = false;
            if (job is null)
            {
                var body = JsonSerializer.SerializeToUtf8Bytes(new JobRequest { Format = Options.Format == DataAccessFormat.Parquet ? "parquet" : "jsonl", Since = since }, PlatformJson.Default.JobRequest);
                (job, var refusal) = await transport.SendAsync($"{Root}/{table}/data", body, PlatformJson.Default.JobAnswer, counter, cancellationToken, transport.Starts).ConfigureAwait(false);
                if (refusal is not null)
                {
                    return new TableJob(IsNothingNew(refusal, since) ? TableReading.NothingNew : TableReading.Snapshot, [], null, IsOld: false) { IsRefused = true };
                }

                isOld = job!.Status == "complete";
                started(job.Id ?? "");
            }

            job = await WaitAsync(table, job, counter, cancellationToken).ConfigureAwait(false);
            if (job?.Status == "complete")
            {
                return job.Mark is { } mark && Moments.Read(mark) is not null
                    ? new TableJob(since is null ? TableReading.Snapshot : TableReading.Changes, [.. (job.Objects ?? []).Select(one => one.Id ?? "")], mark, isOld) { SchemaVersion = job.SchemaVersion }
                    : throw new CanvasProtocolException($"A job of table {table} ended without the moment up to which it goes.", "Update the package; the interface of the platform may have changed.");
            }

            if (attempt >= Options.MaxAttempts)
            {
                throw new CanvasUnavailableException(
                    $"The job of table {table} {(job is null ? "expired" : "failed")} {attempt} times.", "Run again later; give the request id to the support of Instructure if it goes on.") { RequestId = job?.Error?.Uuid };
            }

            counter.CountRetry();
            await transport.WaitAsync(null, attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Fetches the files of a job. Addresses live for minutes only, so each attempt asks for those of the files that are left, and
    /// for a few at once.
    /// </summary>
    /// <exception cref="CanvasNotFoundException">A file is gone, as after a day.</exception>
    public async Task FetchAsync(string table, IReadOnlyList<string> ids, IReadOnlyList<string> paths, RequestCounter counter, CancellationToken cancellationToken)
    {
        foreach (var part in ids.Zip(paths).Chunk(FilesAtOnce))
        {
            var left = part;
            for (var attempt = 1; left.Length > 0; attempt++)
            {
                left = await TryFetchAsync(left, counter, cancellationToken).ConfigureAwait(false);
                if (left.Length == 0)
                {
                    break;
                }

                if (attempt >= Options.MaxAttempts)
                {
                    throw new CanvasUnavailableException($"A file of table {table} could not be read whole in {attempt} attempts.", "Run again later; check proxies between the host and the storage of the platform.");
                }

                counter.CountRetry();
                await transport.WaitAsync(null, attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <returns>The files that could not be read whole.</returns>
    private async Task<(string Id, string Path)[]> TryFetchAsync((string Id, string Path)[] files, RequestCounter counter, CancellationToken cancellationToken)
    {
        var (answer, _) = await transport.SendAsync(
            "/dap/object/url", JsonSerializer.SerializeToUtf8Bytes([.. files.Select(file => new ObjectId { Id = file.Id })], PlatformJson.Default.IReadOnlyListObjectId), PlatformJson.Default.AddressesAnswer,
            counter, cancellationToken).ConfigureAwait(false);
        var left = new List<(string Id, string Path)>();
        foreach (var file in files)
        {
            if (!await TryFetchAsync(answer?.Urls?.GetValueOrDefault(file.Id)?.Url, file.Path, counter, cancellationToken).ConfigureAwait(false))
            {
                left.Add(file);
            }
        }

        return [.. left];
    }

    // A mark outside of the range is either too old or newer than all that the platform has. Of the bounds the upper one may be left out.
    private static bool IsNothingNew(PlatformError refusal, string? since) => refusal.Type == "OutOfRangeError" && !(Moments.Read(since) < Moments.Read(refusal.Since));

    /// <returns>The job at its end; null when it is gone.</returns>
    private async Task<JobAnswer?> WaitAsync(string table, JobAnswer job, RequestCounter counter, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var wait = Options.PollInterval;
        while (job.Status is "waiting" or "running")
        {
            if (time.GetElapsedTime(begun) > Options.JobTimeout)
            {
                throw new CanvasUnavailableException($"The job of table {table} was not done within {Options.JobTimeout}.", "Run again, which goes on with the job, or raise DataAccessOptions.JobTimeout.");
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            wait = wait * 2 < MaxPoll ? wait * 2 : wait > MaxPoll ? wait : MaxPoll;
            try
            {
                job = (await transport.SendAsync($"/dap/job/{Uri.EscapeDataString(job.Id ?? "")}", null, PlatformJson.Default.JobAnswer, counter, cancellationToken).ConfigureAwait(false)).Answer!;
            }
            catch (CanvasNotFoundException)
            {
                return null;
            }
        }

        return job.Status is "complete" or "failed"
            ? job
            : throw new CanvasProtocolException($"A job of table {table} is in a state that is not known.", "Update the package; the interface of the platform may have changed.");
    }

    private async Task<bool> TryFetchAsync(string? address, string path, RequestCounter counter, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback))
        {
            throw new CanvasProtocolException("The Data Access Platform gave no usable address of a file.", "Update the package; the interface of the platform may have changed.");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Options.StallTimeout);
        try
        {
            var (status, response) = await transport.OpenAsync(uri, counter, patience.Token).ConfigureAwait(false);
            if (response is null)
            {
                return status is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError
                    ? false
                    : throw new CanvasNotFoundException("A file of a job is gone.", "Run again; files live for a day.") { StatusCode = (int)status };
            }

            using (response)
            {
                var source = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
                var file = PrivateFile.Open(path, FileMode.Create, FileShare.None);
                await using (source.ConfigureAwait(false))
                await using (file.ConfigureAwait(false))
                {
                    var piece = new byte[1 << 16];
                    while (await source.ReadAsync(piece, patience.Token).ConfigureAwait(false) is > 0 and var read)
                    {
                        patience.CancelAfter(Options.StallTimeout);
                        await file.WriteAsync(piece.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                    }
                }
            }

            return RecordLines.IsWhole(path);
        }
        catch (Exception error) when (error is HttpRequestException or HttpIOException or IOException { InnerException: SocketException } || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}

/// <summary>What a job has brought.</summary>
/// <param name="Reading">How the table is read; a refused request for changes asks for a snapshot.</param>
/// <param name="Objects">The ids of the files.</param>
/// <param name="Mark">The moment up to which they go, as it was sent; null when the request was refused.</param>
/// <param name="IsOld">Whether the platform gave an earlier job, so that there may be newer records.</param>
internal sealed record TableJob(TableReading Reading, IReadOnlyList<string> Objects, string? Mark, bool IsOld)
{
    /// <summary>The version of the schema of the records; null when it was not said.</summary>
    public int? SchemaVersion { get; init; }

    /// <summary>Whether the request was refused because of its range.</summary>
    public bool IsRefused { get; init; }
}
