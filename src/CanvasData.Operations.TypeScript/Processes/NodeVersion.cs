using System.ComponentModel;
using System.Diagnostics;

namespace CanvasData.Operations.TypeScript;

/// <summary>Asks Node for its version, once.</summary>
internal sealed class NodeVersion(TypeScriptClientOptions options)
{
    /// <summary>The oldest version of Node that runs programs here: tsx needs what came with it.</summary>
    public static readonly Version Oldest = new(20, 6);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private Version? _known;

    /// <exception cref="TypeScriptExecutionException">There is no Node, it is too old, or it does not say its version.</exception>
    public async Task<Version> FindAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known)
        {
            return known;
        }

        var said = await AskAsync(cancellationToken).ConfigureAwait(false);
        if (!Version.TryParse(said.TrimStart('v').Split('-')[0], out var version))
        {
            throw new TypeScriptExecutionException(
                $"\"{options.NodePath}\" does not say a version of Node.", $"Set NodePath to the executable of Node {Oldest} or newer.");
        }

        if (version < Oldest)
        {
            throw new TypeScriptExecutionException($"Node {version} is too old.", $"Install Node {Oldest} or newer, or set NodePath to its executable.");
        }

        return _known = version;
    }

    private async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(NodeCommand.Version(options))!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            try
            {
                var text = await ReadStartAsync(process.StandardOutput, limit.Token).ConfigureAwait(false);
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                return process.ExitCode == 0 ? text : "";
            }
            finally
            {
                ProcessTree.KillTree(process);
            }
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            throw new TypeScriptExecutionException(
                $"Node was not found as \"{options.NodePath}\".", $"Install Node {Oldest} or newer, or set NodePath to its executable.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TypeScriptExecutionException(
                $"\"{options.NodePath}\" did not say its version within {Patience.TotalSeconds} seconds.", "Look whether it starts by hand; the machine may be overloaded.")
            { MayPass = true };
        }
    }

    private static async Task<string> ReadStartAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var start = new char[64];
        var count = await output.ReadBlockAsync(start, cancellationToken).ConfigureAwait(false);
        return new string(start, 0, count).Trim();
    }
}
