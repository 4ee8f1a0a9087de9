using System.Globalization;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Bulk;

/// <summary>The exception that is thrown when the database refuses rows of a bulk call. The call was undone as a whole.</summary>
public sealed class BulkWriteException : CanvasOperationsException
{
    internal BulkWriteException(string problem, string remedy, IReadOnlyList<RefusedRow> refused, Exception cause)
        : base(problem, remedy, cause) => Refused = refused;

    /// <summary>The refused rows, the last one being the one too many. Empty where the database could not be asked row by row.</summary>
    public IReadOnlyList<RefusedRow> Refused { get; }

    /// <param name="operation">The operation.</param>
    /// <param name="entity">The name of the entity type.</param>
    /// <param name="refused">The refused rows; not empty.</param>
    /// <param name="showsKey">Whether the key may stand in a text.</param>
    /// <param name="cause">What the writer threw.</param>
    internal static BulkWriteException For(string operation, string entity, IReadOnlyList<RefusedRow> refused, bool showsKey, Exception cause)
    {
        var row = refused[^1];
        var key = showsKey && row.Key.Count > 0 ? $" (key {string.Join(", ", row.Key)})" : "";
        var which = row.Position is { } position ? string.Create(CultureInfo.InvariantCulture, $"row {position}{key}") : $"the deletion of a stored row{key}";
        var before = refused.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" after {refused.Count - 1} other refused rows");
        return new(
            $"{operation} of '{entity}' was undone: the database refused {which}{before}: {row.Reason}. Nothing of this call was written.",
            "Correct the row, or set MaxRefusedRows to leave such rows out.", refused, cause);
    }

    /// <summary>For rows that cannot be tried one by one.</summary>
    internal static BulkWriteException ForRange(string operation, string entity, long first, long last, string reason, Exception cause) => new(
        string.Create(CultureInfo.InvariantCulture, $"{operation} of '{entity}' failed: the database refused one of the rows {first} to {last}: {reason}."),
        "Call it outside of a TransactionScope or a transaction without savepoints to learn which row it is; neither can undo a part.", [], cause);
}
