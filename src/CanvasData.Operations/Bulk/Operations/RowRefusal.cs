using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>Separates errors of rows from errors of the database.</summary>
internal static class RowRefusal
{
    /// <returns>Why a row of the write was refused, without values; null for any other error.</returns>
    public static string? Find(Exception error) => error switch
    {
        DbUpdateException when DatabaseError.Find(error) is { } failure =>
            failure.Kind is DatabaseErrorKind.Refused or DatabaseErrorKind.Duplicate ? failure.Text : null,
        RowsRefusedException refused => refused.Reason,

        // Thrown by a driver or a converter, whose texts may hold values.
        ArgumentException or InvalidCastException or OverflowException or FormatException =>
            $"a value cannot be converted for its column ({error.GetType().Name})",
        _ => null,
    };
}
