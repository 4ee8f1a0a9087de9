using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>Chooses the writer of a context: the last registered one that serves its provider, else the portable one.</summary>
internal sealed class BulkWriters(IEnumerable<IBulkWriter> writers)
{
    private readonly IBulkWriter[] _writers = [.. writers.Reverse()];

    public IBulkWriter For(DbContext context) =>
        Array.Find(_writers, writer => writer.CanWrite(context))
        ?? throw new InvalidOperationException($"No bulk writer serves {context.Database.ProviderName}.");
}
