using System.Text.Json;
using System.Text.Json.Nodes;

namespace CanvasData.Operations.TypeScript;

/// <summary>Looks whether the program can run on this machine.</summary>
internal sealed class EnvironmentCheckup(TypeScriptClientOptions options, NodeVersion node)
{
    private readonly List<EnvironmentCheck> _checks = [];
    private readonly DirectoryInfo? _folder = Directory.Exists(options.Folder) ? new DirectoryInfo(Path.GetFullPath(options.Folder)) : null;

    public async Task<EnvironmentReport> RunAsync(CancellationToken cancellationToken)
    {
        var version = await CheckNodeAsync(cancellationToken).ConfigureAwait(false);
        Check("folder", _folder is not null, $"\"{options.Folder}\"", "Set Folder to the folder of the program, the one with its package.json.");
        if (_folder is not null)
        {
            Check("entry", File.Exists(Path.Combine(_folder.FullName, options.Entry)), $"\"{options.Entry}\"", "Set Entry to the file to run, below Folder.");
            CheckPackages(_folder.FullName);
        }

        var runner = CheckRunner(version);
        Check("address", options.BaseAddress is not null, options.BaseAddress is null ? "none" : "present", "Set BaseAddress to the address of Canvas.");
        Check("token", !string.IsNullOrWhiteSpace(options.AccessToken), string.IsNullOrWhiteSpace(options.AccessToken) ? "none" : "present", "Set AccessToken to an access token of Canvas.");
        var validity = new TypeScriptClientOptionsValidator().Validate(null, options);
        Check("options", validity.Succeeded, validity.Succeeded ? "in range" : "not in range", string.Join(" ", validity.Failures ?? []));
        return new EnvironmentReport { Checks = _checks, NodeVersion = version?.ToString(), Runner = runner };
    }

    private async Task<Version?> CheckNodeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await node.FindAsync(cancellationToken).ConfigureAwait(false);
            Check("node", true, version.ToString(), "");
            return version;
        }
        catch (TypeScriptExecutionException error)
        {
            Check("node", false, error.Message[..^error.Remedy.Length].Trim(), error.Remedy);
            return null;
        }
    }

    private void CheckPackages(string folder)
    {
        var (package, problem) = ReadPackage(folder);
        _checks.Add(problem is null
            ? new EnvironmentCheck("package", EnvironmentCheckState.Ok, "package.json", "")
            : new EnvironmentCheck("package", EnvironmentCheckState.Warning, problem, "A program without package.json runs, but Node takes its .js files for CommonJS: add one with \"type\": \"module\"."));
        string[] needed = package?["dependencies"] is JsonObject dependencies ? [.. dependencies.Select(one => one.Key)] : [];
        var missing = Array.Find(needed, name => !IsInstalled(name));
        Check(
            "dependencies",
            missing is null,
            missing is not null ? $"\"{missing}\" is not installed" : needed.Length == 0 ? "none needed" : "installed",
            "Run npm ci in the folder of the program.");
    }

    private static (JsonObject? Package, string? Problem) ReadPackage(string folder)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, "package.json"))) is JsonObject package ? (package, null) : (null, "package.json holds no object");
        }
        catch (JsonException)
        {
            return (null, "package.json is not JSON");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, "no package.json that can be read");
        }
    }

    private string? CheckRunner(Version? version)
    {
        if (version is null)
        {
            return null;
        }

        if (!NodeCommand.IsTypeScript(options.Entry) || NodeCommand.RunsTypeScript(version))
        {
            Check("runner", true, "node", "");
            return "node";
        }

        Check("runner", IsInstalled("tsx"), $"Node {version} does not run TypeScript by itself", "Run npm install tsx in the folder of the program, or use Node 22.18 or newer.");
        return "tsx";
    }

    // Node looks for packages in the folder and in those above it.
    private bool IsInstalled(string package)
    {
        for (var folder = _folder; folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "node_modules", package)))
            {
                return true;
            }
        }

        return false;
    }

    private void Check(string name, bool passed, string found, string remedy) =>
        _checks.Add(new EnvironmentCheck(name, passed ? EnvironmentCheckState.Ok : EnvironmentCheckState.Error, found, passed ? "" : remedy));
}
