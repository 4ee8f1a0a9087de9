using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Queries;

/// <summary>The outcomes of a search for a person.</summary>
public enum PersonMatchStatus
{
    /// <summary>The search found no person.</summary>
    NotFound,

    /// <summary>The search found one person.</summary>
    Found,

    /// <summary>The search found several people, and nothing decides between them.</summary>
    Ambiguous,

    /// <summary>The person was merged into another, who is given.</summary>
    Merged,

    /// <summary>The person is stored, but Canvas no longer has them, or their row was made inactive.</summary>
    Vanished,

    /// <summary>The rows of the person were deleted, or their deletion was approved.</summary>
    Deleted,
}

/// <summary>The person that a search found, or why there is none.</summary>
public sealed record PersonMatch
{
    /// <summary>The outcome.</summary>
    public required PersonMatchStatus Status { get; init; }

    /// <summary>The person to go on with: the one found, or the one into whom that one was merged; null for every other outcome.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public long? UserId { get; init; }

    /// <summary>The name of that person.</summary>
    public string? Name { get; init; }

    /// <summary>The stored people who match, in the order of the ids. A person who vanished or was merged is here.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public IReadOnlyList<long> CandidateIds { get; init; } = [];
}

/// <summary>A person who teaches a course.</summary>
public sealed record CourseTeacher
{
    /// <summary>The person.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public required long UserId { get; init; }

    /// <summary>The full name; null when Canvas never sent the user.</summary>
    public required string? Name { get; init; }

    /// <summary>The roles: teacher, teaching assistant or both.</summary>
    public required CourseRoles Roles { get; init; }

    /// <summary>Whether every such enrollment is limited to its section.</summary>
    public required bool IsLimitedToSections { get; init; }
}
