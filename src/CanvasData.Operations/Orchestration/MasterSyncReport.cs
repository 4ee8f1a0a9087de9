using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Orchestration;

/// <summary>The rows that a sync wrote, by layer.</summary>
/// <param name="Lifecycle">The rows of Layer 0 and of the quarantine.</param>
/// <param name="Mirror">The rows of Layer 1.</param>
/// <param name="History">The rows of Layer 2.</param>
public sealed record LayerRows(long Lifecycle, long Mirror, long History)
{
    internal static LayerRows Of(SyncReport report)
    {
        var (all, mirror, history) = (0L, 0L, 0L);
        foreach (var course in report.Courses)
        {
            all += course.RowsWritten;
            mirror += course.Rows.Values.Sum(Written);
            history += course.HistoryRows;
        }

        return new LayerRows(Math.Max(0, all - mirror - history), mirror + (report.Accounts is { } accounts ? Written(accounts.Rows) : 0), history);

        static long Written(RowCounts counts) => counts.Added + counts.Changed + counts.Missing;
    }
}

/// <summary>The result of a sync of records that the host brought.</summary>
/// <param name="Sync">The report of the sync, with an entry a course.</param>
/// <param name="Layers">The rows written, by layer.</param>
/// <param name="PartialListings">The listings that were not complete or not brought. From these no absence was inferred.</param>
public sealed record MasterSyncReport(SyncReport Sync, LayerRows Layers, IReadOnlyList<PartialListing> PartialListings)
{
    /// <summary>Whether no course failed.</summary>
    public bool Succeeded => Sync.Succeeded;
}

/// <summary>A listing of a bundle that does not hold everything.</summary>
/// <param name="CourseId">The Canvas course id.</param>
/// <param name="Entity">The kind of record, for example submission.</param>
public sealed record PartialListing([property: JsonNumberHandling(CanvasIdJson.AsText)] long CourseId, string Entity);

/// <summary>The result of the preparation of a course.</summary>
public sealed record CourseInitialization
{
    /// <summary>The Canvas course id.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public required long CourseId { get; init; }

    /// <summary>The report of the sync. When it did not succeed, nothing else was done.</summary>
    public required CourseSyncReport Sync { get; init; }

    /// <summary>The objects and enrollments of the course whose lifecycle is tracked.</summary>
    public int TrackedObjects { get; init; }

    /// <summary>Whether the first snapshot of the course was taken now.</summary>
    public bool IsSnapshotNew { get; init; }

    /// <summary>Whether the row of the course's metadata was added now.</summary>
    public bool IsMetadataNew { get; init; }

    /// <summary>Whether the course is stored, tracked, and has a snapshot and metadata.</summary>
    public bool IsInitialized => Sync.Outcome == CourseSyncOutcome.Succeeded;
}
