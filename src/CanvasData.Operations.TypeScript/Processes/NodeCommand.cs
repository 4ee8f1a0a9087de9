using System.Diagnostics;

namespace CanvasData.Operations.TypeScript;

/// <summary>
/// The command that runs the entry file. No shell takes part on any system, so that blanks and quotes in paths need no escaping, and nothing
/// of a request is on the command line.
/// </summary>
internal static class NodeCommand
{
    /// <summary>The environment variable that marks the processes of one run.</summary>
    public const string Mark = "CANVAS_INTERFACE_RUN";

    // The Link header of Canvas repeats long lists of ids, and Node takes 16 KB by default.
    private const string HeaderSize = "--max-http-header-size=65536";

    private static readonly Version StripsTypes = new(22, 18);
    private static readonly Version StripsTypesToo = new(23, 6);

    // What the systems need to find and run programs; everything else of the host stays with the host.
    private static readonly string[] Inherited =
        ["PATH", "PATHEXT", "SystemRoot", "SystemDrive", "windir", "ComSpec", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "TZ", "NODE_EXTRA_CA_CERTS"];

    public static bool IsTypeScript(string entry) => Path.GetExtension(entry).ToLowerInvariant() is ".ts" or ".mts" or ".cts";

    /// <summary>Whether Node runs TypeScript by itself: from 22.18 of its version 22, and from 23.6.</summary>
    public static bool RunsTypeScript(Version node) => node.Major == 22 ? node >= StripsTypes : node >= StripsTypesToo;

    /// <summary>The arguments of Node.</summary>
    public static IReadOnlyList<string> Arguments(string entry, Version node) =>
        IsTypeScript(entry) && !RunsTypeScript(node) ? [HeaderSize, "--import", "tsx", entry] : [HeaderSize, entry];

    public static ProcessStartInfo Create(TypeScriptClientOptions options, Version node, string run)
    {
        var start = new ProcessStartInfo(options.NodePath, Arguments(options.Entry, node))
        {
            WorkingDirectory = options.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        Restrict(start);
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["CANVAS_URL"] = Origin(options).AbsoluteUri.TrimEnd('/');
        start.Environment["CANVAS_TOKEN"] = options.AccessToken;
        if (options.AccountId is { } account)
        {
            start.Environment["CANVAS_ACCOUNT"] = account;
        }

        start.Environment[Mark] = run;
        return start;
    }

    /// <summary>The command that prints the version of Node.</summary>
    public static ProcessStartInfo Version(TypeScriptClientOptions options)
    {
        var start = new ProcessStartInfo(options.NodePath, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true };
        Restrict(start);
        return start;
    }

    /// <summary>Scheme and host of Canvas.</summary>
    public static Uri Origin(TypeScriptClientOptions options) => new(options.BaseAddress!.GetLeftPart(UriPartial.Authority));

    private static void Restrict(ProcessStartInfo start)
    {
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (System.Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }
    }
}
