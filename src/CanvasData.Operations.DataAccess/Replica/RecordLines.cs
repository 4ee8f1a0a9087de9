namespace CanvasData.Operations.DataAccess;

/// <summary>A downloaded file as lines of JSON, whatever its format. The lines come in parts, of which one is in memory at a time.</summary>
internal abstract class RecordLines : IDisposable
{
    /// <summary>Opens a file by its first bytes, so that a job of an earlier run may have another format.</summary>
    public static async Task<RecordLines> OpenAsync(string path, SourceTable table, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(path);
        try
        {
            return ParquetLines.IsParquet(file) ? await ParquetLines.OpenAsync(file, table, cancellationToken).ConfigureAwait(false) : new GzipLines(file);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether a downloaded file is as long as it says itself.</summary>
    public static bool IsWhole(string path)
    {
        using var file = File.OpenRead(path);
        return ParquetLines.IsParquet(file) ? ParquetLines.IsWhole(file) : GzipFile.IsWhole(file);
    }

    /// <summary>Goes on to the next part.</summary>
    /// <returns>Whether there is one.</returns>
    public abstract ValueTask<bool> NextPartAsync(CancellationToken cancellationToken);

    /// <summary>Reads the next line of the part.</summary>
    /// <returns>Whether there is another one.</returns>
    public abstract bool TryRead(out ReadOnlySpan<byte> line);

    public abstract void Dispose();
}
