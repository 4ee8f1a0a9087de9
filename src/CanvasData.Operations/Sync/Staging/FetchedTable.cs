using CanvasData.Operations.Model;


namespace CanvasData.Operations.Sync;

/// <summary>One collection of a course as fetched: its good rows, and what could not be stored.</summary>
internal abstract class FetchedTable(string entity) : IAsyncDisposable
{
    /// <summary>The kind of object, as in reports: "submission".</summary>
    public string Entity { get; } = entity;

    /// <summary>Whether all that Canvas has was listed, so that absence may be inferred.</summary>
    public bool Complete { get; set; }

    /// <summary>Whether the client says that the listing does not hold everything.</summary>
    public bool IsPartial { get; set; }

    public List<RejectedRecord> Rejected { get; } = [];

    /// <summary>Members that the records do not know, with how often they came.</summary>
    public Dictionary<string, long> UnknownFields { get; } = [];

    public int SanitizedTexts { get; set; }

    /// <summary>What the host's columns allow; null where nothing is to be stored.</summary>
    public HostLimits? Limits { get; set; }

    public abstract int Count { get; }

    /// <summary>Rows that came twice.</summary>
    public abstract int Duplicates { get; }

    /// <summary>Whether Canvas has an object of which no row is to be written.</summary>
    public abstract bool IsListedOnly { get; }

    /// <summary>Whether there is a good row with this id.</summary>
    public abstract bool HasRow(long id);

    public abstract ValueTask DisposeAsync();
}

/// <inheritdoc/>
internal sealed class FetchedTable<TRow>(string entity, int memoryRows) : FetchedTable(entity) where TRow : CanvasRow, new()
{
    private readonly HashSet<long> _listedOnly = [];

    public RowSpool<TRow> Rows { get; } = new(memoryRows);

    /// <summary>Rows that are not to be inserted; one that is stored already follows Canvas.</summary>
    public List<StagedRow<TRow>> Unwanted { get; } = [];

    public override int Count => Rows.Count;

    public override int Duplicates => Rows.Duplicates;

    public override bool IsListedOnly => _listedOnly.Count > 0;

    public override bool HasRow(long id) => Rows.Contains(id);

    /// <summary>Whether Canvas has it, to be stored or not.</summary>
    public bool WasListed(long id) => Rows.Contains(id) || _listedOnly.Contains(id);

    /// <summary>Notes that Canvas has an object whose row is not to be written.</summary>
    public void MarkListed(long id) => _listedOnly.Add(id);

    public override ValueTask DisposeAsync() => Rows.DisposeAsync();
}
