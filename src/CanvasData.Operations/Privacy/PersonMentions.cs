using System.Globalization;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Privacy;

/// <summary>Takes a person out of rows that belong to others.</summary>
internal sealed class PersonMentions(DbContext database, long[] ids, long[] courses)
{
    /// <returns>The rows changed, by table.</returns>
    public async Task<Dictionary<string, int>> RedactAsync(CancellationToken cancellationToken) => new()
    {
        [nameof(CanvasNote)] = await NotesAsync(cancellationToken).ConfigureAwait(false),
        [nameof(CanvasNoteRevision)] = await RevisionsAsync(cancellationToken).ConfigureAwait(false),
        [nameof(CanvasAssignmentOverride)] = await OverridesAsync(cancellationToken).ConfigureAwait(false),
        [nameof(CanvasCourseLease)] = await LeasesAsync(cancellationToken).ConfigureAwait(false),
        [nameof(CanvasObjectStatus)] = await SignaturesAsync<CanvasObjectStatus>(cancellationToken).ConfigureAwait(false),
        [nameof(CanvasEnrollmentStatus)] = await SignaturesAsync<CanvasEnrollmentStatus>(cancellationToken).ConfigureAwait(false),
        [nameof(CanvasIntegrityRepair)] = await RepairsAsync(cancellationToken).ConfigureAwait(false),
        [nameof(CanvasErasedPerson)] = await ErasuresAsync(cancellationToken).ConfigureAwait(false),
    };

    // The web API signs decisions so.
    private string[] Signatures => Array.ConvertAll(ids, SignatureText.Of);

    private Task<int> SignaturesAsync<TStatus>(CancellationToken cancellationToken) where TStatus : CanvasLifecycleRow
    {
        var signed = Signatures;
        return database.UpdateAsync(
            database.Rows<TStatus>().Where(row => EF.Parameter(signed).Contains(row.StateChangedBy!)), set => set.SetProperty(row => row.StateChangedBy, (string?)null), row => row.StateChangedBy = null, cancellationToken);
    }

    private async Task<int> RepairsAsync(CancellationToken cancellationToken)
    {
        var signed = Signatures;
        var rows = database.Rows<CanvasIntegrityRepair>();
        return await database.UpdateAsync(
                rows.Where(row => EF.Parameter(signed).Contains(row.RepairedBy!)), set => set.SetProperty(row => row.RepairedBy, (string?)null), row => row.RepairedBy = null, cancellationToken).ConfigureAwait(false)
            + await database.UpdateAsync(
                rows.Where(row => EF.Parameter(signed).Contains(row.UndoneBy!)), set => set.SetProperty(row => row.UndoneBy, (string?)null), row => row.UndoneBy = null, cancellationToken).ConfigureAwait(false);
    }

    private Task<int> ErasuresAsync(CancellationToken cancellationToken)
    {
        var signed = Signatures;
        return database.UpdateAsync(
            database.Rows<CanvasErasedPerson>().Where(row => EF.Parameter(signed).Contains(row.RequestedBy!)), set => set.SetProperty(row => row.RequestedBy, (string?)null), row => row.RequestedBy = null, cancellationToken);
    }

    private Task<int> NotesAsync(CancellationToken cancellationToken)
    {
        var written = database.Rows<CanvasNote>().Where(row => row.AuthorUserId != null && EF.Parameter(ids).Contains(row.AuthorUserId!.Value));
        return database.UpdateAsync(
            written,
            set => set.SetProperty(row => row.AuthorUserId, (long?)null).SetProperty(row => row.AuthorName, (string?)null),
            row => (row.AuthorUserId, row.AuthorName) = (null, null),
            cancellationToken);
    }

    private Task<int> RevisionsAsync(CancellationToken cancellationToken)
    {
        var replaced = database.Rows<CanvasNoteRevision>().Where(row => row.ReplacedByUserId != null && EF.Parameter(ids).Contains(row.ReplacedByUserId!.Value));
        return database.UpdateAsync(
            replaced,
            set => set.SetProperty(row => row.ReplacedByUserId, (long?)null).SetProperty(row => row.ReplacedByName, (string?)null),
            row => (row.ReplacedByUserId, row.ReplacedByName) = (null, null),
            cancellationToken);
    }

    // A refresh leaves the ids of students whose work or totals the next sync is to look at.
    private async Task<int> LeasesAsync(CancellationToken cancellationToken)
    {
        var people = ids.ToHashSet();
        var leases = await database.Rows<CanvasCourseLease>().Where(row => EF.Parameter(courses).Contains(row.CourseId) && row.ListedAt != null)
            .Select(row => new { row.CourseId, row.ListedAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var count = 0;
        foreach (var lease in leases.Where(lease => OpenWork.Without(lease.ListedAt, people) != lease.ListedAt))
        {
            var rest = OpenWork.Without(lease.ListedAt, people);
            count += await database.UpdateAsync(
                database.Rows<CanvasCourseLease>().Where(row => row.CourseId == lease.CourseId), set => set.SetProperty(row => row.ListedAt, rest), row => row.ListedAt = rest, cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    // An override without other students goes; of others the list is shortened.
    private async Task<int> OverridesAsync(CancellationToken cancellationToken)
    {
        var named = await database.Rows<CanvasAssignmentOverride>()
            .Where(row => EF.Parameter(courses).Contains(row.CourseId) && row.StudentIds != null)
            .Select(row => new { row.Id, row.StudentIds })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var count = 0;
        foreach (var row in named)
        {
            var students = row.StudentIds!.Split(',', StringSplitOptions.RemoveEmptyEntries);
            var others = Array.FindAll(students, student => !ids.Contains(long.Parse(student, CultureInfo.InvariantCulture)));
            if (others.Length == students.Length)
            {
                continue;
            }

            var one = database.Rows<CanvasAssignmentOverride>().Where(stored => stored.Id == row.Id);
            var rest = string.Join(',', others);
            count += others.Length == 0
                ? await database.DeleteAsync(one, cancellationToken).ConfigureAwait(false)
                : await database.UpdateAsync(one, set => set.SetProperty(stored => stored.StudentIds, rest), stored => stored.StudentIds = rest, cancellationToken).ConfigureAwait(false);
        }

        return count;
    }
}
