namespace CanvasData.Operations.SchoolPortal.Hosting;

/// <summary>Whether the school is there; pages wait for it.</summary>
internal sealed class Readiness
{
    private volatile bool _hasFailed;
    private volatile bool _isReady;

    public bool IsReady => _isReady;

    /// <summary>Whether the school cannot be prepared. Only the log says why, because strangers see the pages.</summary>
    public bool HasFailed => _hasFailed;

    public void Open() => _isReady = true;

    public void Fail() => _hasFailed = true;
}
