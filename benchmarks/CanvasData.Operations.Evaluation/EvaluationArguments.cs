using CanvasData.Operations.Evaluation.Data;

namespace CanvasData.Operations.Evaluation;

/// <summary>What the command line asks for.</summary>
/// <param name="Data">A folder in the layout of OULAD.</param>
/// <param name="History">The presentations to learn from; null for all before the first that is predicted.</param>
/// <param name="Predict">The presentations to predict; null for the last.</param>
/// <param name="Csv">Where the predictions go; null for nowhere.</param>
/// <param name="Method">The method whose predictions are written.</param>
/// <param name="Trees">Whether the boosted trees run too; they take longer than all others together.</param>
/// <param name="Courses">Whether the figures of each course are written too.</param>
/// <param name="Bars">Whether the figures are held against the bars.</param>
internal sealed record EvaluationArguments(string Data, IReadOnlyList<string>? History, IReadOnlyList<string>? Predict, string? Csv, string Method, bool Trees, bool Courses, bool Bars)
{
    public const string Usage = "--data DIR [--history 2013B,2013J] [--predict 2014B] [--csv FILE] [--method NAME] [--ml] [--courses] [--bars]";

    public static EvaluationArguments Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var flags = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--bars" or "--courses" or "--ml")
            {
                flags.Add(args[i]);
                continue;
            }

            if (args[i] is not ("--data" or "--history" or "--predict" or "--csv" or "--method"))
            {
                throw new EvaluationException($"{args[i]} is not an option; it takes {Usage}.");
            }

            values[args[i]] = i + 1 < args.Count ? args[i + 1] : throw new EvaluationException($"{args[i]} needs a value; it takes {Usage}.");
            i++;
        }

        return new EvaluationArguments(
            values.TryGetValue("--data", out var data) && data.Length > 0 ? data : throw new EvaluationException($"--data is needed; it takes {Usage}."),
            ListOf("--history"), ListOf("--predict"), values.GetValueOrDefault("--csv"), values.GetValueOrDefault("--method", "history"), flags.Contains("--ml"), flags.Contains("--courses"), flags.Contains("--bars"));

        string[]? ListOf(string name) => values.TryGetValue(name, out var list)
            ? list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } presentations ? presentations : throw new EvaluationException($"{name} names no presentation; it takes {Usage}.")
            : null;
    }
}
