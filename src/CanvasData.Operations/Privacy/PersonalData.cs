using System.Globalization;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Privacy;

/// <inheritdoc/>
internal sealed class PersonalData(UnitOfWork units, IRequestContext contexts, BulkWriters writers, TimeProvider time) : IPersonalData
{
    public Task<PersonErasure> ErasePersonAsync(long userId, string? by, CancellationToken cancellationToken)
    {
        Check(userId);
        SignatureText.Check(by, nameof(by), "Give the name of the person or the number of the case.");
        return units.RunAsync((database, token) => EraseAsync(database, userId, by, token), null, cancellationToken, nameof(ErasePersonAsync));
    }

    public Task<bool> ReadmitPersonAsync(long userId, CancellationToken cancellationToken)
    {
        Check(userId);
        return units.RunAsync(ReadmitAsync, null, cancellationToken, nameof(ReadmitPersonAsync));

        async Task<bool> ReadmitAsync(DbContext database, CancellationToken token)
        {
            await SharedRows.HoldAsync(database, writers.For(database), token).ConfigureAwait(false);
            var erasures = await database.Rows<CanvasErasedPerson>().Where(row => row.UserId == userId).Select(row => row.ErasureId).ToArrayAsync(token).ConfigureAwait(false);
            return await database.DeleteAsync(database.Rows<CanvasErasedPerson>().Where(row => EF.Parameter(erasures).Contains(row.ErasureId)), token).ConfigureAwait(false) > 0;
        }
    }

    public async Task<PersonExport> ExportPersonAsync(long userId, Stream destination, PersonExportOptions? options, CancellationToken cancellationToken)
    {
        Check(userId);
        ArgumentNullException.ThrowIfNull(destination);
        if (!destination.CanWrite)
        {
            throw new InvalidArgumentException(nameof(destination), "The stream cannot be written.", "Give a stream that is open for writing.");
        }

        var database = contexts.ForQuestion();
        return await ConnectionTurns.RunAsync(
            database,
            () => PersonArchive.WriteAsync(database, userId, destination, options ?? new PersonExportOptions(), time.GetUtcNow(), cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<PersonErasure> EraseAsync(DbContext database, long userId, string? by, CancellationToken cancellationToken)
    {
        var ids = await PersonReader.AccountsAsync(database, userId, cancellationToken).ConfigureAwait(false);
        var courses = await PersonReader.CoursesAsync(database, ids, cancellationToken).ConfigureAwait(false);

        // A course that is being written ends before, or sees the erasure: its first statement takes the lease. One that the person has
        // just joined holds the shared rows.
        await HoldAsync(database, courses, cancellationToken).ConfigureAwait(false);
        await SharedRows.HoldAsync(database, writers.For(database), cancellationToken).ConfigureAwait(false);

        // What was committed while these waited counts.
        ids = await PersonReader.AccountsAsync(database, userId, cancellationToken).ConfigureAwait(false);
        var found = await PersonReader.CoursesAsync(database, ids, cancellationToken).ConfigureAwait(false);
        await HoldAsync(database, [.. found.Except(courses)], cancellationToken).ConfigureAwait(false);
        courses = [.. courses.Union(found).Order()];
        // A note that is being added holds its person: it ends before and is deleted, or the person is no longer there.
        await RowLocks.TakeAsync<CanvasUser>(database, writers.For(database), ids, set => set.SetProperty(row => row.RowHash, row => row.RowHash), cancellationToken).ConfigureAwait(false);
        var earlier = await database.Rows<CanvasErasedPerson>().Where(row => EF.Parameter(ids).Contains(row.UserId)).ToListAsync(cancellationToken).ConfigureAwait(false);

        var deleted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        deleted[nameof(CanvasIntegrityRepair)] = await PersonRepairs.DeleteAsync(database, ids, cancellationToken).ConfigureAwait(false);
        deleted[nameof(CanvasQuarantinedRecord)] = await PersonQuarantine.DeleteAsync(database, ids, courses, cancellationToken).ConfigureAwait(false);
        foreach (var table in PersonTables.Of(database, ids, courses).Where(table => !table.IsShared))
        {
            deleted[table.Name] = deleted.GetValueOrDefault(table.Name) + await table.EraseAsync(cancellationToken).ConfigureAwait(false);
        }

        var redacted = await new PersonMentions(database, ids, courses).RedactAsync(cancellationToken).ConfigureAwait(false);
        if (earlier.Count == 0 && deleted.Values.Sum() == 0 && redacted.Values.Sum() == 0)
        {
            throw new ObjectNotFoundException(CanvasObjectTypes.User, [userId], "Give the Canvas user id of a person of whom something is stored.");
        }

        var now = UtcDateTimeConverter.Now(time);
        var erasure = earlier.Count > 0 ? earlier[0].ErasureId : Guid.CreateVersion7(time.GetUtcNow());
        var added = ids.Except(earlier.Select(row => row.UserId)).Select(id => new CanvasErasedPerson { UserId = id, ErasureId = erasure, ErasedAt = now, RequestedBy = by }).ToList();
        database.AddRange(added);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        database.ChangeTracker.Clear();
        return new PersonErasure { ErasureId = erasure, UserIds = ids, ErasedAt = now, By = by, Deleted = deleted, Redacted = redacted };
    }

    private Task HoldAsync(DbContext database, long[] courses, CancellationToken cancellationToken) =>
        SharedRows.PatientlyAsync(database, () => RowLocks.TakeAsync<CanvasCourseLease>(
            database, writers.For(database), courses, set => set.SetProperty(row => row.Version, row => row.Version), cancellationToken,
            keys => database.Rows<CanvasCourseLease>().Where(row => EF.Parameter(keys).Contains(row.CourseId))));

    private static void Check(long userId)
    {
        if (userId < 1)
        {
            throw new InvalidArgumentException(nameof(userId), "A Canvas user id is 1 or more.", "Give the id of the person in Canvas.");
        }
    }
}
