using CanvasData.Operations.Simulator;
using CanvasData.Operations.Simulator.Sample;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Arguments.Help);
    return 0;
}

try
{
    var arguments = Arguments.Parse(args);
    await using var simulator = await CanvasSimulator.StartAsync(arguments.Options);
    simulator.Faults.RateLimit = arguments.LimitsRate ? new RateLimit() : null;
    foreach (var (fault, path, probability, count) in arguments.Faults)
    {
        simulator.Faults.Add(fault, path, count: count, probability: probability, seed: arguments.Options.Seed);
    }

    Console.WriteLine($"""
        Canvas simulator: {simulator.School.Courses.Count} courses, {simulator.School.Students.Count} students
        address  {simulator.BaseAddress}
        token    {simulator.Token}
        try      curl -H 'Authorization: Bearer {simulator.Token}' '{simulator.BaseAddress}api/v1/courses?per_page=100'
        Ctrl-C ends it.
        """);
    await StopSignal.WaitAsync();
    return 0;
}
catch (Exception e) when (e is ArgumentException or InvalidOperationException)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine("--help lists the arguments.");
    return 2;
}
