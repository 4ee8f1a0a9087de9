namespace CanvasData.Operations.Bulk;

/// <summary>The operation of a bulk write on its rows.</summary>
public enum BulkOperation
{
    /// <summary>Adds them.</summary>
    Insert,

    /// <summary>Adds those whose key is not there, and overwrites the others.</summary>
    Upsert,

    /// <summary>Deletes the rows with their keys.</summary>
    Delete,

    /// <summary>Overwrites those whose key is there, and leaves out the others.</summary>
    Update,
}
