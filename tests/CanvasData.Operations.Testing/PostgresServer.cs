using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace CanvasData.Operations.Testing;

/// <summary>
/// A private PostgreSQL on a random loopback port, with its data in a temporary folder. It ends with the process
/// that started it, however that ends: a shell beside it waits for the closing of its standard input.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Script = """
        trap '' INT TERM HUP
        bin=$1; port=$2; primary=$3
        dir=$(mktemp -d /tmp/canvasdata-pg.XXXXXX) || exit 1
        if [ -n "$primary" ]; then
            "$bin/pg_basebackup" -h 127.0.0.1 -p "$primary" -U postgres -D "$dir/data" -R -X stream -c fast --no-sync >"$dir/log" 2>&1
        else
            "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --no-locale --no-sync >"$dir/log" 2>&1
        fi || { cat "$dir/log" >&2; rm -rf "$dir"; exit 1; }
        start() {
            "$bin/postgres" -D "$dir/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
                -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 \
                -c shared_buffers=256MB -c max_wal_size=8GB -c autovacuum=off -c random_page_cost=1.1 >"$dir/log" 2>&1 </dev/null &
            server=$!
            while ! "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do
                kill -0 $server 2>/dev/null || { cat "$dir/log" >&2; rm -rf "$dir"; exit 1; }
                sleep 0.05
            done
            echo ready
        }
        start
        while read -r line; do
            kill -QUIT $server
            wait $server
            sleep "$line"
            start
        done
        kill -QUIT $server
        wait $server
        rm -rf "$dir"
        """;

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(StartAsync);

    private readonly Process _shell;
    private int _databases;

    private PostgresServer(Process shell, int port)
    {
        _shell = shell;
        Port = port;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The server of this test process; started by the first call, ended with the process.</summary>
    public static Task<PostgresServer> SharedAsync() => SharedServer.Value;

    /// <summary>A server of one's own, for tests that harm it or measure it.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start.</exception>
    public static Task<PostgresServer> StartAsync() => StartAsync(null);

    /// <summary>A streaming replica of this server, which can be read and not written.</summary>
    /// <exception cref="InvalidOperationException">It does not start.</exception>
    public Task<PostgresServer> StartReplicaAsync() => StartAsync(Port);

    private static async Task<PostgresServer> StartAsync(int? primary)
    {
        var binaries = FindBinaries();
        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPort.Find();
            var shell = Process.Start(StartInfo(binaries, port, primary))!;
            var errors = shell.StandardError.ReadToEndAsync();
            if (await shell.StandardOutput.ReadLineAsync() == "ready")
            {
                return new PostgresServer(shell, port);
            }

            // Someone may have taken the port meanwhile.
            if (attempt == 3)
            {
                throw new InvalidOperationException($"PostgreSQL in {binaries} did not start: {await errors}");
            }
        }
    }

    /// <summary>Makes a fresh, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>The connection string of a database of another server, on this one.</summary>
    public string Translate(string connectionString) => ConnectionString(new NpgsqlConnectionStringBuilder(connectionString).Database!);

    /// <summary>Stops it at once, as a crash would, and starts it again; it recovers from its log.</summary>
    /// <param name="away">How long it stays away.</param>
    public async Task CrashAsync(TimeSpan away = default)
    {
        await _shell.StandardInput.WriteLineAsync(away.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        await _shell.StandardInput.FlushAsync();
        if (await _shell.StandardOutput.ReadLineAsync() != "ready")
        {
            throw new InvalidOperationException("PostgreSQL did not come back.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    // Databases are many and short-lived: their pools must not hold the server's connections.
    private string ConnectionString(string database) => string.Create(CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Maximum Pool Size=30;Connection Idle Lifetime=5;Connection Pruning Interval=2");

    private static ProcessStartInfo StartInfo(string binaries, int port, int? primary)
    {
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] command = ["sh", "-c", Script, "sh", binaries, port.ToString(CultureInfo.InvariantCulture), primary?.ToString(CultureInfo.InvariantCulture) ?? ""];

        // initdb refuses root.
        if (Environment.IsPrivilegedProcess)
        {
            command = ["runuser", "-u", "postgres", "--", .. command];
        }

        start.FileName = command[0];
        foreach (var argument in command[1..])
        {
            start.ArgumentList.Add(argument);
        }

        start.WorkingDirectory = "/";
        return start;
    }

    private static string FindBinaries()
    {
        const string Root = "/usr/lib/postgresql";
        var found = Directory.Exists(Root)
            ? Directory.EnumerateDirectories(Root).Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order().LastOrDefault()
            : null;
        return found ?? throw new InvalidOperationException($"PostgreSQL is not installed under {Root}. Run the tests with tests/run, which installs it.");
    }
}
