using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Text;

namespace CanvasData.Operations.Sync;

/// <summary>
/// The name of this process in a claim: host, process id, start, and the space in which that id is unique. A process of
/// another container, whatever its host name, lives in another space, and nothing is concluded about it.
/// </summary>
internal static class ProcessIdentity
{
    private const string UnknownSpace = "-";

    private static readonly string Host = Dns.GetHostName() is { Length: <= 100 } name ? name : Dns.GetHostName()[..100];

    private static readonly string Space = FindSpace();

    /// <summary>For example "web.a:4711:638500000000000000:5d41402abc4b2a76".</summary>
    public static string Current { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{Host}:{Environment.ProcessId}:{StartOf(System.Diagnostics.Process.GetCurrentProcess())}:{Space}");

    /// <summary>Whether the owner of a claim is a process that certainly has ended, so that its lease need not run out.</summary>
    /// <param name="owner">A name made from <see cref="Current"/>, with anything after a further colon.</param>
    public static bool HasEnded(string owner)
    {
        if (Space == UnknownSpace || owner.Split(':') is not [var host, var process, var start, var space, ..] || host != Host || space != Space ||
            !int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ||
            !long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var started))
        {
            return false;
        }

        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(id);
            return Math.Abs(StartOf(found) - started) > TimeSpan.TicksPerSecond;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // It lives, and belongs to another user.
            return false;
        }
    }

    // Process ids repeat between PID namespaces and between boots. Where the namespace cannot be read, as on Windows,
    // or where /proc shows another one, a lease is waited for.
    private static string FindSpace()
    {
        try
        {
            var self = new FileInfo("/proc/self").LinkTarget;
            var pids = new FileInfo("/proc/self/ns/pid").LinkTarget;
            if (pids is null || self != Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            {
                return UnknownSpace;
            }

            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id");
            return XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(boot + pids)).ToString("x16", CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return UnknownSpace;
        }
    }

    // Processes of one machine may live in different time zones.
    private static long StartOf(System.Diagnostics.Process process) => process.StartTime.ToUniversalTime().Ticks;
}
