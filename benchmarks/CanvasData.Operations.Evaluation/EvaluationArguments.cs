using CanvasData.Operations.Evaluation.Data;

namespace CanvasData.Operations.Evaluation;

/// <summary>What the command line asks for.</summary>
/// <param name="Data">A folder in the layout of OULAD.</param>
/// <param name="History">The presentations to learn from.</param>
/// <param name="Predict">The presentations to predict.</param>
/// <param name="Csv">Where the predictions go; null for nowhere.</param>
/// <param name="Method">The method whose predictions are written.</param>
/// <param name="Trees">Whether the boosted trees run too; they take longer than all others together.</param>
/// <param name="Bars">Whether the figures are held against the bars.</param>
internal sealed record EvaluationArguments(string Data, IReadOnlyList<string> History, IReadOnlyList<string> Predict, string? Csv, string Method, bool Trees, bool Bars)
{
    public const string Usage = "--data DIR --history 2013B,2013J --predict 2014B [--csv FILE] [--method NAME] [--ml] [--bars]";

    public static EvaluationArguments Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var (bars, trees) = (false, false);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--bars" or "--ml")
            {
                (bars, trees) = (bars || args[i] == "--bars", trees || args[i] == "--ml");
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
            Needed("--data"), ListOf("--history"), ListOf("--predict"), values.GetValueOrDefault("--csv"), values.GetValueOrDefault("--method", "history"), trees, bars);

        string Needed(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : throw new EvaluationException($"{name} is needed; it takes {Usage}.");

        string[] ListOf(string name) => Needed(name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
