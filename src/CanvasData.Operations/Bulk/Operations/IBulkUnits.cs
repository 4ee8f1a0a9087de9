namespace CanvasData.Operations.Bulk;

/// <summary>The request's unit of work, as the bulk operations need it.</summary>
internal interface IBulkUnits
{
    /// <summary>Refuses operations on tables of the library that have rules of their own.</summary>
    /// <param name="entity">The entity type.</param>
    /// <param name="operation">The operation.</param>
    void Check(Type entity, BulkOperation operation);

    /// <summary>Runs work in the open transaction of the request's context, or in one of its own.</summary>
    /// <param name="operation">The operation, for messages.</param>
    /// <param name="work">The work; its context has no query filters' values: ask its host for those.</param>
    /// <param name="mayRepeat">Whether the work can run again after a failure that passes.</param>
    /// <param name="cancellationToken">Ends the work; nothing of it stays.</param>
    Task<BulkResult> RunAsync(string operation, Func<BulkContext, CancellationToken, Task<BulkResult>> work, bool mayRepeat, CancellationToken cancellationToken);
}
