using System.Globalization;
using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;

namespace CanvasData.Operations.Maintenance;

/// <summary>The rules of a clean-up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CleanupRule>))]
public enum CleanupRule
{
    /// <summary>Deletes objects whose deletion was approved.</summary>
    DeleteApproved,

    /// <summary>Deletes objects that are inactive for <see cref="CleanupOptions.DeleteInactiveAfter"/> and on which nothing depends.</summary>
    DeleteInactive,

    /// <summary>Archives objects that are inactive for <see cref="CleanupOptions.ArchiveInactiveAfter"/> and on which something depends.</summary>
    ArchiveInactive,

    /// <summary>Counts, as reminders, objects that wait for a decision for <see cref="CleanupOptions.RemindEvery"/>.</summary>
    RemindPending,

    /// <summary>Moves history older than <see cref="CleanupOptions.ArchiveHistoryAfter"/> to the archive tables. It has no candidates.</summary>
    ArchiveHistory,
}

/// <summary>A request for a clean-up.</summary>
public sealed record CleanupRequest
{
    /// <summary>The rules to follow; null for all that the options turn on.</summary>
    public IReadOnlyCollection<CleanupRule>? Rules { get; init; }

    /// <summary>The name or key of who runs it, which changed statuses keep; null when unknown.</summary>
    public string? By { get; init; }

    internal void Check()
    {
        CleanupChecks.Rules(Rules, nameof(Rules));
        CleanupChecks.By(By, nameof(By));
    }
}

/// <summary>A request for a page of candidates.</summary>
public sealed record CleanupCandidateRequest
{
    /// <summary>The most candidates of a page.</summary>
    public const int MaxSize = 1000;

    /// <summary>The rules to follow; null for all that the options turn on.</summary>
    public IReadOnlyCollection<CleanupRule>? Rules { get; init; }

    /// <summary>The kind of object, a constant of <see cref="CanvasObjectTypes"/>; null for all.</summary>
    public string? ObjectType { get; init; }

    /// <summary>How many candidates a page has, 1 to 1,000.</summary>
    public int Size { get; init; } = 100;

    /// <summary>The end of the page before, from <see cref="CleanupPage.Next"/>; null for the first page.</summary>
    public CleanupPosition? After { get; init; }

    internal void Check()
    {
        CleanupChecks.Rules(Rules, nameof(Rules));
        if (ObjectType is not null)
        {
            LifecycleRefusal.Check(ObjectType);
        }

        if (Size is < 1 or > MaxSize)
        {
            throw new InvalidArgumentException(nameof(Size), string.Create(CultureInfo.InvariantCulture, $"{Size} candidates make no page."), string.Create(CultureInfo.InvariantCulture, $"Give 1 to {MaxSize}."));
        }

        if (After is { } after && (!CanvasObjectTypes.All.Contains(after.ObjectType) || !CleanupPasses.All.Contains(after.State)))
        {
            throw new InvalidArgumentException(nameof(After), "It is no position of the list.", $"Give {nameof(CleanupPage)}.{nameof(CleanupPage.Next)} of the page before, or null.");
        }
    }
}

/// <summary>A place in the list of candidates.</summary>
/// <param name="State">The state of the object.</param>
/// <param name="ObjectType">The kind of object.</param>
/// <param name="ObjectId">The object.</param>
public sealed record CleanupPosition(
    [property: JsonConverter(typeof(JsonStringEnumConverter<ObjectState>))] ObjectState State, string ObjectType, [property: JsonNumberHandling(CanvasIdJson.AsText)] long ObjectId);

internal static class CleanupChecks
{
    public static void Rules(IReadOnlyCollection<CleanupRule>? rules, string argument)
    {
        if (rules is not null && (rules.Count == 0 || !rules.All(Enum.IsDefined)))
        {
            throw new InvalidArgumentException(argument, "There is no rule, or one that does not exist.", $"Give values of {nameof(CleanupRule)}, or null for all rules.");
        }
    }

    public static void By(string? by, string argument) => SignatureText.Check(by, argument, "Give the name or key of who runs it.");
}
