using CanvasData.Operations.Persistence;

namespace CanvasData.Operations.Sync;

/// <summary>Repeats something small in the database until it is disposed. A database that fails now may be there the next time.</summary>
internal sealed class Repetition : IAsyncDisposable
{
    private readonly CancellationTokenSource _done = new();
    private readonly Task _repetitions;

    public Repetition(TimeSpan period, Func<CancellationToken, Task> work, TimeProvider time) => _repetitions = RunAsync(period, work, time);

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync().ConfigureAwait(false);
        await _repetitions.ConfigureAwait(false);
        _done.Dispose();
    }

    private async Task RunAsync(TimeSpan period, Func<CancellationToken, Task> work, TimeProvider time)
    {
        while (!_done.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(period, time, _done.Token).ConfigureAwait(false);
                await work(_done.Token).ConfigureAwait(false);
            }
            catch (Exception) when (_done.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (DatabaseRetry.IsDatabaseFailure(error))
            {
            }
        }
    }
}
