using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.QuickStart;
using Microsoft.Extensions.Options;

using var interruption = new Interruption();
try
{
    var arguments = Arguments.Parse(args);
    if (arguments.WantsHelp)
    {
        Console.WriteLine(Arguments.Help);
        return 0;
    }

    await using var canvas = await Canvas.OpenAsync(arguments, interruption.Token);
    using var store = new Store(arguments);
    await using var portal = Portal.Build(canvas, store);
    var demo = new Demo(canvas, store, portal, Screen.Of(arguments));
    var succeeded = await demo.RunAsync(interruption.Token);
    if (arguments.Json)
    {
        Console.WriteLine(demo.Results.ToJson());
    }

    return succeeded ? 0 : 1;
}
catch (Exception e) when (e is ArgumentException or OptionsValidationException)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine("--help lists the arguments.");
    return 2;
}
catch (Exception e) when (e is QuickStartException or CanvasOperationsException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted.");
    return 130;
}
