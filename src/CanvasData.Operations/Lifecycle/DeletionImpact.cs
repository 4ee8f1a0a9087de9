using System.Text.Json.Serialization;

namespace CanvasData.Operations.Lifecycle;

/// <summary>The rows that a permanent deletion of objects deletes and keeps.</summary>
public sealed record DeletionImpact
{
    /// <summary>The kind of object.</summary>
    public required string ObjectType { get; init; }

    /// <summary>How many objects.</summary>
    public required int Objects { get; init; }

    /// <summary>The tables with rows that depend on them, in the order of their deletion.</summary>
    public required IReadOnlyList<TableImpact> Tables { get; init; }

    /// <summary>The number of students with work, a grade or an enrollment among the rows.</summary>
    public required int AffectedStudents { get; init; }

    /// <summary>The number of rows that are deleted.</summary>
    [JsonIgnore]
    public int RowsDeleted => Tables.Where(table => table.Fate == RowFate.Deleted).Sum(table => table.Rows);

    /// <summary>The number of rows that are kept.</summary>
    [JsonIgnore]
    public int RowsKept => Tables.Where(table => table.Fate == RowFate.Kept).Sum(table => table.Rows);
}

/// <summary>The rows of one table that depend on objects.</summary>
/// <param name="Layer">The layer, 0 to 3.</param>
/// <param name="Table">The entity, for example CanvasSubmission.</param>
/// <param name="Rows">How many.</param>
/// <param name="Fate">Whether they are deleted or kept.</param>
public sealed record TableImpact(int Layer, string Table, int Rows, RowFate Fate);

/// <summary>Whether rows are deleted or kept.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RowFate>))]
public enum RowFate
{
    /// <summary>The rows are deleted.</summary>
    Deleted,

    /// <summary>The rows are kept.</summary>
    Kept,

    /// <summary>The rows are statuses, which are kept in the state <see cref="ObjectState.Deleted"/>.</summary>
    MarkedDeleted,
}
