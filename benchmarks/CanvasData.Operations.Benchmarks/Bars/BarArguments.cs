namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>Which bars are measured.</summary>
/// <param name="Part">A part of their names; null for all.</param>
/// <param name="Data">A folder in the layout of OULAD for the bars of the evaluation; null for without them.</param>
internal sealed record BarArguments(string? Part, string? Data)
{
    private const string Usage = "--bars [part of a name] [--data DIR]";

    /// <exception cref="BarException">The arguments are others than the usage has.</exception>
    public static BarArguments Parse(IReadOnlyList<string> args)
    {
        var (part, data) = ((string?)null, (string?)null);
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--bars":
                    break;
                case "--data" when data is null:
                    data = ++i < args.Count && !args[i].StartsWith('-') ? args[i] : throw new BarException($"--data needs a folder; it takes {Usage}.");
                    break;
                case var name when part is null && !name.StartsWith('-'):
                    part = name;
                    break;
                default:
                    throw new BarException($"'{args[i]}' is too much; it takes {Usage}.");
            }
        }

        return new BarArguments(part, data);
    }
}

/// <summary>Bars that cannot be measured: one sentence that says why.</summary>
internal sealed class BarException(string message) : Exception(message);
