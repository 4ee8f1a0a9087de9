namespace CanvasData.Operations.Packaging.Tests;

/// <summary>An empty folder; gone when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>In the folder of the system, outside the repository.</summary>
    public TemporaryFolder()
        : this(System.IO.Path.GetTempPath())
    {
    }

    /// <summary>In a folder.</summary>
    public TemporaryFolder(string parent) =>
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"canvasdata-packaging-{Guid.NewGuid():N}")).FullName;

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
