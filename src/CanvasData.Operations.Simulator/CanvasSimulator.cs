using System.Net;
using System.Net.Sockets;
using CanvasData.Operations.Simulator.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Simulator;

/// <summary>A Canvas that runs on this machine alone: a school of any size behind a real HTTP server on 127.0.0.1, with the manners and the faults of the real one.</summary>
public sealed class CanvasSimulator : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ApiServer api;

    private CanvasSimulator(WebApplication server, Uri baseAddress, ApiServer api)
    {
        this.server = server;
        this.api = api;
        BaseAddress = baseAddress;
        Token = api.Token;
        School = api.School;
        Faults = api.Faults;
        Requests = api.Requests;
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The bearer token that it accepts.</summary>
    public string Token { get; }

    /// <summary>The school behind the API.</summary>
    public SimulatedSchool School { get; }

    /// <summary>The Data Access Platform of the school (Canvas Data 2), at the same address.</summary>
    public SimulatedDataAccess DataAccess => api.DataAccess;

    /// <summary>The Live Events of the school: signed posts of every change to an address, and the keys of the signatures.</summary>
    public SimulatedLiveEvents LiveEvents => api.LiveEvents;

    /// <summary>The faults and when they strike; none at the start.</summary>
    public FaultRules Faults { get; }

    /// <summary>The log of every request so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>Makes the school and starts to listen.</summary>
    /// <param name="options">Size and manners; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>The running simulator; dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">An option is out of range; the message says which and what it may be.</exception>
    /// <exception cref="InvalidOperationException">The port is taken.</exception>
    public static async Task<CanvasSimulator> StartAsync(CanvasSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CanvasSimulatorOptions();
        options.Validate();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A client that stops reading for a while, to write what it has, is no attacker.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var server = builder.Build();
        var api = new ApiServer(options);
        server.Run(api.AnswerAsync);
        try
        {
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new InvalidOperationException($"Port {options.Port} on 127.0.0.1 is taken. Choose another, or 0 for any free one.", e);
        }

        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        api.Host = address.TrimEnd('/');
        return new CanvasSimulator(server, new Uri(address), api);
    }

    /// <summary>Stops listening at once; requests in flight are cut.</summary>
    /// <returns>When all is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync().ConfigureAwait(false);
        await server.StopAsync(now.Token).ConfigureAwait(false);
        await server.DisposeAsync().ConfigureAwait(false);
        api.Dispose();
    }
}
