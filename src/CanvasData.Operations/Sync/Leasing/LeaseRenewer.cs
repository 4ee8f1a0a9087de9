using CanvasData.Operations.Persistence;


namespace CanvasData.Operations.Sync;

/// <summary>This process was silent for too long, and another one has the course.</summary>
internal sealed class LeaseLostException() : Exception("Another owner has the course.");

/// <summary>Renews a claim while a course is fetched, and stops the fetch when the claim is lost.</summary>
internal sealed class LeaseRenewer : IAsyncDisposable
{
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewals;
    private volatile bool _isLost;

    public LeaseRenewer(CourseLeases leases, CourseLease lease, TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        _lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _renewals = RenewAsync(leases, lease, duration / 3, time);
    }

    /// <exception cref="LeaseLostException">The claim was lost meanwhile.</exception>
    public async Task GuardAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_lost.Token).ConfigureAwait(false);
        }
        catch (Exception) when (_isLost)
        {
            throw new LeaseLostException();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync().ConfigureAwait(false);
        await _renewals.ConfigureAwait(false);
        _done.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync(CourseLeases leases, CourseLease lease, TimeSpan period, TimeProvider time)
    {
        while (!_done.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(period, time, _done.Token).ConfigureAwait(false);
                if (!await leases.RenewAsync(lease, _done.Token).ConfigureAwait(false))
                {
                    _isLost = true;
                    await _lost.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
            catch (OperationCanceledException) when (_done.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (DatabaseRetry.IsDatabaseFailure(error))
            {
                // A busy or absent database now may be there at the next beat; the fence decides in the end.
            }
        }
    }
}
