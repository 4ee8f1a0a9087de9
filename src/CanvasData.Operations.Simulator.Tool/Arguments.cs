using System.Globalization;

namespace CanvasData.Operations.Simulator.Tool;

/// <summary>The command line, checked.</summary>
internal sealed record Arguments(CanvasSimulatorOptions Options, IReadOnlyList<FaultArgument> Faults, bool LimitsRate, double Speed)
{
    public static string Help { get; } = $"""
        Runs a simulated Canvas on 127.0.0.1, so that any client can be tried against it.

          --port N           port to listen on; 0 takes a free one (0)
          --seed N           the same seed gives the same school (1)
          --courses N        courses (20)
          --students N       students; each attends five courses (1000)
          --assignments N    assignments of each course (20)
          --starts-at TIME   the school's clock at the start, ISO 8601 (now)
          --speed N          how fast the school lives; 1 is real time, 60 an hour a minute,
                             0 stands still (1)
          --real-shapes      also what real schools have and plain ones lack: weighted periods,
                             work for some students only, checkpoints, grades set by hand
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
        var now = TimeProvider.System.GetUtcNow();
        var options = new CanvasSimulatorOptions { StartsAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) };
        var speed = 1.0;
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
                "--starts-at" => options with { StartsAt = Time(Value()) },
                "--real-shapes" => options with { RealShapes = true },
                "--fault" or "--rate-limit" or "--speed" => options,
                _ => throw new ArgumentException($"There is no argument \"{name}\"."),
            };
            limitsRate |= name == "--rate-limit";
            if (name == "--speed")
            {
                speed = Speed(Value());
            }

            if (name == "--fault")
            {
                faults.Add(FaultArgument.Parse(Value()));
            }

            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{name} needs a value.");

            int Number(string value) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ArgumentException($"{name} takes a whole number, not \"{value}\".");
        }

        return new Arguments(options, faults, limitsRate, speed);

        static DateTimeOffset Time(string value) =>
            DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time.ToUniversalTime()
                : throw new ArgumentException($"--starts-at takes a time such as 2026-09-01T08:00:00Z, not \"{value}\".");

        static double Speed(string value) =>
            double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is 0 or (>= 0.1 and <= 100_000)
                ? speed
                : throw new ArgumentException($"--speed takes 0, or a number from 0.1 to 100,000, not \"{value}\".");
    }
}
