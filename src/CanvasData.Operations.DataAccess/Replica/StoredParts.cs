using CanvasData.Operations.Sync;
using Microsoft.Data.Sqlite;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// The parts of courses that the last run stored. Its notes of changes are gone, so that a run which stores another part compares all
/// courses.
/// </summary>
internal static class StoredParts
{
    // Raised when a column is mapped otherwise, so that the stored rows of all courses follow.
    private const string Mapping = "mapping-1";

    private const string Deletions = "deletions";

    /// <summary>The parts that a run stores.</summary>
    /// <param name="profile">The profile of the run.</param>
    /// <param name="strategy">Its strategy; a conservative run stores no deletions.</param>
    public static IReadOnlyList<string> Of(SyncProfile profile, SyncStrategy strategy) =>
    [
        Mapping,
        .. strategy == SyncStrategy.Conservative ? (string[])[] : [Deletions],
        .. typeof(SyncProfile).GetProperties().Where(property => property.PropertyType == typeof(bool) && (bool)property.GetValue(profile)!).Select(property => property.Name),
    ];

    /// <summary>Notes the parts of this run.</summary>
    /// <returns>Whether it stores one that the last run did not.</returns>
    public static bool Change(SqliteConnection connection, IReadOnlyList<string> parts)
    {
        var before = ReplicaStore.Scalar(connection, "SELECT value FROM meta WHERE name = 'parts'") as string;
        ReplicaStore.Execute(connection, "INSERT OR REPLACE INTO meta (name, value) VALUES ('parts', @parts)", ("@parts", string.Join(' ', parts)));
        return before is not null && parts.Except(before.Split(' ')).Any();
    }
}
