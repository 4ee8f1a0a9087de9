using BenchmarkDotNet.Running;
using CanvasData.Operations.Benchmarks.Bars;

// --bars [part of a name] [--data DIR]: the promised figures in a short form. Anything else goes to BenchmarkDotNet.
return args.Contains("--bars")
    ? await BarRunner.RunAsync(args)
    : args is ["--child", .. var child]
    ? await PipelineChild.RunAsync(child)
    : BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args).Any() ? 0 : 1;
