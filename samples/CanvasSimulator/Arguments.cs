using System.Globalization;

namespace CanvasData.Operations.Simulator.Sample;

/// <summary>The command line, checked.</summary>
internal sealed record Arguments(CanvasSimulatorOptions Options, IReadOnlyList<FaultArgument> Faults, bool LimitsRate)
{
    public static string Help { get; } = $"""
        Runs a simulated Canvas on 127.0.0.1, so that any client can be tried against it.

          --port N           port to listen on; 0 takes a free one (0)
          --seed N           the same seed gives the same school (1)
          --courses N        courses (20)
          --students N       students; each attends five courses (1000)
          --assignments N    assignments of each course (20)
          --token TEXT       the bearer token that callers must send (simulator-token)
          --latency-ms N     hold every answer back (0)
          --rate-limit       refuse too many requests at once, as the real one does
          --fault NAME[:ARGUMENT][@PATH][%PERCENT][#COUNT]
                             may be given several times, for example
                             --fault throttle-429%5
                             --fault slow:3000@*/students/submissions#2
          --help             this text

        Faults: {string.Join(", ", Fault.Names)}.
        """;

    public static Arguments Parse(string[] args)
    {
        var options = new CanvasSimulatorOptions();
        var faults = new List<FaultArgument>();
        var limitsRate = false;
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            options = name switch
            {
                "--port" => options with { Port = Number(Value()) },
                "--seed" => options with { Seed = Number(Value()) },
                "--courses" => options with { Courses = Number(Value()) },
                "--students" => options with { Students = Number(Value()) },
                "--assignments" => options with { AssignmentsPerCourse = Number(Value()) },
                "--token" => options with { Token = Value() },
                "--latency-ms" => options with { Latency = TimeSpan.FromMilliseconds(Number(Value())) },
                "--fault" or "--rate-limit" => options,
                _ => throw new ArgumentException($"There is no argument \"{name}\"."),
            };
            limitsRate |= name == "--rate-limit";
            if (name == "--fault")
            {
                faults.Add(FaultArgument.Parse(Value()));
            }

            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{name} needs a value.");

            int Number(string value) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ArgumentException($"{name} takes a whole number, not \"{value}\".");
        }

        return new Arguments(options, faults, limitsRate);
    }
}
