using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Maintenance;

/// <summary>How much a finding matters.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IntegritySeverity>))]
public enum IntegritySeverity
{
    /// <summary>The finding is odd; answers stay right.</summary>
    Warning,

    /// <summary>Answers may be wrong.</summary>
    Error,
}

/// <summary>The repairs of findings.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IntegrityRepairKind>))]
public enum IntegrityRepairKind
{
    /// <summary>The check has no repair by a call; its explanation says what helps.</summary>
    None,

    /// <summary>Adds the missing statuses.</summary>
    AddStatuses,

    /// <summary>Removes links to tags that do not exist.</summary>
    RemoveTagLinks,

    /// <summary>Makes the next sync of the courses a full one, which compares the rows with Canvas column by column.</summary>
    SyncFully,
}

/// <summary>A check.</summary>
/// <param name="Name">The name, for example <c>orphan.submission.assignment</c>.</param>
/// <param name="Severity">How much a finding matters.</param>
/// <param name="Explanation">The text that says what is wrong with what it finds, and what helps.</param>
/// <param name="Repair">The repair of what it finds.</param>
/// <param name="NeedsCanvas">Whether it sends requests to Canvas.</param>
public sealed record IntegrityCheck(string Name, IntegritySeverity Severity, string Explanation, IntegrityRepairKind Repair, bool NeedsCanvas = false);

/// <summary>A request for checks.</summary>
public sealed record IntegrityRequest
{
    /// <summary>The most examples of a finding.</summary>
    public const int MaxExamples = 100;

    /// <summary>The names of the checks; null for all.</summary>
    public IReadOnlyCollection<string>? Checks { get; init; }

    /// <summary>Whether checks that ask Canvas run too, where <see cref="Checks"/> is null.</summary>
    public bool AgainstCanvas { get; init; }

    /// <summary>How many ids of a finding are given as examples, 0 to 100.</summary>
    public int Examples { get; init; } = 5;

    /// <summary>Whether the results are stored as <see cref="QualityMetric"/>.</summary>
    public bool StoreMetrics { get; init; } = true;
}

/// <summary>The results of checks.</summary>
public sealed record IntegrityReport
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The result of each check that ran.</summary>
    public required IReadOnlyList<IntegrityResult> Results { get; init; }

    /// <summary>The number of requests to Canvas.</summary>
    public required long Requests { get; init; }

    /// <summary>The courses that Canvas refused to list, and why.</summary>
    public required IReadOnlyDictionary<long, SyncFailure> Failures { get; init; }

    /// <summary>The results with findings, errors first.</summary>
    [JsonIgnore]
    public IEnumerable<IntegrityResult> Findings => Results.Where(result => result.Found > 0).OrderByDescending(result => result.Check.Severity);

    /// <summary>Whether no check found anything.</summary>
    public bool IsClean => Results.All(result => result.Found == 0) && Failures.Count == 0;
}

/// <summary>The result of one check.</summary>
/// <param name="Check">The check that ran.</param>
/// <param name="Found">The number of problems.</param>
/// <param name="RowsChecked">The number of rows that it looked at.</param>
/// <param name="ExampleIds">A few ids of rows with the problem, the smallest first.</param>
public sealed record IntegrityResult(
    IntegrityCheck Check, long Found, long RowsChecked, [property: JsonNumberHandling(CanvasIdJson.AsText)] IReadOnlyList<long> ExampleIds);

/// <summary>A repair, or its preview.</summary>
public sealed record IntegrityRepair
{
    /// <summary>The repair; null for a preview, and when there was nothing to repair.</summary>
    public required Guid? Id { get; init; }

    /// <summary>The name of the check.</summary>
    public required string Check { get; init; }

    /// <summary>The kind of repair.</summary>
    public required IntegrityRepairKind Kind { get; init; }

    /// <summary>The number of problems that it concerns.</summary>
    public required int Rows { get; init; }

    /// <summary>When it was made; of a preview, the present moment.</summary>
    public required DateTimeOffset RepairedAt { get; init; }

    /// <summary>The name or key of who made it; null when unknown.</summary>
    public required string? RepairedBy { get; init; }

    /// <summary>When it was undone; null when it was not.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>The name or key of who undid it; null when unknown.</summary>
    public string? UndoneBy { get; init; }
}

/// <summary>The stored result of a check.</summary>
/// <param name="RunId">The run.</param>
/// <param name="At">When the run began.</param>
/// <param name="Check">The name of the check.</param>
/// <param name="Found">The number of problems.</param>
/// <param name="RowsChecked">The number of rows that it looked at.</param>
public sealed record QualityMetric(Guid RunId, DateTimeOffset At, string Check, long Found, long RowsChecked);
