using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace CanvasData.Operations.TypeScript;

/// <summary>A running program: takes one request at a time, and is ended with all that it started.</summary>
internal sealed class InterfaceProcess : IAsyncDisposable
{
    private const int MaxErrorLine = 64 * 1024;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private readonly Process _process;
    private readonly string _run;
    private readonly Task _exited;
    private readonly Task _errors;
    private readonly CancellationTokenSource _reading = new();
    private int _requests;

    private InterfaceProcess(Process process, string run, TypeScriptClientOptions options)
    {
        (_process, _run) = (process, run);
        Tail = new OutputTail(options);
        Lines = new OutputLines(process.StandardOutput.BaseStream, options.MaxLineBytes);
        _exited = process.WaitForExitAsync(CancellationToken.None);
        _errors = ReadErrorsAsync();
    }

    /// <summary>The output outside the contract.</summary>
    public OutputTail Tail { get; }

    /// <summary>The lines of standard output.</summary>
    public OutputLines Lines { get; }

    /// <summary>Whether an answer came to its end, so that the process can take another request.</summary>
    public bool IsIdle { get; set; }

    public bool HasExited => _process.HasExited;

    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <exception cref="TypeScriptExecutionException">It cannot be started.</exception>
    public static InterfaceProcess Start(TypeScriptClientOptions options, Version node)
    {
        var run = Guid.NewGuid().ToString("N");
        try
        {
            return new(Process.Start(NodeCommand.Create(options, node, run))!, run, options);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or IOException)
        {
            // The exception of the framework quotes the whole command; it holds no secret, but names more than needed.
            throw new TypeScriptExecutionException(
                $"\"{options.NodePath}\" could not be started in the folder \"{options.Folder}\" ({(error as Win32Exception)?.NativeErrorCode switch { 2 => "the file or the folder does not exist", 13 => "access denied", _ => error.GetType().Name }}).",
                $"Install Node {NodeVersion.Oldest} or newer, or set NodePath to its executable, and set Folder to the folder of the program; CheckEnvironmentAsync names what is missing.");
        }
    }

    /// <summary>The number of the next request.</summary>
    public int NextRequest() => ++_requests;

    /// <summary>Sends a request. A program that has ended is found out by its missing answer.</summary>
    /// <param name="request">The line.</param>
    /// <param name="isLast">Whether the input ends after it.</param>
    /// <param name="patience">How long the program may leave a long request unread.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TypeScriptExecutionException">The program does not read the request.</exception>
    public async Task AskAsync(byte[] request, bool isLast, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            var input = _process.StandardInput.BaseStream;
            await input.WriteAsync(request, limit.Token).ConfigureAwait(false);
            await input.FlushAsync(limit.Token).ConfigureAwait(false);
            if (isLast)
            {
                _process.StandardInput.Close();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw AnswerErrors.TimedOut(this, $"did not read its request for {patience}");
        }
        catch (IOException)
        {
        }
    }

    /// <summary>
    /// Waits for more output, but not for ever once the process has ended: something that it left behind may hold its output open.
    /// </summary>
    /// <returns>Whether there is more.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        var fill = Lines.FillAsync(cancellationToken);
        if (fill.IsCompleted)
        {
            return await fill.ConfigureAwait(false);
        }

        var filled = fill.AsTask();
        await Task.WhenAny(filled, _exited).ConfigureAwait(false);
        try
        {
            return filled.IsCompleted ? await filled.ConfigureAwait(false) : await filled.WaitAsync(LastWords, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Waits a moment for the exit code, and for the rest of standard error.</summary>
    public Task WaitForLastWordsAsync() => Task.WhenAny(Task.WhenAll(_exited, _errors), Task.Delay(LastWords));

    /// <summary>Ends the process with all that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        ProcessTree.Kill(_process, _run);
        await _reading.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(_exited, _errors), Task.Delay(LastWords)).ConfigureAwait(false);
        _process.Dispose();
        _reading.Dispose();
    }

    /// <summary>Ends the process without waiting.</summary>
    public void Kill() => ProcessTree.Kill(_process, _run);

    /// <returns>Whether the output stands inside a line that is too long, of which only the beginning is kept.</returns>
    private bool TakeErrors(OutputLines lines, bool isInside)
    {
        while (true)
        {
            if (lines.TryTake(out var line))
            {
                if (!isInside)
                {
                    Tail.Add(line.Span);
                }

                isInside = false;
            }
            else if (lines.Overflows && lines.TryTakeRest(out line))
            {
                if (!isInside)
                {
                    Tail.AddBeginning(line.Span);
                }

                isInside = true;
            }
            else
            {
                return isInside;
            }
        }
    }

    private async Task ReadErrorsAsync()
    {
        var lines = new OutputLines(_process.StandardError.BaseStream, MaxErrorLine);
        try
        {
            var isInside = false;
            while (await lines.FillAsync(_reading.Token).ConfigureAwait(false))
            {
                isInside = TakeErrors(lines, isInside);
            }

            if (lines.TryTakeRest(out var rest) && !isInside)
            {
                Tail.Add(rest.Span);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}
