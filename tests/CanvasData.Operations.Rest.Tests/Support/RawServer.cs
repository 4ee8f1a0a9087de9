using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CanvasData.Operations.Rest.Tests.Support;

/// <summary>An HTTP server made of bytes: what an answer looks like on the wire is up to the test.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly Func<RawRequest, RawReply> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    public RawServer(Func<RawRequest, RawReply> answer, X509Certificate2? certificate = null)
    {
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public IReadOnlyList<RawRequest> Requests => [.. _requests];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(_certificate);
                    stream = secure;
                }

                while (await ReadRequestAsync(stream) is { } request)
                {
                    _requests.Enqueue(request);
                    var reply = _answer(request with { Number = _requests.Count });
                    await reply.WriteAsync(stream, _stop.Token);
                    if (reply.Closes)
                    {
                        await stream.FlushAsync();
                        client.Client.Shutdown(SocketShutdown.Send);
                        return;
                    }
                }
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task<RawRequest?> ReadRequestAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!EndsWithBlankLine(text))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToLookup(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers["Content-Length"].Select(int.Parse).FirstOrDefault()];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return new RawRequest(lines[0].Split(' ')[1], headers, 0) { Body = Encoding.UTF8.GetString(body) };
    }

    private static bool EndsWithBlankLine(StringBuilder text) =>
        text.Length >= 4 && text[^1] == '\n' && text[^2] == '\r' && text[^3] == '\n' && text[^4] == '\r';
}

/// <param name="Target">Path and query.</param>
/// <param name="Number">1 for the first request of the server.</param>
internal sealed record RawRequest(string Target, ILookup<string, string> Headers, int Number)
{
    public string Path => Target.Split('?')[0];

    public string Body { get; init; } = "";
}

/// <summary>The bytes of an answer, in pieces, and what comes after them.</summary>
internal sealed class RawReply(IEnumerable<(TimeSpan Pause, byte[] Bytes)> pieces, bool closes)
{
    public bool Closes => closes;

    public static RawReply Json(string body, params string[] headers) =>
        Of("200 OK", body, ["Content-Type: application/json; charset=utf-8", .. headers]);

    public static RawReply Of(string status, string body, params string[] headers)
    {
        var content = Encoding.UTF8.GetBytes(body);
        return Bytes([.. Head(status, [.. headers, $"Content-Length: {content.Length}"]), .. content], closes: false);
    }

    /// <summary>A body that ends where the connection does.</summary>
    public static RawReply CloseDelimited(string body, params string[] headers) =>
        Bytes([.. Head("200 OK", ["Content-Type: application/json", "Connection: close", .. headers]), .. Encoding.UTF8.GetBytes(body)], closes: true);

    public static RawReply Bytes(byte[] bytes, bool closes) => new([(TimeSpan.Zero, bytes)], closes);

    /// <summary>Sends a beginning and then nothing, with the connection open.</summary>
    public static RawReply Stalled(string beginning) => new([(TimeSpan.Zero, Encoding.UTF8.GetBytes(beginning)), (Timeout.InfiniteTimeSpan, [])], closes: true);

    public static byte[] Head(string status, params string[] headers) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        foreach (var (pause, bytes) in pieces)
        {
            await Task.Delay(pause, cancellationToken);
            await stream.WriteAsync(bytes, cancellationToken);
        }
    }
}
