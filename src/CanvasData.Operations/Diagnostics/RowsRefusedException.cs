using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Diagnostics;

/// <summary>A bulk write that the database refused. The text is the library's own, and holds no value of a row.</summary>
internal sealed class RowsRefusedException(string message, string reason, Exception? cause) : DbUpdateException(message, cause)
{
    /// <summary>Why: the middle of the message.</summary>
    public string Reason => reason;
}
