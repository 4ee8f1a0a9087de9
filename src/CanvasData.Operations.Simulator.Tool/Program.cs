namespace CanvasData.Operations.Simulator.Tool;

internal static class Program
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    public static async Task<int> Main(string[] args)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            Console.WriteLine(Arguments.Help);
            return 0;
        }

        try
        {
            await RunAsync(Arguments.Parse(args));
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            Console.Error.WriteLine(e.Message);
            Console.Error.WriteLine("--help lists the arguments.");
            return 2;
        }
    }

    private static async Task RunAsync(Arguments arguments)
    {
        await using var simulator = await CanvasSimulator.StartAsync(arguments.Options);
        simulator.Faults.RateLimit = arguments.LimitsRate ? new RateLimit() : null;
        foreach (var (fault, path, probability, count) in arguments.Faults)
        {
            simulator.Faults.Add(fault, path, count: count, probability: probability, seed: arguments.Options.Seed);
        }

        Console.WriteLine($"""
            Canvas simulator: {simulator.School.Courses.Count} courses, {simulator.School.Students.Count} students, {simulator.School.Now:yyyy-MM-dd HH:mm} UTC
            address  {simulator.BaseAddress}
            token    {simulator.Token}
            try      curl -H 'Authorization: Bearer {simulator.Token}' '{simulator.BaseAddress}api/v1/courses?per_page=100'
            Ctrl-C ends it.
            """);
        using var stop = new StopSignal();
        while (arguments.Speed > 0 && !await stop.IsComeAsync(Beat))
        {
            simulator.School.Advance(Beat * arguments.Speed);
        }

        await stop.Come;
    }
}
