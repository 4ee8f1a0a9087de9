using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>What became of a row.</summary>
internal enum RowChangeKind
{
    Added,
    Changed,
    Missing,
    Returned,
}

/// <summary>A row that is written, with what it was before.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Before">The stored row; null for an added one.</param>
/// <param name="After">The row as written.</param>
/// <param name="At">The moment of the change: no earlier one of this row has a later moment.</param>
internal readonly record struct RowChange<TRow>(RowChangeKind Kind, TRow? Before, TRow After, DateTime At) where TRow : CanvasRow;

/// <summary>A row that was written, of any table.</summary>
/// <param name="Entity">The kind of row, as in reports.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Row">The row as written.</param>
/// <param name="Columns">The columns that changed, as a mask; 0 for an added row.</param>
/// <param name="Names">The same columns by name.</param>
internal sealed record WrittenRow(string Entity, RowChangeKind Kind, CanvasRow Row, ulong Columns, IReadOnlyList<string> Names);
