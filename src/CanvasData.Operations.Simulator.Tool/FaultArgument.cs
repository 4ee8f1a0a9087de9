using System.Globalization;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.Simulator.Tool;

/// <summary>One <c>--fault</c>.</summary>
internal sealed partial record FaultArgument(Fault Fault, string Path, double Probability, int Count)
{
    public static FaultArgument Parse(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success)
        {
            throw new ArgumentException($"--fault takes NAME[:ARGUMENT][@PATH][%PERCENT][#COUNT], not \"{text}\".");
        }

        var percent = match.Groups["percent"].Success ? double.Parse(match.Groups["percent"].ValueSpan, CultureInfo.InvariantCulture) : 100;
        var count = match.Groups["count"].Success ? int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) : int.MaxValue;
        if (percent is not (> 0 and <= 100) || count < 1)
        {
            throw new ArgumentException($"--fault \"{text}\": the percentage must be above 0 and at most 100, the count at least 1.");
        }

        var argument = match.Groups["argument"];
        var path = match.Groups["path"];
        return new FaultArgument(Fault.Named(match.Groups["name"].Value, argument.Success ? argument.Value : null), path.Success ? path.Value : "*", percent / 100, count);
    }

    [GeneratedRegex(@"^(?<name>[a-z0-9-]+)(:(?<argument>[^@%#]+))?(@(?<path>[^%#]+))?(%(?<percent>\d{1,3}(\.\d+)?))?(#(?<count>\d{1,9}))?$")]
    private static partial Regex Shape();
}
