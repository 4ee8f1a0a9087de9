using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>Answers the requests of the Data Access Platform.</summary>
internal sealed class DataAccessServer(SimulatedSchool school, Func<string> host) : IDisposable
{
    private static readonly TimeSpan JobLife = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, DataAccessJob> jobs = new();
    private readonly ConcurrentDictionary<string, string> objects = new();
    private readonly ConcurrentDictionary<string, string> addresses = new();
    private readonly ConcurrentDictionary<string, bool> tokens = new();
    private readonly Lock starting = new();
    private readonly Lake lake = new(school);
    private SimulatedDataAccess? settings;
    private DirectoryInfo? directory;

    public SimulatedDataAccess Settings => settings ??= new SimulatedDataAccess(lake);

    public static bool Owns(PathString path) => path.StartsWithSegments("/ids") || path.StartsWithSegments("/dap") || path.StartsWithSegments("/dap-files");

    public async Task<int> AnswerAsync(HttpContext http)
    {
        var request = http.Request;
        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is ["dap-files", var address])
        {
            return await SendFileAsync(http, address).ConfigureAwait(false);
        }

        var (status, body) = (request.Method, path) switch
        {
            ("POST", ["ids", "auth", "login"]) => await LogInAsync(request).ConfigureAwait(false),
            _ when Refuse(request, path) is { } refused => refused,
            ("GET", ["dap", "query", "canvas", "table"]) => (200, new JsonObject { ["tables"] = new JsonArray([.. Settings.Tables.Select(name => (JsonNode)name)]) }),
            ("GET", ["dap", "query", "canvas", "table", var table, "schema"]) => Find(table) is { } found ? (200, TableSchemas.Describe(found, lake.Shape(found.Name))) : NotFound(table, "table"),
            ("POST", ["dap", "query", "canvas", "table", var table, "data"]) => Find(table) is { } found ? await StartAsync(found, request).ConfigureAwait(false) : NotFound(table, "table"),
            ("GET", ["dap", "job", var id]) => jobs.TryGetValue(id, out var job) ? Poll(job) : NotFound(id, "job"),
            ("POST", ["dap", "object", "url"]) => await AddressesAsync(request).ConfigureAwait(false),
            _ => NotFound(request.Path, "path"),
        };
        if (status == 429)
        {
            http.Response.Headers.RetryAfter = "0";
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted).ConfigureAwait(false);
        return status;
    }

    public void Dispose()
    {
        try
        {
            directory?.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A job that still writes has a file open; the system clears its temporary folder.
        }
    }

    private static LakeTable? Find(string name) => Lake.Tables.FirstOrDefault(table => table.Name == name);

    private static (int Status, JsonObject Body) Error(int status, string type, string message, params ReadOnlySpan<(string Name, string? Value)> more)
    {
        var error = new JsonObject { ["type"] = type, ["uuid"] = Guid.NewGuid().ToString(), ["message"] = message };
        foreach (var (name, value) in more)
        {
            if (value is not null)
            {
                error[name] = value;
            }
        }

        return (status, new JsonObject { ["error"] = error });
    }

    private static (int Status, JsonObject Body) NotFound(string id, string kind) => Error(404, "NotFoundError", "There is no such object.", ("id", id), ("kind", kind));

    private (int Status, JsonObject Body)? Refuse(HttpRequest request, string[] path)
    {
        var sent = request.Headers.Authorization.ToString();
        var token = sent.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? sent[7..] : request.Headers["x-instauth"].ToString();
        if (!tokens.ContainsKey(token))
        {
            return Error(401, "AuthenticationError", "The token is not valid.");
        }

        var table = path is ["dap", "query", _, "table", var name, ..] ? name : path is ["dap", "job", var id] ? jobs.GetValueOrDefault(id)?.Table : null;
        switch (Settings.Take(table, DataAccessFault.Throttled, DataAccessFault.Unavailable, DataAccessFault.Maintenance, DataAccessFault.TokenExpired))
        {
            case DataAccessFault.Throttled:
                return Error(429, "TooManyRequests", "Too many requests.");
            case DataAccessFault.Unavailable:
                return Error(500, "ProcessingError", "The request could not be processed.");
            case DataAccessFault.Maintenance:
                return Error(403, "AccountUnderMaintenance", "The account is under maintenance.");
            case DataAccessFault.TokenExpired:
                tokens.TryRemove(token, out _);
                return Error(401, "AuthenticationError", "The token has expired.");
            default:
                return null;
        }
    }

    private async Task<(int Status, JsonObject Body)> LogInAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync().ConfigureAwait(false);
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Settings.ClientId}:{Settings.ClientSecret}"));
        if (form["grant_type"] != "client_credentials")
        {
            return (400, new JsonObject { ["error"] = "unsupported_grant_type" });
        }

        if (request.Headers.Authorization != expected)
        {
            return (403, new JsonObject { ["error"] = "access_denied" });
        }

        var claims = $$"""{"exp":{{TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}},"jti":"{{Guid.NewGuid():N}}"}""";
        var token = $"eyJhbGciOiJub25lIn0.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.sim";
        tokens[token] = true;
        return (200, new JsonObject { ["access_token"] = token, ["expires_in"] = 3600, ["scope"] = "dap:query", ["token_type"] = "Bearer" });
    }

    private async Task<(int Status, JsonObject Body)> StartAsync(LakeTable table, HttpRequest request)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonObject>(request.Body).ConfigureAwait(false) ?? [];
        if (body.FirstOrDefault(pair => pair.Key is not ("format" or "mode" or "since" or "until")).Key is { } unknown)
        {
            return Error(400, "ValidationError", $"Additional property {unknown} is not allowed.");
        }

        if ((string?)body["format"] is not ("jsonl" or "parquet"))
        {
            return Error(400, "ValidationError", "The simulator writes jsonl and parquet.");
        }

        var format = (string)body["format"]!;

        var since = (string?)body["since"];
        if (since is not null && Settings.Take(table.Name, DataAccessFault.SnapshotRequired) is not null)
        {
            return Error(400, "SnapshotRequiredError", "The table was loaded again.", ("since", since));
        }

        lock (starting)
        {
            var equal = jobs.Values.FirstOrDefault(job => job.Table == table.Name && job.Since == since && job.Format == format && !job.IsGone && !job.HasFailed && job.ExpiresAt > school.Now);
            if (Settings.ReusesJobs && equal is not null)
            {
                return equal.Output is not null ? (200, Describe(equal, "complete")) : (202, Describe(equal, "running"));
            }

            return Range(table, since) ?? Start(table, since, format);
        }
    }

    private (int Status, JsonObject Body)? Range(LakeTable table, string? since)
    {
        if (since is null)
        {
            return null;
        }

        var moment = DateTimeOffset.Parse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (moment < Settings.OldestSince)
        {
            return Error(400, "OutOfRangeError", "There is no data in the range.", ("since", RecordSink.Stamp(Settings.OldestSince.Value)), ("until", RecordSink.Stamp(school.Now)));
        }

        // The platform commits on its own, not when it is asked: the commit shows whether anything is new.
        var (hasAny, at) = lake.Look(table, moment, Settings.RepeatsRecords);
        return !hasAny && at < moment
            ? Error(400, "OutOfRangeError", "There is no data in the range.", ("since", RecordSink.Stamp(DateTimeOffset.UnixEpoch)), ("until", Settings.GivesUpperBounds ? RecordSink.Stamp(at) : null))
            : null;
    }

    private (int Status, JsonObject Body) Start(LakeTable table, string? since, string format)
    {
        Settings.StartedJobs++;
        DateTimeOffset? moment = since is null ? null : DateTimeOffset.Parse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var folder = Files().FullName;
        var job = new DataAccessJob(table.Name, since, format, lake.Shape(table.Name).Version)
        {
            ExpiresAt = school.Now + JobLife,
        };
        _ = Task.Run(() => WriteAsync(job, table, moment, folder));
        jobs[job.Id] = job;
        return (202, Describe(job, "waiting"));
    }

    private async Task WriteAsync(DataAccessJob job, LakeTable table, DateTimeOffset? since, string folder)
    {
        try
        {
            using RecordFiles target = job.Format == "parquet"
                ? new ParquetFiles(table, lake.Shape(table.Name), folder, Settings.RecordsPerFile)
                : new JsonLineFiles(folder, Settings.RecordsPerFile, lake.Shape(table.Name).RewriteLine);
            var (files, at) = await lake.WriteAsync(table, since, target, Settings.RepeatsRecords).ConfigureAwait(false);
            var named = files.ToDictionary(_ => Guid.NewGuid().ToString());
            foreach (var (id, file) in named)
            {
                objects[id] = file;
            }

            job.Output = new DataAccessOutput(named, at);
        }
        catch (IOException)
        {
            job.HasFailed = true;
        }
    }

    private (int Status, JsonObject Body) Poll(DataAccessJob job)
    {
        if (job.IsGone || Settings.Take(job.Table, DataAccessFault.JobExpired) is not null)
        {
            job.IsGone = true;
            return NotFound(job.Id, "job");
        }

        if (job.HasFailed || Settings.Take(job.Table, DataAccessFault.JobFailed) is not null)
        {
            job.HasFailed = true;
            return (200, Describe(job, "failed"));
        }

        return job.Poll() > Settings.PollsBeforeDone && job.Output is not null ? (200, Describe(job, "complete")) : (202, Describe(job, "running"));
    }

    private static JsonObject Describe(DataAccessJob job, string status)
    {
        var body = new JsonObject { ["id"] = job.Id, ["status"] = status, ["expires_at"] = RecordSink.Stamp(job.ExpiresAt) };
        if (status == "failed")
        {
            body["error"] = new JsonObject { ["type"] = "ProcessingError", ["uuid"] = Guid.NewGuid().ToString(), ["message"] = "The job has failed." };
        }
        else if (status == "complete")
        {
            var (files, at) = job.Output!;
            body["objects"] = new JsonArray([.. files.Keys.Select(id => new JsonObject { ["id"] = id })]);
            body["schema_version"] = job.Version;
            if (job.Since is null)
            {
                body["at"] = RecordSink.Stamp(at);
            }
            else
            {
                body["since"] = job.Since;
                body["until"] = RecordSink.Stamp(at);
            }
        }

        return body;
    }

    private async Task<(int Status, JsonObject Body)> AddressesAsync(HttpRequest request)
    {
        var asked = await JsonSerializer.DeserializeAsync<JsonArray>(request.Body).ConfigureAwait(false) ?? [];
        var urls = new JsonObject();
        foreach (var id in asked.Select(one => (string)one!["id"]!))
        {
            if (!objects.TryGetValue(id, out var file))
            {
                return NotFound(id, "object");
            }

            var address = Guid.NewGuid().ToString("N");
            addresses[address] = file;
            urls[id] = new JsonObject { ["url"] = $"{host()}/dap-files/{address}" };
        }

        return (200, new JsonObject { ["urls"] = urls });
    }

    private async Task<int> SendFileAsync(HttpContext http, string address)
    {
        if (http.Request.Headers.Authorization.Count > 0 || http.Request.Headers.ContainsKey("x-instauth"))
        {
            http.Response.StatusCode = 400;
            return 400;
        }

        if (!addresses.TryGetValue(address, out var file) || Settings.Take(null, DataAccessFault.AddressExpired) is not null)
        {
            addresses.TryRemove(address, out _);
            http.Response.StatusCode = 403;
            return 403;
        }

        var stream = File.OpenRead(file);
        await using (stream.ConfigureAwait(false))
        {
            var fault = Settings.Take(null, DataAccessFault.FileCut, DataAccessFault.FileShort);
            var length = fault is null ? stream.Length : stream.Length / 2;
            http.Response.ContentType = "application/octet-stream";
            http.Response.ContentLength = fault == DataAccessFault.FileShort ? length : stream.Length;
            await SendAsync(stream, length, http).ConfigureAwait(false);
            if (fault == DataAccessFault.FileCut)
            {
                await http.Response.Body.FlushAsync().ConfigureAwait(false);
                http.Abort();
            }
        }

        return 200;
    }

    private static async Task SendAsync(FileStream stream, long length, HttpContext http)
    {
        var piece = new byte[81_920];
        while (length > 0 && await stream.ReadAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, length)), http.RequestAborted).ConfigureAwait(false) is > 0 and var read)
        {
            await http.Response.Body.WriteAsync(piece.AsMemory(0, read), http.RequestAborted).ConfigureAwait(false);
            length -= read;
        }
    }

    private DirectoryInfo Files() => directory ??= Directory.CreateTempSubdirectory("canvas-data-");
}
