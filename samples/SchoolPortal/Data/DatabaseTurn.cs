namespace CanvasData.Operations.SchoolPortal.Data;

/// <summary>The turn to use the request's context, which serves one reader at a time while the parts of a page are read side by side.</summary>
internal sealed class DatabaseTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task RunAsync(Func<Task> read)
    {
        await _turn.WaitAsync();
        try
        {
            await read();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
