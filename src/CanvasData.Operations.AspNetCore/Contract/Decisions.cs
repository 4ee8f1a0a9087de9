using System.Text.Json.Serialization;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The decisions about objects that Canvas no longer has.</summary>
[JsonConverter(typeof(EnumNames<DecisionKind>))]
public enum DecisionKind
{
    /// <summary>Approves the deletion. The rows stay until they are deleted for good.</summary>
    Approve,

    /// <summary>Takes a proposed or approved deletion back.</summary>
    Cancel,

    /// <summary>Keeps the objects as they are.</summary>
    Keep,

    /// <summary>Archives the objects: they stay stored, and count as inactive.</summary>
    Archive,

    /// <summary>Makes the objects active by hand.</summary>
    Reactivate,
}

/// <summary>A decision about objects. All of them change or none.</summary>
public sealed record DecisionRequest
{
    /// <summary>The decision.</summary>
    public required DecisionKind Decision { get; init; }

    /// <summary>The kind of object: one of <see cref="CanvasObjectTypes"/>.</summary>
    public required string ObjectType { get; init; }

    /// <summary>The Canvas ids.</summary>
    public required IReadOnlyList<long> Ids { get; init; }
}

/// <summary>Objects whose deletion was approved, and whose rows are to be deleted. All of them or none.</summary>
public sealed record DeletionRequest
{
    /// <summary>The kind of object: one of <see cref="CanvasObjectTypes"/>.</summary>
    public required string ObjectType { get; init; }

    /// <summary>The Canvas ids.</summary>
    public required IReadOnlyList<long> Ids { get; init; }

    /// <summary>Whether their history is deleted too.</summary>
    public bool IncludeHistory { get; init; }
}
