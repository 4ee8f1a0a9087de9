using CanvasData.Operations.ClusterSample;

// Starts PostgreSQL, a simulated Canvas and worker processes, kills one of them, and compares the tables with those of a single worker.
if (args is ["worker", ..])
{
    await Worker.RunAsync(args);
    return 0;
}

if (Arguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine(Arguments.Help);
    return 2;
}

try
{
    var result = await Demo.RunAsync(arguments);
    Console.WriteLine(arguments.Json ? result.ToJson() : result.ToString());
    return result.EqualToSingleProcess ? 0 : 1;
}
catch (InvalidOperationException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
