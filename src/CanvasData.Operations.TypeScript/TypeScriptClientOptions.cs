namespace CanvasData.Operations.TypeScript;

/// <summary>How a Canvas interface, a program that Node runs, is started and supervised.</summary>
public sealed class TypeScriptClientOptions
{
    /// <summary>The address of Canvas, scheme and host: <c>https://canvas.example.edu</c>. Required; given to the program as CANVAS_URL.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The access token of Canvas. Required; given to the program as CANVAS_TOKEN, in its environment only.</summary>
    public string? AccessToken { get; set; }

    /// <summary>
    /// The account whose courses are listed: a Canvas id, "self", or "sis_account_id:…"; null for the courses of the token's user. Given to the
    /// program as CANVAS_ACCOUNT. Default null.
    /// </summary>
    public string? AccountId { get; set; }

    /// <summary>The folder of the program, with its package.json. Required; nothing is written there.</summary>
    public string? Folder { get; set; }

    /// <summary>The file to run, below <see cref="Folder"/>. TypeScript runs by Node itself from 22.18, by the package tsx before. Default src/main.ts.</summary>
    public string Entry { get; set; } = "src/main.ts";

    /// <summary>Node's executable: a path, or a name to look up in PATH. Default node.</summary>
    public string NodePath { get; set; } = "node";

    /// <summary>
    /// More environment variables of the program. It gets no others of the host but PATH, the temporary folder, and what Windows needs.
    /// </summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Whether a process answers one request after the other until its standard input ends. When false, each request starts a process, whose
    /// standard input ends after the request; choose that for a collector that prints one document. Default true.
    /// </summary>
    public bool ServesManyRequests { get; set; } = true;

    /// <summary>The most processes at once, 1 to 64. Further requests wait. Default 4.</summary>
    public int MaxProcesses { get; set; } = 4;

    /// <summary>The longest wait for the next line of an answer, from 1 second. Then the process is ended. Default 2 minutes.</summary>
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The longest time that a whole answer is waited for, from 1 second; null for any. The time that the host takes for its records does
    /// not count. Default null.
    /// </summary>
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>How often a request is tried when the process crashes, hangs or ends early, 1 to 10. Default 2.</summary>
    public int MaxAttempts { get; set; } = 2;

    /// <summary>The longest line of output, in bytes, from 1,024. A longer one ends the process. Default 16 MiB.</summary>
    public int MaxLineBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The longest single document of a collector, in bytes, from 1,024. Default 256 MiB.</summary>
    public int MaxDocumentBytes { get; set; } = 256 * 1024 * 1024;
}
