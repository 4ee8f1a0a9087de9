using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Compares the age of records that a host brings with that of the stored ones. Older records would undo what was stored since, and the history
/// would show changes that never were.
/// </summary>
internal static class RecordAge
{
    /// <exception cref="InvalidArgumentException">The records are older.</exception>
    public static void Check(string what, CourseLease lease, ICanvasClient client, TimeSpan watermarkOverlap)
    {
        if (Find(lease, client, watermarkOverlap) is var (read, stored))
        {
            throw new InvalidArgumentException(
                "bundle.ReadAt", $"The records of {what} were read at {read:u}, and stored are those of {stored:u}.",
                "Bring bundles in the order in which they were read, or sync from Canvas.");
        }
    }

    /// <summary>Whether what is stored of a course is at least as new as records of a moment, so that these say nothing about it.</summary>
    /// <param name="lease">The lease of the course, as it is stored.</param>
    /// <param name="readAt">When the records were read.</param>
    /// <param name="watermarkOverlap">The overlap of watermarks.</param>
    public static bool IsNewer(CanvasCourseLease lease, DateTimeOffset readAt, TimeSpan watermarkOverlap) =>
        (ListedMoments.Parse(lease.ListedAt).RecordsReadAt ?? lease.Watermark + watermarkOverlap) >= readAt.UtcDateTime;

    /// <summary>When the records of a client were read, in whole seconds as it is stored; null for now.</summary>
    public static DateTime? ReadAt(ICanvasClient client) =>
        (client as IPartialListings)?.ReadAt?.UtcDateTime is { } read ? read.AddTicks(-(read.Ticks % TimeSpan.TicksPerSecond)) : null;

    // A moment that a wrong clock has left says nothing. Moments are stored in whole seconds.
    private static (DateTime Read, DateTime Stored)? Find(CourseLease lease, ICanvasClient client, TimeSpan watermarkOverlap) =>
        ReadAt(client) is { } read &&
        (ListedMoments.Parse(lease.ListedAt).RecordsReadAt ?? lease.Watermark + watermarkOverlap) is { } stored &&
        !lease.FollowsWrongClock && !StoredMoments.IsFarAhead(stored, lease.Since) &&
        read < stored.AddTicks(-(stored.Ticks % TimeSpan.TicksPerSecond))
            ? (read, stored)
            : null;
}
