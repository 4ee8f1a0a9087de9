using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.TypeScript;

/// <summary>Runs a Canvas interface: a TypeScript or JavaScript program that answers requests with records of Canvas.</summary>
public interface ICanvasInterface
{
    /// <summary>Asks for lists, and streams the records as the program sends them.</summary>
    /// <remarks>
    /// The program waits while the caller does not read on. A caller that stops early, or cancels, ends the process and its children. When a
    /// process fails, the request starts over in a new one, so that records may come twice.
    /// </remarks>
    /// <param name="request">The lists and courses.</param>
    /// <param name="progress">Receives what the program says of its progress; may be null.</param>
    /// <param name="counter">Where the requests to Canvas are counted; may be null.</param>
    /// <param name="cancellationToken">Ends the answer and the process.</param>
    /// <exception cref="ArgumentException">The request names an unknown list, or courses that do not fit its lists.</exception>
    /// <exception cref="CanvasApiException">The program reports that Canvas refused, or could not be reached.</exception>
    /// <exception cref="TypeScriptExecutionException">The program could not be started, broke the contract, hung, crashed, or ended too early.</exception>
    IAsyncEnumerable<CanvasInterfaceItem> ExecuteAsync(
        CanvasInterfaceRequest request, IProgress<CanvasInterfaceProgress>? progress = null, RequestCounter? counter = null, CancellationToken cancellationToken = default);

    /// <summary>Looks whether the program can run here: Node, the runner, folder, files, dependencies, credentials. Runs nothing but Node's own version.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<EnvironmentReport> CheckEnvironmentAsync(CancellationToken cancellationToken = default);
}
