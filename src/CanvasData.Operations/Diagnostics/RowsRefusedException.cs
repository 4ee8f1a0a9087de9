using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Diagnostics;

/// <summary>A bulk write that the database refused. The text is the library's own, and holds no value of a row.</summary>
internal sealed class RowsRefusedException(string message, Exception? cause) : DbUpdateException(message, cause);
