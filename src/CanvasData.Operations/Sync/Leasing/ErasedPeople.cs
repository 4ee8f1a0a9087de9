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

    /// <summary>
    /// The most fetches of one course. Many of its people may be erased one after the other. One who is erased and readmitted for ever
    /// must not keep it busy.
    /// </summary>
    public const int MaxFetches = 25;

    /// <summary>
    /// Refuses a commit of what was fetched before an erasure of someone in it. The fence of the course comes first: an erasure holds it.
    /// </summary>
    /// <param name="database">The context of the commit.</param>
    /// <param name="lease">The claim, with the accounts that were left out.</param>
    /// <param name="isNamed">Whether Canvas named an account in what was fetched.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="PersonErasedException">Someone in the course was erased, or readmitted, since the claim.</exception>
    public static async Task CheckAsync(DbContext database, CourseLease lease, Func<long, bool> isNamed, CancellationToken cancellationToken)
    {
        var now = await ReadAsync(database, cancellationToken).ConfigureAwait(false);
        var changed = now.ToHashSet();
        changed.SymmetricExceptWith(lease.Erased);
        if (changed.Any(isNamed) || OpenWork.Without(lease.ListedAt, changed) != lease.ListedAt)
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
