using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using CanvasData.Operations.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.ClusterSample;

/// <summary>A worker: a host with one call to UseQuartzCluster, in a process of its own.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private readonly Process _process;

    private Worker(Process process) => _process = process;

    /// <summary>Starts workers, and returns when all are ready.</summary>
    public static async Task<List<Worker>> StartAsync(int count, Portal portal, CanvasSimulator canvas)
    {
        string[] arguments = ["exec", Assembly.GetExecutingAssembly().Location, "worker", portal.Database, canvas.BaseAddress.ToString(), canvas.Token];
        var workers = Enumerable.Range(0, count)
            .Select(_ => new Worker(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!)).ToList();
        foreach (var worker in workers)
        {
            if (await worker._process.StandardOutput.ReadLineAsync() != "ready")
            {
                throw new InvalidOperationException("A worker did not start.");
            }
        }

        return workers;
    }

    /// <summary>The process of a worker: database, address and token of Canvas. It ends with its standard input.</summary>
    public static async Task RunAsync(string[] args)
    {
        var host = Host.CreateApplicationBuilder();
        host.Logging.ClearProviders();
        Portal.Add(host.Services, args[1], new Uri(args[2]), args[3]).UseQuartzCluster(quartz => quartz.ConnectionString = args[1]);
        using var app = host.Build();
        await app.StartAsync();
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    /// <summary>Whether the owner of a course lease is this process.</summary>
    public bool IsOwner(string owner) => owner.Contains(string.Create(CultureInfo.InvariantCulture, $":{_process.Id}:"), StringComparison.Ordinal);

    /// <summary>Ends the process without a word, as a power cut does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops the worker as a host is stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
