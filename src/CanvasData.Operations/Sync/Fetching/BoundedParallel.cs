using System.Runtime.ExceptionServices;

namespace CanvasData.Operations.Sync;

/// <summary>Runs independent pieces of work at the same time.</summary>
internal static class BoundedParallel
{
    /// <summary>Waits until all pieces have ended. The first failure ends the others, and is thrown.</summary>
    public static async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> pieces, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var failures = new List<Exception>();
        await Task.WhenAll(pieces.Select(RunOneAsync).ToList()).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (failures.Count > 0)
        {
            ExceptionDispatchInfo.Throw(failures[0]);
        }

        async Task RunOneAsync(Func<CancellationToken, Task> piece)
        {
            try
            {
                await piece(stop.Token).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                lock (failures)
                {
                    failures.Add(error);
                }

                await stop.CancelAsync().ConfigureAwait(false);
            }
        }
    }
}
