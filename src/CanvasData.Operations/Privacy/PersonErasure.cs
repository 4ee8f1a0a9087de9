using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Privacy;

/// <summary>The proof of an erasure. Holds the Canvas ids of the accounts and counts, no other personal data.</summary>
public sealed record PersonErasure
{
    /// <summary>The id of the erasure, as in <c>CanvasErasedPerson</c>.</summary>
    public required Guid ErasureId { get; init; }

    /// <summary>The Canvas user ids of the person's accounts: the one given, and those merged with it.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public required IReadOnlyList<long> UserIds { get; init; }

    /// <summary>The moment of the erasure, UTC.</summary>
    public required DateTimeOffset ErasedAt { get; init; }

    /// <summary>The person or case that asked for it; null when none was given.</summary>
    public string? By { get; init; }

    /// <summary>The rows deleted, by table. Every table that can hold data of a person is there.</summary>
    public required IReadOnlyDictionary<string, int> Deleted { get; init; }

    /// <summary>The rows of others from which the person's name or id was removed, by table.</summary>
    public required IReadOnlyDictionary<string, int> Redacted { get; init; }

    /// <summary>The number of rows deleted.</summary>
    public int DeletedRows => Deleted.Values.Sum();
}

/// <summary>The result of an export.</summary>
public sealed record PersonExport
{
    /// <summary>The Canvas user ids of the person's accounts: the one given, and those merged with it.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public required IReadOnlyList<long> UserIds { get; init; }

    /// <summary>The moment of the export, UTC.</summary>
    public required DateTimeOffset ExportedAt { get; init; }

    /// <summary>The rows written, by table; tables without a row are not there.</summary>
    public required IReadOnlyDictionary<string, int> Rows { get; init; }
}

/// <summary>The parts of an export that may be left out.</summary>
public sealed record PersonExportOptions
{
    /// <summary>Whether notes that staff wrote about the person are included, with their earlier texts. Default true.</summary>
    public bool StaffNotes { get; init; } = true;
}
