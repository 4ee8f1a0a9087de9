using System.Globalization;
using System.Text.RegularExpressions;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.TypeScript;

/// <summary>Makes the exceptions of an answer.</summary>
internal static partial class AnswerErrors
{
    private const int MaxMessage = 300;

    /// <summary>The exception for an error that the program reports.</summary>
    public static CanvasOperationsException Create(AnswerError error, InterfaceProcess process)
    {
        var path = error.Path is { } text && Paths().IsMatch(text) && process.Tail.Clean(text) == text ? text : null;
        var problem = $"The Canvas interface reports{(path is null ? "" : $" for {path}")}: {Sentence(error, process)}{(error.Status is { } status ? $" (status {status.ToString(CultureInfo.InvariantCulture)})" : "")}.";
        return error.Code switch
        {
            "authentication" => new CanvasAuthenticationException(problem, "Set TypeScriptClientOptions.AccessToken to a valid access token of Canvas.") { StatusCode = error.Status, Path = path },
            "permission" => new CanvasPermissionException(problem, "Give the user of the access token the permission in Canvas, or use the token of someone who has it.") { StatusCode = error.Status, Path = path },
            "not_found" => new CanvasNotFoundException(problem, "It was deleted, never existed, or is not visible to the user of the access token.") { StatusCode = error.Status, Path = path },
            "throttled" => new CanvasThrottledException(problem, "Sync at another time than other programs with the same token, or lower TypeScriptClientOptions.MaxProcesses.") { StatusCode = error.Status, Path = path },
            "unavailable" => new CanvasUnavailableException(problem, "Try again later; look at the status page of Canvas and at the network.") { StatusCode = error.Status, Path = path },
            "protocol" => new CanvasProtocolException(problem, "Look whether the address is that of Canvas, and what stands in front of it.") { StatusCode = error.Status, Path = path },
            _ => new TypeScriptExecutionException(problem, "Correct the program, or report the message to its authors.") { ExitCode = process.ExitCode, Output = process.Tail.ToString() },
        };
    }

    /// <summary>The exception for an answer that breaks the contract.</summary>
    public static TypeScriptExecutionException Contract(string problem, InterfaceProcess process, bool mayPass = false) =>
        new($"The output of the Canvas interface {problem}.", "Compare the program with the contract, CanvasInterfaceContract.Schema; Output holds the rest of what it wrote.")
        { ExitCode = process.ExitCode, Output = process.Tail.ToString(), MayPass = mayPass };

    /// <summary>The exception for a process that ended before its answer did.</summary>
    public static TypeScriptExecutionException EndedEarly(InterfaceProcess process, bool insideLine, long records) =>
        new(
            $"The Canvas interface ended {(process.ExitCode is { } code ? $"with exit code {code}" : "its output")} {(insideLine ? "in the middle of a line" : "without a closing line")}, after {records} records.",
            "Look at Output for what the program wrote. A program that calls process.exit loses output that is not written yet: let it end by itself.")
        { ExitCode = process.ExitCode, Output = process.Tail.ToString(), MayPass = true };

    /// <summary>The exception for an answer that takes too long.</summary>
    public static TypeScriptExecutionException TimedOut(InterfaceProcess process, string what) =>
        new($"The Canvas interface {what}, and was ended.", "Raise SilenceTimeout or RequestTimeout if the program is only slow, or let it write progress lines.")
        { Output = process.Tail.ToString(), MayPass = true };

    private static string Sentence(AnswerError error, InterfaceProcess process)
    {
        var text = process.Tail.Clean(error.Message).Trim().TrimEnd('.');
        return text.Length == 0 ? "no reason" : text.Length <= MaxMessage ? text : text[..MaxMessage] + "…";
    }

    [GeneratedRegex(@"^[A-Za-z0-9_/~:.\-]{1,200}$")]
    private static partial Regex Paths();
}
