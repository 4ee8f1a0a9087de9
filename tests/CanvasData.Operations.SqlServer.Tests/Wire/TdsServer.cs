using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CanvasData.Operations.SqlServer.Tests.Wire;

/// <summary>Rows that a client copied into a table.</summary>
/// <param name="Statement">The INSERT BULK before them.</param>
/// <param name="Columns">The columns, as the client described them.</param>
/// <param name="Rows">The values, as they came.</param>
public sealed record Load(string Statement, IReadOnlyList<TdsColumn> Columns, IReadOnlyList<object?[]> Rows);

/// <summary>
/// The end of the wire: accepts the logins, statements, transactions and bulk loads of the real driver on loopback, and keeps them. It runs
/// no statement; it knows the columns of its tables, and answers that every statement changed as many rows as were loaded before.
/// </summary>
public sealed class TdsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly IReadOnlyDictionary<string, IReadOnlyList<TdsColumn>> _tables;
    private readonly Task _accepting;

    /// <param name="tables">The columns of each table, by the identifier that statements name.</param>
    public TdsServer(IReadOnlyDictionary<string, IReadOnlyList<TdsColumn>> tables)
    {
        _tables = tables;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string ConnectionString => $"Server=127.0.0.1,{((IPEndPoint)_listener.LocalEndpoint).Port};User ID=sa;Password=none;Encrypt=Optional;Pooling=False;Connect Timeout=60";

    /// <summary>The statements in their order; those of transactions are BEGIN, COMMIT and ROLLBACK.</summary>
    public List<string> Statements { get; } = [];

    public List<Load> Loads { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        var session = new TdsSession(_tables, Statements, Loads);
        try
        {
            while (await ReadAsync(stream) is var (type, message))
            {
                await WriteAsync(stream, session.Answer(type, message));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client or the test has ended.
        }
    }

    // A message is one or more packets, of which the last has a mark.
    private async Task<(byte Type, byte[] Message)?> ReadAsync(NetworkStream stream)
    {
        using var message = new MemoryStream();
        var header = new byte[8];
        do
        {
            if (await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, _end.Token) < header.Length)
            {
                return null;
            }

            var body = new byte[((header[2] << 8) | header[3]) - header.Length];
            await stream.ReadExactlyAsync(body, _end.Token);
            message.Write(body);
        }
        while ((header[1] & 1) == 0);

        return (header[0], message.ToArray());
    }

    private async Task WriteAsync(NetworkStream stream, byte[] message)
    {
        const int Most = 4096 - 8;
        for (var done = 0; done < message.Length; done += Most)
        {
            var length = Math.Min(Most, message.Length - done);
            byte[] header = [4, (byte)(done + length == message.Length ? 1 : 0), (byte)((length + 8) >> 8), (byte)(length + 8), 0, 0, 1, 0];
            await stream.WriteAsync((byte[])[.. header, .. message.AsSpan(done, length)], _end.Token);
        }
    }
}
