using CanvasData.Operations.Simulator;
using CanvasData.Operations.Simulator.Sample;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Arguments.Help);
    return 0;
}

CanvasSimulator simulator;
try
{
    var arguments = Arguments.Parse(args);
    simulator = await CanvasSimulator.StartAsync(arguments.Options);
}
catch (Exception e) when (e is ArgumentException or InvalidOperationException)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine("--help lists the arguments.");
    return 2;
}

await using (simulator)
{
    Console.WriteLine($"""
        Canvas simulator: {simulator.School.Courses.Count} courses, {simulator.School.Students.Count} students
        address  {simulator.BaseAddress}
        token    {simulator.Token}
        try      curl -H 'Authorization: Bearer {simulator.Token}' '{simulator.BaseAddress}api/v1/courses?per_page=100'
        Ctrl-C ends it.
        """);
    await StopSignal.WaitAsync();
}

return 0;
