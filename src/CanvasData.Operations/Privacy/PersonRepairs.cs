using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Privacy;

/// <summary>Deletes repairs whose undoing would store a person again.</summary>
internal static class PersonRepairs
{
    /// <returns>How many there were.</returns>
    public static async Task<int> DeleteAsync(DbContext database, long[] ids, CancellationToken cancellationToken)
    {
        var (mentions, named) = (new PersonMention(ids), new HashSet<Guid>());
        foreach (var id in mentions.Texts)
        {
            await foreach (var repair in database.Rows<CanvasIntegrityRepair>().Where(row => row.Before.Contains(id)).Select(row => new { row.Id, row.Before })
                .AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (mentions.IsIn(repair.Before))
                {
                    named.Add(repair.Id);
                }
            }
        }

        Guid[] found = [.. named];
        return found.Length == 0 ? 0 : await database.DeleteAsync(database.Rows<CanvasIntegrityRepair>().Where(row => EF.Parameter(found).Contains(row.Id)), cancellationToken).ConfigureAwait(false);
    }
}
