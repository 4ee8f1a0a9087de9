using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Orchestration;

/// <summary>What a failure means for a run that several nodes share.</summary>
internal static class ClusterFailure
{
    /// <summary>Whether the database failed in a way that passes by itself. A look at the tables gives it as the cause.</summary>
    public static bool IsPassing(Exception error) =>
        (DatabaseError.Find(error) ?? (error is CanvasConfigurationException { InnerException: { } cause } ? DatabaseError.Find(cause) : null)) is { IsPassing: true };

    /// <summary>The failure of a course that was in the hands of too many nodes that fell silent.</summary>
    public static SyncFailure OfSilentNodes(int nodes) => new(
        "SilentNodes",
        string.Create(CultureInfo.InvariantCulture, $"{nodes} nodes fell silent while they synced this course, the last of them with no other course."),
        "Look in the logs of the nodes for what ended them, such as a lack of memory. The next run tries again.",
        IsTransient: false);
}
