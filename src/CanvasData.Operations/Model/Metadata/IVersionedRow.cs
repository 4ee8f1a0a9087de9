namespace CanvasData.Operations.Model;

/// <summary>A row whose lost updates are noticed by a version that rises with each change.</summary>
internal interface IVersionedRow
{
    DateTime CreatedAt { get; set; }

    DateTime UpdatedAt { get; set; }

    int Version { get; set; }
}
