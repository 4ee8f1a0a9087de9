using System.Globalization;
using System.Text.RegularExpressions;
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
        // A short id is part of many numbers: the database finds candidates, and whole numbers decide.
        var named = new HashSet<Guid>();
        foreach (var id in ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))
        {
            var whole = new Regex($@"(?<![\d.-]){id}(?![\d.])");
            await foreach (var repair in database.Rows<CanvasIntegrityRepair>().Where(row => row.Before.Contains(id)).Select(row => new { row.Id, row.Before })
                .AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (whole.IsMatch(repair.Before))
                {
                    named.Add(repair.Id);
                }
            }
        }

        Guid[] found = [.. named];
        return found.Length == 0 ? 0 : await database.DeleteAsync(database.Rows<CanvasIntegrityRepair>().Where(row => EF.Parameter(found).Contains(row.Id)), cancellationToken).ConfigureAwait(false);
    }
}
