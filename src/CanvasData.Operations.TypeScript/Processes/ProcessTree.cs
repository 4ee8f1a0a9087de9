using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CanvasData.Operations.TypeScript;

/// <summary>Ends a process with all that it started.</summary>
internal static class ProcessTree
{
    /// <summary>Ends the process, its descendants, and on Linux the processes that left the tree but carry the mark of the run.</summary>
    public static void Kill(Process process, string run)
    {
        KillTree(process);
        KillLeftovers(run);
    }

    /// <summary>Ends the process and its descendants.</summary>
    public static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
        {
            // It has ended already, or ends just now.
        }
    }

    /// <summary>
    /// Ends processes that the run left behind. A process whose parent ended belongs to no tree any more; only Linux shows whose it was.
    /// </summary>
    private static void KillLeftovers(string run)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var mark = Encoding.ASCII.GetBytes($"{NodeCommand.Mark}={run}");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != System.Environment.ProcessId && Carries(folder, mark))
            {
                Kill(id);
            }
        }
    }

    private static bool Carries(string folder, byte[] mark)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile.
        }
    }
}
