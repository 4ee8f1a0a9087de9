namespace CanvasData.Operations.SchoolPortal.Hosting;

/// <summary>Whether the school is there; pages wait for it.</summary>
internal sealed class Readiness
{
    private volatile string? _failure;
    private volatile bool _isReady;

    public bool IsReady => _isReady;

    /// <summary>A sentence that says why the school cannot be prepared; null while nothing failed.</summary>
    public string? Failure => _failure;

    public void Open() => _isReady = true;

    public void Fail(string sentence) => _failure = sentence;
}
