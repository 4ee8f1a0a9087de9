using System.Runtime.CompilerServices;
using CanvasData.Operations.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.TypeScript;

/// <summary>Runs requests in processes of a pool.</summary>
internal sealed class CanvasInterface : ICanvasInterface, IAsyncDisposable, IDisposable
{
    private readonly IOptions<TypeScriptClientOptions> _validOptions;
    private readonly OptionsFactory<TypeScriptClientOptions> _anyOptions;
    private readonly Lazy<ProcessPool> _pool;
    private readonly TimeProvider _time;
    private readonly ILogger<CanvasInterface> _logger;

    // Wrong options fail the first request, not the constructor: the check of the environment reports them.
    public CanvasInterface(
        IOptions<TypeScriptClientOptions> options,
        IEnumerable<IConfigureOptions<TypeScriptClientOptions>> setups,
        IEnumerable<IPostConfigureOptions<TypeScriptClientOptions>> postSetups,
        TimeProvider time,
        ILogger<CanvasInterface> logger)
    {
        (_validOptions, _time, _logger) = (options, time, logger);
        _anyOptions = new OptionsFactory<TypeScriptClientOptions>(setups, postSetups);
        _pool = new Lazy<ProcessPool>(() => new ProcessPool(options.Value, new NodeVersion(options.Value), time));
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
                catch (TypeScriptExecutionException error) when (error.IsTransient && attempt < _validOptions.Value.MaxAttempts)
                {
                    failure = error;
                    continue;
                }

                yield return items.Current;
            }

            Log.StartsOver(_logger, attempt, _validOptions.Value.MaxAttempts, failure.Message);
            counter?.CountRetry();
        }
    }

    public Task<EnvironmentReport> CheckEnvironmentAsync(CancellationToken cancellationToken = default)
    {
        var options = _anyOptions.Create(Options.DefaultName);
        return new EnvironmentCheckup(options, new NodeVersion(options)).RunAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _pool.IsValueCreated ? _pool.Value.DisposeAsync() : ValueTask.CompletedTask;

    public void Dispose()
    {
        if (_pool.IsValueCreated)
        {
            _pool.Value.Dispose();
        }
    }

    private async IAsyncEnumerable<CanvasInterfaceItem> RunAsync(
        CanvasInterfaceRequest request, IProgress<CanvasInterfaceProgress>? progress, RequestCounter? counter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (options, pool) = (_validOptions.Value, _pool.Value);
        var process = await pool.RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var id = process.NextRequest();
            await process.AskAsync(RequestText.Write(id, request), isLast: !options.ServesManyRequests, options.SilenceTimeout, cancellationToken).ConfigureAwait(false);
            var answer = new Answer(process, request, id, options, _time, _logger);
            await foreach (var item in answer.ReadAsync(progress, counter, pool.Progress, cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            await pool.ReturnAsync(process).ConfigureAwait(false);
        }
    }
}
