using System.Text.Json.Serialization;

namespace CanvasData.Operations.Monitoring;

/// <summary>How the gain of an index is known.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IndexEvidence>))]
public enum IndexEvidence
{
    /// <summary>The planner of the database chose the index: hypothetical with hypopg, or built on an empty copy of the schema on SQLite.</summary>
    Planner,

    /// <summary>The statistics of the columns, from which it was computed: the planner was not asked. Install hypopg to have it asked.</summary>
    Statistics,
}

/// <summary>An index that the planner would use for queries that were measured.</summary>
public sealed record IndexSuggestion
{
    /// <summary>The table, as the database names it.</summary>
    public required string Table { get; init; }

    /// <summary>The columns, in the order of the index.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The line for <c>OnModelCreating</c>; null when the model does not map the table.</summary>
    public string? ModelLine { get; init; }

    /// <summary>The work of the query that gains most, without the index: the planner's cost on PostgreSQL, rows read on SQLite.</summary>
    public required double Before { get; init; }

    /// <summary>The same with the index, in the same unit.</summary>
    public required double After { get; init; }

    /// <summary>How many times less work the query is: <see cref="Before"/> by <see cref="After"/>.</summary>
    public double Gain => Before / Math.Max(After, 0.01);

    /// <summary>Whether the planner was asked, or the gain was computed from statistics.</summary>
    public required IndexEvidence Evidence { get; init; }

    /// <summary>The most bytes that the index will take, often several times too many; null when unknown.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>The ids of the shapes that would use it; the first gains most.</summary>
    public required IReadOnlyList<string> QueryIds { get; init; }

    /// <summary>The statement that gains most, without values.</summary>
    public required string Query { get; init; }
}
