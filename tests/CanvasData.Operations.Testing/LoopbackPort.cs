using System.Net;
using System.Net.Sockets;

namespace CanvasData.Operations.Testing;

/// <summary>Finds ports for servers that tests start.</summary>
public static class LoopbackPort
{
    /// <summary>
    /// Finds a free port below those that the system gives to connections going out. One of these could take it before the server does.
    /// </summary>
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Another server has it.
            }
        }
    }
}
