using Npgsql;

namespace CanvasData.Operations.QuickStart;

/// <summary>The command line, checked.</summary>
internal sealed record Arguments
{
    public const string TokenVariable = "CANVAS_TOKEN";

    public const string Help = """
        Syncs a whole school from Canvas into a database, three times, and shows what
        happened.

        dotnet run --project samples/QuickStart -- [arguments]

          --database PATH        the SQLite file to create, and to keep; without it a
                                 temporary file that is deleted at the end
          --postgres CONNECTION  sync into PostgreSQL instead: Host=…;Username=…;
                                 Password=…;Database=…
                                 Works in the schema canvas_quickstart of that database,
                                 which is dropped and made again at each start.
          --canvas URL           read this Canvas instead of the simulated one; its
                                 access token comes from the environment variable
                                 CANVAS_TOKEN. A real school does not live a week on
                                 command: the third run is then one more run.
          --json                 print one JSON document and nothing else
          --help                 this text

        Exit codes: 0 every course was synced three times; 1 a course or a run failed;
        2 wrong arguments; 130 interrupted.
        """;

    public string? Database { get; private init; }

    public string? Postgres { get; private init; }

    public Uri? Canvas { get; private init; }

    public string? Token { get; private init; }

    public bool Json { get; private init; }

    public bool WantsHelp { get; private init; }

    /// <exception cref="ArgumentException">Something is wrong; the text says what and how to cure it.</exception>
    public static Arguments Parse(string[] args)
    {
        var result = new Arguments();
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            result = name switch
            {
                "--database" => result with { Database = NewFile(Value()) },
                "--postgres" => result with { Postgres = ConnectionString(Value()) },
                "--canvas" => result with { Canvas = Address(Value()), Token = RequiredToken() },
                "--json" => result with { Json = true },
                "--help" or "-h" => result with { WantsHelp = true },
                _ => throw new ArgumentException($"There is no argument \"{name}\"."),
            };

            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{name} needs a value.");
        }

        return result is { Database: not null, Postgres: not null }
            ? throw new ArgumentException("--database and --postgres exclude each other: choose one.")
            : result;
    }

    private static string NewFile(string value)
    {
        var path = Path.GetFullPath(value);
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw new ArgumentException($"{path} exists already. Name a new file, or delete it first.");
        }

        return Directory.Exists(Path.GetDirectoryName(path))
            ? path
            : throw new ArgumentException($"The folder of {path} does not exist. Create it first.");
    }

    // The value may hold a password: errors never repeat it.
    private static string ConnectionString(string value)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(value);
            if (builder is { Host.Length: > 0, Database.Length: > 0 })
            {
                return value;
            }
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
        }

        throw new ArgumentException("--postgres takes a connection string such as \"Host=127.0.0.1;Username=me;Password=…;Database=school\".");
    }

    private static Uri Address(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && (address.Scheme is "https" or "http")
            ? address
            : throw new ArgumentException($"--canvas takes an address such as https://canvas.school.edu, not \"{value}\".");

    private static string RequiredToken() =>
        Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token
            ? token
            : throw new ArgumentException($"--canvas needs an access token in the environment variable {TokenVariable}. Canvas makes one under Account, Settings, New Access Token.");
}
