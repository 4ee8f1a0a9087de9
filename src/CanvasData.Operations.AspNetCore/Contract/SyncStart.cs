using System.Text.Json.Serialization;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.AspNetCore;

/// <summary>What to sync, and how.</summary>
public sealed record SyncStart
{
    /// <summary>The strategy; null for an incremental sync.</summary>
    [JsonConverter(typeof(EnumNames<SyncStrategy>))]
    public SyncStrategy? Strategy { get; init; }

    /// <summary>The courses; null for every course that Canvas lists.</summary>
    public IReadOnlyList<long>? CourseIds { get; init; }

    /// <summary>Accepts that many rows vanish at once, as after the end of a term.</summary>
    public bool AcceptMassDisappearance { get; init; }
}
