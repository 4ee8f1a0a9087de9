namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>The files of one job.</summary>
internal abstract class RecordFiles : IDisposable
{
    /// <summary>Adds a record.</summary>
    /// <param name="key">The key of the record.</param>
    /// <param name="at">The moment of its commit.</param>
    /// <param name="action">U, or D for a deletion.</param>
    /// <param name="value">Its values as a JSON object; nothing for a deletion.</param>
    /// <param name="isSnapshot">Whether the job takes a snapshot.</param>
    public abstract void Write(long key, DateTimeOffset at, string action, ReadOnlySpan<byte> value, bool isSnapshot);

    /// <summary>Ends the files.</summary>
    /// <returns>Their paths.</returns>
    public abstract Task<IReadOnlyList<string>> FinishAsync();

    public abstract void Dispose();
}
