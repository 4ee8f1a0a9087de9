using System.Data.Common;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Benchmarks.Peers;

/// <summary>The difference of a listing to what is stored, by keys and hashes, written out as one would by hand.</summary>
internal sealed class DayDifference
{
    private readonly Dictionary<long, (long Hash, bool Missing)> _stored = [];

    public List<CanvasSubmission> Added { get; } = [];

    public List<CanvasSubmission> Changed { get; } = [];

    public List<long> Gone { get; } = [];

    public static async Task<DayDifference> ReadAsync(DbConnection connection, IReadOnlyList<CanvasSubmission> rows)
    {
        var difference = new DayDifference();
        await using var command = connection.CreateCommand();
        command.CommandText = SubmissionColumns.KeysAndHashes;
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                difference._stored[reader.GetInt64(0)] = (reader.GetInt64(1), reader.GetBoolean(2));
            }
        }

        difference.Compare(rows);
        return difference;
    }

    private void Compare(IReadOnlyList<CanvasSubmission> rows)
    {
        foreach (var row in rows)
        {
            if (!_stored.Remove(row.Id, out var stored))
            {
                Added.Add(row);
            }
            else if (stored.Hash != row.RowHash || stored.Missing)
            {
                Changed.Add(row);
            }
        }

        Gone.AddRange(_stored.Where(pair => !pair.Value.Missing).Select(pair => pair.Key));
    }
}
