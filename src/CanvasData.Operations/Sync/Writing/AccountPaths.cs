using System.Globalization;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Keeps the path of each account in step with the accounts above it, whichever of them has moved.</summary>
internal static class AccountPaths
{
    /// <summary>The account and those above it, from below; it ends where an account is not known, or comes again.</summary>
    public static IEnumerable<long> Above(long id, IReadOnlyDictionary<long, long?> parents)
    {
        var seen = new HashSet<long>();
        for (long? next = id; next is { } account && parents.ContainsKey(account) && seen.Add(account); next = parents[account])
        {
            yield return account;
        }
    }

    public static async Task UpdateAsync(WriteSession session, CancellationToken cancellationToken)
    {
        var rows = await session.Database.Rows<CanvasAccount>().ToListAsync(cancellationToken).ConfigureAwait(false);
        var parents = rows.ToDictionary(row => row.Id, row => row.ParentAccountId);
        var moved = new List<CanvasAccount>();
        foreach (var row in rows.OrderBy(row => row.Id))
        {
            var path = $"/{string.Join('/', Above(row.Id, parents).Reverse().Select(id => id.ToString(CultureInfo.InvariantCulture)))}/";
            if (row.Path != path)
            {
                row.Path = path;
                moved.Add(row);
            }
        }

        if (moved.Count > 0)
        {
            await session.UpsertAsync(moved, cancellationToken).ConfigureAwait(false);
        }
    }
}
