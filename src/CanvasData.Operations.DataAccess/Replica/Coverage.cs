namespace CanvasData.Operations.DataAccess;

/// <summary>The moment up to which the staged tables are known to be whole.</summary>
internal static class Coverage
{
    // The mark of a quiet table is its newest record. The platform reads all tables within one refresh, so it is whole up to the one before.
    private static readonly TimeSpan Refresh = TimeSpan.FromHours(4);

    /// <returns>The moment; null when no table was ever read.</returns>
    public static DateTimeOffset? Of(IReadOnlyCollection<TableReport> tables)
    {
        var marks = tables.Select(table => Moments.Read(table.Mark)).OfType<DateTimeOffset>().ToList();
        if (marks.Count == 0)
        {
            return null;
        }

        // A table that could not be read stands where it was.
        var (oldest, refreshed) = (marks.Min(), marks.Max() - Refresh);
        var delayed = tables.Where(table => table.Reading == TableReading.Delayed).Select(table => Moments.Read(table.Mark)).Min();
        var whole = oldest > refreshed ? oldest : refreshed;
        return delayed < whole ? delayed : whole;
    }
}
