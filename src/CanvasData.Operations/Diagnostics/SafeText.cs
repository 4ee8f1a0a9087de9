using System.Data.Common;

namespace CanvasData.Operations.Diagnostics;

/// <summary>
/// What may be written of an exception. The library's own texts are safe; those of drivers and frameworks may quote
/// values of a row, so only their kinds, codes, names of tables and places are written.
/// </summary>
internal static class SafeText
{
    public static string Describe(Exception error) => error switch
    {
        CanvasOperationsException => $"{error.GetType().Name}: {error.Message}",
        _ when DatabaseError.Find(error) is { IsOfDriver: true, Kind: not DatabaseErrorKind.Other } database => $"{KindsOf(error)}. {database.Remedy}",
        _ => $"{KindsOf(error)}{Environment.NewLine}{error.StackTrace}",
    };

    /// <summary>What failed, in a few words.</summary>
    public static string KindOf(Exception error) => DatabaseError.Find(error)?.Text ?? error.GetType().Name;

    public static string KindsOf(Exception error)
    {
        var kinds = new List<string>();
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            kinds.Add(cause switch
            {
                CanvasOperationsException or RowsRefusedException => $"{cause.GetType().Name} ({cause.Message})",
                DbException when DatabaseError.Find(cause) is { } database => $"{cause.GetType().Name} ({database.Text})",
                _ => cause.GetType().Name,
            });
        }

        return string.Join(" caused by ", kinds);
    }
}
