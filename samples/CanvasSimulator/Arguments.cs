using System.Globalization;

namespace CanvasData.Operations.Simulator.Sample;

/// <summary>The command line, checked.</summary>
internal sealed record Arguments(CanvasSimulatorOptions Options)
{
    public const string Help = """
        Runs a simulated Canvas on 127.0.0.1, so that any client can be tried against it.

          --port N           port to listen on; 0 takes a free one (0)
          --seed N           the same seed gives the same school (1)
          --courses N        courses (20)
          --students N       students; each attends five courses (1000)
          --assignments N    assignments of each course (20)
          --token TEXT       the bearer token that callers must send (simulator-token)
          --latency-ms N     hold every answer back (0)
        """;

    public static Arguments Parse(string[] args)
    {
        var options = new CanvasSimulatorOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            var name = args[i];
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{name} needs a value.");
            options = name switch
            {
                "--port" => options with { Port = Number(name, value) },
                "--seed" => options with { Seed = Number(name, value) },
                "--courses" => options with { Courses = Number(name, value) },
                "--students" => options with { Students = Number(name, value) },
                "--assignments" => options with { AssignmentsPerCourse = Number(name, value) },
                "--token" => options with { Token = value },
                "--latency-ms" => options with { Latency = TimeSpan.FromMilliseconds(Number(name, value)) },
                _ => throw new ArgumentException($"There is no argument {name}."),
            };
        }

        return new Arguments(options);
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"{name} takes a whole number, not \"{value}\".");
}
