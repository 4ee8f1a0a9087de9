using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Orchestration;

/// <inheritdoc/>
internal sealed class ClusterWorker(ClusterDatabase database, IServiceProvider services) : IClusterWorker
{
    private int _isAtWork;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isAtWork, 1) == 1)
        {
            return;
        }

        try
        {
            await database.EnsureAsync(cancellationToken).ConfigureAwait(false);
            using var session = ActivatorUtilities.CreateInstance<ClusterSession>(services);
            await session.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _isAtWork, 0);
        }
    }
}
