using System.Text.Json;

namespace CanvasData.Operations.TypeScript;

/// <summary>Looks whether the program can run on this machine.</summary>
internal sealed class EnvironmentCheckup(TypeScriptClientOptions options, NodeVersion node)
{
    private readonly List<EnvironmentCheck> _checks = [];

    public async Task<EnvironmentReport> RunAsync(CancellationToken cancellationToken)
    {
        var version = await CheckNodeAsync(cancellationToken).ConfigureAwait(false);
        var folderExists = Directory.Exists(options.Folder);
        Check("folder", folderExists, $"\"{options.Folder}\"", "Set Folder to the folder of the program, the one with its package.json.");
        Check("entry", File.Exists(Path.Combine(options.Folder!, options.Entry)), $"\"{options.Entry}\"", "Set Entry to the file to run, below Folder.");
        var needsPackages = CheckPackage();
        Check(
            "dependencies",
            !needsPackages || FindUpwards("node_modules") is not null,
            needsPackages ? "package.json names dependencies" : "none needed",
            "Run npm ci in the folder of the program.");
        var runner = CheckRunner(version);
        Check("address", options.BaseAddress is not null, options.BaseAddress is null ? "none" : NodeCommand.Origin(options).ToString(), "Set BaseAddress to the address of Canvas.");
        Check("token", !string.IsNullOrWhiteSpace(options.AccessToken), string.IsNullOrWhiteSpace(options.AccessToken) ? "none" : "present", "Set AccessToken to an access token of Canvas.");
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

    private bool CheckPackage()
    {
        var path = Path.Combine(options.Folder!, "package.json");
        try
        {
            using var package = JsonDocument.Parse(File.ReadAllBytes(path));
            Check("package", true, "package.json", "");
            return package.RootElement.ValueKind == JsonValueKind.Object
                && (package.RootElement.TryGetProperty("dependencies", out _) || package.RootElement.TryGetProperty("devDependencies", out _));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            var found = error is JsonException ? "package.json is not JSON" : "no package.json that can be read";
            _checks.Add(new EnvironmentCheck("package", EnvironmentCheckState.Warning, found, "A program without package.json runs, but Node takes its .js files for CommonJS: add one with \"type\": \"module\"."));
            return false;
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

        Check("runner", FindUpwards(Path.Combine("node_modules", "tsx")) is not null, $"Node {version} does not run TypeScript by itself", "Run npm install --save-dev tsx in the folder of the program, or use Node 22.18 or newer.");
        return "tsx";
    }

    // Node looks for packages in the folder and in those above it.
    private string? FindUpwards(string name)
    {
        for (var folder = new DirectoryInfo(Path.GetFullPath(options.Folder!)); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, name);
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private void Check(string name, bool passed, string found, string remedy) =>
        _checks.Add(new EnvironmentCheck(name, passed ? EnvironmentCheckState.Ok : EnvironmentCheckState.Error, found, passed ? "" : remedy));
}
