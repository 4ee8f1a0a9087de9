using System.Text.Json;
using System.Text.Json.Serialization;

namespace CanvasData.Operations.TypeScript;

/// <summary>Whether a Canvas interface can run on this machine.</summary>
public sealed record EnvironmentReport
{
    /// <summary>The checks, each with its remedy.</summary>
    public required IReadOnlyList<EnvironmentCheck> Checks { get; init; }

    /// <summary>The version of Node, for example 22.18.0; null when Node was not found.</summary>
    public string? NodeVersion { get; init; }

    /// <summary>How the entry file is run: "node" by itself, or "tsx"; null when unknown.</summary>
    public string? Runner { get; init; }

    /// <summary>Whether no check failed.</summary>
    public bool IsValid => Checks.All(check => check.State != EnvironmentCheckState.Error);

    /// <summary>The report as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EnvironmentJson.Default.EnvironmentReport);
}

/// <summary>A check of the environment.</summary>
/// <param name="Name">What was checked: node, folder, entry, package, dependencies, runner, address, token or options.</param>
/// <param name="State">The result.</param>
/// <param name="Found">What was found. Never a secret.</param>
/// <param name="Remedy">What to do; empty when the check passed.</param>
public sealed record EnvironmentCheck(string Name, EnvironmentCheckState State, string Found, string Remedy);

/// <summary>The result of a check.</summary>
public enum EnvironmentCheckState
{
    /// <summary>Nothing to do.</summary>
    Ok,

    /// <summary>The program may run, but look at the remedy.</summary>
    Warning,

    /// <summary>The program cannot run.</summary>
    Error,
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EnvironmentReport))]
internal sealed partial class EnvironmentJson : JsonSerializerContext;
