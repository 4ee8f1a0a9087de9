using System.Runtime.CompilerServices;
using CanvasData.Operations.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.TypeScript;

/// <summary>Runs requests in processes of a pool.</summary>
internal sealed class CanvasInterface : ICanvasInterface, IAsyncDisposable, IDisposable
{
    private readonly TypeScriptClientOptions _options;
    private readonly NodeVersion _node;
    private readonly ProcessPool _pool;
    private readonly TimeProvider _time;
    private readonly ILogger<CanvasInterface> _logger;

    public CanvasInterface(IOptions<TypeScriptClientOptions> options, TimeProvider time, ILogger<CanvasInterface> logger)
    {
        (_options, _time, _logger) = (options.Value, time, logger);
        _node = new NodeVersion(_options);
        _pool = new ProcessPool(_options, _node, time);
    }

    public async IAsyncEnumerable<CanvasInterfaceItem> ExecuteAsync(
        CanvasInterfaceRequest request,
        IProgress<CanvasInterfaceProgress>? progress = null,
        RequestCounter? counter = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        for (var attempt = 1; ; attempt++)
        {
            var items = RunAsync(request, progress, counter, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using var disposal = items.ConfigureAwait(false);
            TypeScriptExecutionException? failure = null;
            while (failure is null)
            {
                try
                {
                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                    {
                        yield break;
                    }
                }
                catch (TypeScriptExecutionException error) when (error.IsTransient && attempt < _options.MaxAttempts)
                {
                    failure = error;
                    continue;
                }

                yield return items.Current;
            }

            Log.StartsOver(_logger, attempt, _options.MaxAttempts, failure.Message);
            counter?.CountRetry();
        }
    }

    public Task<EnvironmentReport> CheckEnvironmentAsync(CancellationToken cancellationToken = default) => new EnvironmentCheckup(_options, _node).RunAsync(cancellationToken);

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    public void Dispose() => _pool.Dispose();

    private async IAsyncEnumerable<CanvasInterfaceItem> RunAsync(
        CanvasInterfaceRequest request, IProgress<CanvasInterfaceProgress>? progress, RequestCounter? counter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var process = await _pool.RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var id = process.NextRequest();
            await process.AskAsync(RequestText.Write(id, request), isLast: !_options.ServesManyRequests, _options.SilenceTimeout, cancellationToken).ConfigureAwait(false);
            var answer = new Answer(process, request, id, _options, _time, _logger);
            await foreach (var item in answer.ReadAsync(progress, counter, _pool.Progress, cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            await _pool.ReturnAsync(process).ConfigureAwait(false);
        }
    }
}
