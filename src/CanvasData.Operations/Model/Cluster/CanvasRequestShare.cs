namespace CanvasData.Operations.Model;

/// <summary>The share of one node in the requests to Canvas that may be in flight at once.</summary>
public class CanvasRequestShare
{
    /// <summary>The node. The row of the empty id belongs to none: nodes lock it while they change their shares.</summary>
    public Guid Node { get; set; }

    /// <summary>The requests that the node may have in flight.</summary>
    public int Granted { get; set; }

    /// <summary>The requests that the node had in flight when it last wrote the row.</summary>
    public int InFlight { get; set; }

    /// <summary>The requests that the node had in flight or waiting.</summary>
    public int Wanted { get; set; }

    /// <summary>The points that the bucket of the token would hold without requests in flight; null when Canvas does not say.</summary>
    public double? Level { get; set; }

    /// <summary>The end of the share, by the database's clock.</summary>
    public DateTime LeaseUntil { get; set; }

    /// <summary>The end of the time in which no node asks Canvas after a refusal, by the database's clock; null for none. Only in the row of the empty id.</summary>
    public DateTime? ClosedUntil { get; set; }
}
