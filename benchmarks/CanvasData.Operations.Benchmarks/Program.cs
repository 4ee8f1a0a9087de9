using BenchmarkDotNet.Running;
using System.Globalization;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Benchmarks.Capacity;

// --capacity [students ...]: what schools of these sizes cost.
if (args is ["--capacity", .. var sizes])
{
    foreach (var row in CapacityModel.Table(sizes.Length == 0 ? [10_000, 100_000, 1_000_000] : [.. sizes.Select(size => long.Parse(size, CultureInfo.InvariantCulture))]))
    {
        Console.WriteLine(row);
    }

    return 0;
}

// --bars [part of a name] [--data DIR]: the promised figures in a short form. Anything else goes to BenchmarkDotNet.
return args.Contains("--bars")
    ? await BarRunner.RunAsync(args)
    : args is ["--child", .. var child]
    ? await PipelineChild.RunAsync(child)
    : BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args).Any() ? 0 : 1;
