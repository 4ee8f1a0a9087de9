using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>
/// Transforms a record of Canvas into a row. Replace one with <c>ReplaceTransformer</c> when a school's data needs other rules.
/// Implementations are pure: they look at the record, write the row, and report through the context.
/// </summary>
/// <remarks>
/// Begin with the built-in transformer of the entity and change what differs: a property that is neither set nor
/// taken through the context counts as specified to be null.
/// </remarks>
/// <typeparam name="TRecord">What Canvas says.</typeparam>
/// <typeparam name="TRow">The row of Layer 1.</typeparam>
public interface ICanvasTransformer<in TRecord, in TRow>
    where TRecord : CanvasRecord
    where TRow : CanvasRow
{
    /// <summary>
    /// Writes the fields of the record into the row. A field that the record does not have must be taken through the context all the same,
    /// so that the stored value is kept.
    /// </summary>
    /// <param name="record">What Canvas says.</param>
    /// <param name="row">A new row; its course is already set.</param>
    /// <param name="context">Reads fields, and collects rejections.</param>
    void Transform(TRecord record, TRow row, TransformContext context);
}
