namespace CanvasData.Operations.Model;

/// <summary>The result of one integrity check in one run. Results are kept, so that the quality of the data can be followed over time.</summary>
public class CanvasIntegrityMetric
{
    /// <summary>The key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>The run of checks.</summary>
    public Guid RunId { get; set; }

    /// <summary>When the run began.</summary>
    public DateTime RecordedAt { get; set; }

    /// <summary>The name of the check.</summary>
    public string Check { get; set; } = "";

    /// <summary>The number of problems that it found.</summary>
    public long Found { get; set; }

    /// <summary>The number of rows that it looked at.</summary>
    public long RowsChecked { get; set; }
}
