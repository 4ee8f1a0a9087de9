using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>The accounts that were erased, as a claim and its commit see them.</summary>
internal static class ErasedPeople
{
    public static Task<HashSet<long>> ReadAsync(DbContext database, CancellationToken cancellationToken) =>
        database.Rows<CanvasErasedPerson>().Select(row => row.UserId).ToHashSetAsync(cancellationToken);

    /// <summary>Refuses a commit of what was fetched before an erasure. The fence of the course comes first: an erasure holds it.</summary>
    /// <exception cref="PersonErasedException">A person was erased, or readmitted, since the claim.</exception>
    public static async Task CheckAsync(DbContext database, CourseLease lease, CancellationToken cancellationToken)
    {
        var now = await ReadAsync(database, cancellationToken).ConfigureAwait(false);
        if (!now.SetEquals(lease.Erased))
        {
            throw new PersonErasedException(lease.CourseId) { Erased = now };
        }
    }
}

/// <summary>A person was erased while a course was fetched.</summary>
internal sealed class PersonErasedException(long courseId)
    : CanvasOperationsException($"A person was erased or readmitted while course {courseId} was fetched. Nothing was written.", "Run the sync again.")
{
    public required IReadOnlySet<long> Erased { get; init; }

    public override bool IsTransient => true;
}
