namespace CanvasData.Operations.TypeScript;

/// <summary>The contract between the library and a Canvas interface.</summary>
public static class CanvasInterfaceContract
{
    /// <summary>The version of the contract, sent with each request.</summary>
    public const int Version = 1;

    /// <summary>The contract as JSON Schema, draft 2020-12. The package holds it as contract/canvas-interface.schema.json too.</summary>
    public static string Schema
    {
        get
        {
            using var reader = new StreamReader(typeof(CanvasInterfaceContract).Assembly.GetManifestResourceStream("canvas-interface.schema.json")!);
            return reader.ReadToEnd();
        }
    }
}
