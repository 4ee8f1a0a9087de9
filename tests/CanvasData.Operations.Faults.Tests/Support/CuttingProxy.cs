using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CanvasData.Operations.Faults.Tests.Support;

/// <summary>What the proxy does when a message of the client has come.</summary>
internal enum Cut
{
    /// <summary>Hands it on.</summary>
    No,

    /// <summary>Hands it on, waits until the server has answered, keeps the answer and closes the connection.</summary>
    Answer,

    /// <summary>Keeps the message and closes the connection.</summary>
    Request,
}

/// <summary>
/// Stands between Npgsql and PostgreSQL and breaks connections at messages of the protocol: every message but the
/// first is a letter, a length and a body.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private const byte Query = (byte)'Q';
    private const byte Sync = (byte)'S';
    private const byte CopyDone = (byte)'c';
    private const byte CopyInResponse = (byte)'G';
    private const byte ReadyForQuery = (byte)'Z';
    private static readonly byte[] Commit = [.. Encoding.ASCII.GetBytes("COMMIT"), 0];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;
    private readonly Task _accepting;

    public CuttingProxy(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Asked at each COMMIT.</summary>
    public Func<Cut> AtCommit { get; set; } = () => Cut.No;

    /// <summary>Asked at each message that ends a question: a simple query (BEGIN, COMMIT and COPY are such), the Sync of an extended one, the end of a COPY.</summary>
    public Func<Cut> AtQuestion { get; set; } = () => Cut.No;

    /// <summary>The connection string by way of the proxy, in clear, so that messages can be read.</summary>
    public string Through(string connectionString) => new Npgsql.NpgsqlConnectionStringBuilder(connectionString)
    {
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        SslMode = Npgsql.SslMode.Disable,
        GssEncryptionMode = Npgsql.GssEncryptionMode.Disable,
    }.ToString();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_end.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var upstream = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await upstream.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
                var (near, far) = (client.GetStream(), upstream.GetStream());
                var answers = new Answers(far, near, _end.Token);
                await far.WriteAsync(await ReadMessageAsync(near, typed: false), _end.Token);
                while (true)
                {
                    var message = await ReadMessageAsync(near, typed: true);
                    var isCommit = message[0] == Query && message.AsSpan(5).SequenceEqual(Commit);
                    var cut = isCommit ? AtCommit() : Cut.No;
                    cut = cut == Cut.No && message[0] is Query or Sync or CopyDone ? AtQuestion() : cut;
                    if (cut == Cut.Request)
                    {
                        return;
                    }

                    var swallowed = cut == Cut.Answer ? answers.SwallowOneAsync() : null;
                    await far.WriteAsync(message, _end.Token);
                    if (swallowed is not null)
                    {
                        await swallowed;
                        return;
                    }
                }
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // One side has gone, and with this method the other goes, too.
            }
        }
    }

    private async Task<byte[]> ReadMessageAsync(Stream stream, bool typed)
    {
        var header = new byte[typed ? 5 : 4];
        await stream.ReadExactlyAsync(header, _end.Token);
        var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(header.Length - 4));
        var message = new byte[header.Length - 4 + length];
        header.CopyTo(message, 0);
        await stream.ReadExactlyAsync(message.AsMemory(header.Length), _end.Token);
        return message;
    }

    /// <summary>Carries the server's messages to the client until one answer is to be swallowed.</summary>
    private sealed class Answers
    {
        private readonly TaskCompletionSource _swallowed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _swallow;

        public Answers(Stream from, Stream to, CancellationToken end) => _ = CarryAsync(from, to, end);

        /// <summary>Call it when nothing is unanswered; completes when the server has answered what comes next.</summary>
        public Task SwallowOneAsync()
        {
            _swallow = true;
            return _swallowed.Task;
        }

        private async Task CarryAsync(Stream from, Stream to, CancellationToken end)
        {
            try
            {
                var header = new byte[5];
                while (true)
                {
                    await from.ReadExactlyAsync(header, end);
                    var body = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - 4];
                    await from.ReadExactlyAsync(body, end);
                    if (!_swallow)
                    {
                        await to.WriteAsync((byte[])[.. header, .. body], end);
                    }
                    else if (header[0] is ReadyForQuery or CopyInResponse)
                    {
                        _swallowed.TrySetResult();
                    }
                }
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                _swallowed.TrySetResult();
                to.Close();
            }
        }
    }
}
