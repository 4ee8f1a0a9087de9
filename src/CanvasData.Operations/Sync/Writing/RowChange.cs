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
