using System.Data.Common;

namespace CanvasData.Operations.Diagnostics;

/// <summary>
/// What may be told of an exception. Our own texts are safe; those of drivers and frameworks may quote values of
/// a row, so only their kinds, codes and places are told.
/// </summary>
internal static class SafeText
{
    public static string Of(Exception error) => error is CanvasOperationsException
        ? $"{error.GetType().Name}: {error.Message}"
        : $"{KindsOf(error)}{Environment.NewLine}{error.StackTrace}";

    public static string KindsOf(Exception error)
    {
        var kinds = new List<string>();
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            kinds.Add(cause switch
            {
                CanvasOperationsException => $"{cause.GetType().Name} ({cause.Message})",
                DbException { SqlState: { } state } => $"{cause.GetType().Name} (SQLSTATE {state})",
                DbException database => $"{cause.GetType().Name} (code {database.ErrorCode})",
                _ => cause.GetType().Name,
            });
        }

        return string.Join(" caused by ", kinds);
    }
}
