using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.TypeScript;

/// <summary>
/// The exception that is thrown when the program could not be started, broke the contract, hung, crashed, or ended too early. What Canvas
/// refused is a <see cref="CanvasApiException"/> instead.
/// </summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class TypeScriptExecutionException(string message, string remedy, Exception? innerException = null)
    : CanvasOperationsException(message, remedy, innerException)
{
    /// <summary>The exit code of the process; null while it ran, or when it was ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>
    /// The end of what the program wrote to standard error, and of what it wrote to standard output outside the contract. At most 8,192
    /// characters. Secrets of the options are replaced. It may hold personal data that the program printed, so it is not part of the message.
    /// </summary>
    public string Output { get; init; } = "";

    /// <inheritdoc/>
    public override bool IsTransient => MayPass;

    internal bool MayPass { get; init; }
}
