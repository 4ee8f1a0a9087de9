using System.Globalization;

namespace CanvasData.Operations.ClusterSample;

/// <summary>The arguments of the sample.</summary>
internal sealed record Arguments(bool Json, int Courses, int Workers)
{
    public const string Help = """
        usage: Cluster [--json] [--courses 2 to 2000] [--workers 2 to 8]
          --json     prints one JSON document and nothing else
          --courses  the courses of the simulated school; 36 without it
          --workers  the worker processes; 3 without it
        """;

    /// <returns>Null when an argument is unknown or out of its range.</returns>
    public static Arguments? Parse(string[] args)
    {
        var parsed = new Arguments(false, 36, 3);
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index] == "--json")
            {
                parsed = parsed with { Json = true };
            }
            else if (index + 1 < args.Length && int.TryParse(args[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                switch (args[index++])
                {
                    case "--courses" when number is >= 2 and <= 2_000:
                        parsed = parsed with { Courses = number };
                        break;
                    case "--workers" when number is >= 2 and <= 8:
                        parsed = parsed with { Workers = number };
                        break;
                    default:
                        return null;
                }
            }
            else
            {
                return null;
            }
        }

        return parsed;
    }
}
