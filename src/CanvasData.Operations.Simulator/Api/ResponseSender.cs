using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Sends an answer whole, or broken in the way that a fault wants. HTTP servers refuse to break the protocol, so broken bytes go to the socket itself.</summary>
internal static class ResponseSender
{
    private static readonly TimeSpan MaxLinger = TimeSpan.FromSeconds(5);

    public static Task SendAsync(HttpContext http, ApiResponse response) => response.Delivery switch
    {
        Delivery.Dropped => DropAsync(http),
        Delivery.Truncated => BreakAsync(http, response, $"Content-Length: {response.Body.Length}\r\n"),
        Delivery.CutClosed => BreakAsync(http, response, ""),
        _ => WriteAsync(http, response),
    };

    private static async Task WriteAsync(HttpContext http, ApiResponse response)
    {
        http.Response.StatusCode = response.Status;
        http.Response.ContentType = response.ContentType;
        foreach (var (name, value) in response.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (response.Stream is { } write)
        {
            await write(http.Response.Body, http.RequestAborted).ConfigureAwait(false);
            return;
        }

        http.Response.ContentLength = response.Body.Length;
        var half = response.Delivery == Delivery.Stalled ? response.Body.Length / 2 : response.Body.Length;
        await http.Response.BodyWriter.WriteAsync(response.Body[..half], http.RequestAborted).ConfigureAwait(false);
        if (response.Delivery == Delivery.Stalled)
        {
            await Task.Delay(response.Stall, TimeProvider.System, http.RequestAborted).ConfigureAwait(false);
            await http.Response.BodyWriter.WriteAsync(response.Body[half..], http.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task BreakAsync(HttpContext http, ApiResponse response, string length)
    {
        var socket = SocketOf(http);
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} OK\r\nContent-Type: {response.ContentType}\r\nConnection: close\r\n{length}");
        foreach (var (name, value) in response.Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        await SendAllAsync(socket, Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), http.RequestAborted).ConfigureAwait(false);
        await SendAllAsync(socket, response.Body[..(response.Body.Length / 2)], http.RequestAborted).ConfigureAwait(false);
        socket.Shutdown(SocketShutdown.Send);
        // Kestrel ends an aborted connection with a reset, which could overtake the bytes: let the client hang up first.
        await Task.Delay(MaxLinger, TimeProvider.System, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }

    private static Task DropAsync(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancel).ConfigureAwait(false)..];
        }
    }

    private static Socket SocketOf(HttpContext http) => http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
}
