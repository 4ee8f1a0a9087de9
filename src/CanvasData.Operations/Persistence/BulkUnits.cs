using CanvasData.Operations.Bulk;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Persistence;

/// <inheritdoc/>
internal sealed class BulkUnits(UnitOfWork unit) : IBulkUnits
{
    // Their times, versions and earlier texts are made when they are saved one by one.
    private static readonly Type[] Portal =
    [
        typeof(CanvasNote), typeof(CanvasNoteRevision), typeof(CanvasTag), typeof(CanvasTagLink), typeof(CanvasCustomFieldValue),
        typeof(CanvasStudentMetadata), typeof(CanvasAssignmentMetadata), typeof(CanvasCourseMetadata),
    ];

    public void Check(Type entity, BulkOperation operation)
    {
        if (Array.Exists(Portal, entity.IsAssignableTo))
        {
            throw new InvalidOperationException(
                $"{entity.Name} has times, versions or unique names that a bulk {operation} does not make. Use IMetadataManager, ITagManager or SaveChanges.");
        }

        if (operation != BulkOperation.Insert && CanvasSaveGuard.IsHistory(entity))
        {
            throw CanvasSaveGuard.Refuse(entity, $"bulk {operation}");
        }

        if (operation != BulkOperation.Insert && entity.IsAssignableTo(typeof(CanvasRow)))
        {
            throw new InvalidOperationException(
                $"{entity.Name} is a row of the mirror; a bulk {operation} could not mark it as edited, and the next sync would overwrite it. Use SaveChanges or ExecuteUpdate.");
        }
    }

    public Task<BulkResult> RunAsync(string operation, Func<BulkContext, CancellationToken, Task<BulkResult>> work, bool mayRepeat, CancellationToken cancellationToken) =>
        unit.RunAsync((context, token) => work((BulkContext)context, token), null, cancellationToken, operation, mayRepeat);
}
