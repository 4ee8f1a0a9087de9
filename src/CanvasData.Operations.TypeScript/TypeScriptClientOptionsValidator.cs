using Microsoft.Extensions.Options;

namespace CanvasData.Operations.TypeScript;

/// <summary>Refuses options with which no program can run, naming the property and the cure. Values that may be secret are not quoted.</summary>
internal sealed class TypeScriptClientOptionsValidator : IValidateOptions<TypeScriptClientOptions>
{
    public ValidateOptionsResult Validate(string? name, TypeScriptClientOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(TypeScriptClientOptions options)
    {
        if (options.BaseAddress is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo.Length: 0 })
        {
            yield return "TypeScriptClientOptions.BaseAddress is not an http or https address: give scheme and host, for example https://canvas.example.edu.";
        }

        if (string.IsNullOrWhiteSpace(options.AccessToken) || options.AccessToken.Any(char.IsControl))
        {
            yield return "TypeScriptClientOptions.AccessToken is empty or holds control characters: give an access token of Canvas.";
        }

        if (options.AccountId is { } account && (account.Length == 0 || account.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))))
        {
            yield return $"TypeScriptClientOptions.AccountId is \"{account}\": give the id of an account, \"self\", or null.";
        }

        if (string.IsNullOrWhiteSpace(options.Folder))
        {
            yield return "TypeScriptClientOptions.Folder is empty: give the folder of the program, the one with its package.json.";
        }

        if (string.IsNullOrWhiteSpace(options.Entry) || Path.IsPathRooted(options.Entry) || options.Entry.StartsWith('-') || options.Entry.Split('/', '\\').Contains(".."))
        {
            yield return $"TypeScriptClientOptions.Entry is \"{options.Entry}\": give a file below Folder, for example src/main.ts.";
        }

        if (string.IsNullOrWhiteSpace(options.NodePath))
        {
            yield return "TypeScriptClientOptions.NodePath is empty: give the path of Node's executable, or node.";
        }

        foreach (var (variable, _) in options.Environment.Where(pair => pair.Key.Length == 0 || pair.Key.Contains('=') || pair.Key.Any(char.IsControl) || pair.Value is null || pair.Value.Contains('\0')))
        {
            yield return $"TypeScriptClientOptions.Environment holds the variable \"{variable}\", whose name or value cannot be set: use letters, digits and underscores, and a value.";
        }

        foreach (var problem in Ranges(options))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Ranges(TypeScriptClientOptions options)
    {
        if (options.MaxProcesses is < 1 or > 64)
        {
            yield return $"TypeScriptClientOptions.MaxProcesses is {options.MaxProcesses}: give 1 to 64.";
        }

        if (options.SilenceTimeout < TimeSpan.FromSeconds(1) || options.SilenceTimeout > TimeSpan.FromDays(1))
        {
            yield return $"TypeScriptClientOptions.SilenceTimeout is {options.SilenceTimeout}: give 1 second to 1 day.";
        }

        if (options.RequestTimeout is { } whole && (whole < TimeSpan.FromSeconds(1) || whole > TimeSpan.FromDays(7)))
        {
            yield return $"TypeScriptClientOptions.RequestTimeout is {whole}: give 1 second to 7 days, or null.";
        }

        if (options.MaxAttempts is < 1 or > 10)
        {
            yield return $"TypeScriptClientOptions.MaxAttempts is {options.MaxAttempts}: give 1 to 10.";
        }

        if (options.MaxLineBytes is < 1024 or > 1024 * 1024 * 1024)
        {
            yield return $"TypeScriptClientOptions.MaxLineBytes is {options.MaxLineBytes}: give 1,024 to 1 GiB.";
        }

        if (options.MaxDocumentBytes is < 1024 or > 1024 * 1024 * 1024)
        {
            yield return $"TypeScriptClientOptions.MaxDocumentBytes is {options.MaxDocumentBytes}: give 1,024 to 1 GiB.";
        }
    }
}
