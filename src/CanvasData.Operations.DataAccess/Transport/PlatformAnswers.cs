using System.Text.Json;
using System.Text.Json.Serialization;

namespace CanvasData.Operations.DataAccess;

/// <summary>The tables of a namespace.</summary>
internal sealed record TablesAnswer
{
    public IReadOnlyList<string>? Tables { get; init; }
}

/// <summary>The schema of a table.</summary>
internal sealed record SchemaAnswer
{
    public JsonElement Schema { get; init; }

    public int Version { get; init; }
}

/// <summary>A job in any of its states.</summary>
internal sealed record JobAnswer
{
    public string? Id { get; init; }

    /// <summary>The state: waiting, running, complete or failed.</summary>
    public string? Status { get; init; }

    public IReadOnlyList<ObjectId>? Objects { get; init; }

    /// <summary>The moment of a snapshot, as it was sent.</summary>
    public string? At { get; init; }

    /// <summary>The end of a list of changes, as it was sent.</summary>
    public string? Until { get; init; }

    /// <summary>The version of the schema that the records have; null when it is not said.</summary>
    public int? SchemaVersion { get; init; }

    public PlatformError? Error { get; init; }

    [JsonIgnore]
    public string? Mark => Until ?? At;
}

/// <summary>The id of a file.</summary>
internal sealed record ObjectId
{
    public string? Id { get; init; }
}

/// <summary>The addresses of files by their ids.</summary>
internal sealed record AddressesAnswer
{
    public IReadOnlyDictionary<string, ObjectAddress>? Urls { get; init; }
}

/// <summary>The address of a file.</summary>
internal sealed record ObjectAddress
{
    public string? Url { get; init; }
}

/// <summary>A refusal.</summary>
internal sealed record ErrorAnswer
{
    public PlatformError? Error { get; init; }
}

/// <summary>The reason of a refusal.</summary>
internal sealed record PlatformError
{
    public string? Type { get; init; }

    public string? Uuid { get; init; }

    /// <summary>The first moment that may be asked for.</summary>
    public string? Since { get; init; }

    /// <summary>The last moment that may be asked for.</summary>
    public string? Until { get; init; }
}

/// <summary>A request for a job.</summary>
internal sealed record JobRequest
{
    public required string Format { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Since { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TablesAnswer))]
[JsonSerializable(typeof(SchemaAnswer))]
[JsonSerializable(typeof(JobAnswer))]
[JsonSerializable(typeof(AddressesAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(LoginAnswer))]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(IReadOnlyList<ObjectId>))]
[JsonSerializable(typeof(Dictionary<string, StartedJob>))]
internal sealed partial class PlatformJson : JsonSerializerContext;
