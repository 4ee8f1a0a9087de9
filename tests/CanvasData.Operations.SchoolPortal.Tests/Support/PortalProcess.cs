using System.Diagnostics;
using System.Net;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.SchoolPortal.Tests.Support;

/// <summary>The portal as a process of its own, with a small simulated school.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private PortalProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What the portal said of its health before the school was there; null when no one asked in time.</summary>
    public HttpStatusCode? HealthBefore { get; private set; }

    /// <summary>The status and the text of a page before the school was there.</summary>
    public string? FirstPage { get; private set; }

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Starts the portal and waits until the school is there.</summary>
    /// <param name="database">The connection string of an empty database; null for the portal's own SQLite file.</param>
    /// <param name="canvas">The address of a real Canvas; null for a simulated school. It waits until the portal has refused it.</param>
    public static async Task<PortalProcess> StartAsync(string? database = null, Uri? canvas = null)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Find()}");
        var start = new ProcessStartInfo("dotnet", [ProgramFile.Find("SchoolPortal"), "--urls", address.ToString()])
        {
            WorkingDirectory = Path.Combine(Root, "samples/SchoolPortal"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("Courses", "7"), ("Students", "70"), ("AssignmentsPerCourse", "16"), ("Weeks", "2")])
        {
            start.Environment[$"Portal__Demo__{name}"] = value;
        }

        if (database is not null)
        {
            start.Environment["ConnectionStrings__Portal"] = database;
            start.Environment["Portal__Demo__Weeks"] = "0";
        }

        if (canvas is not null)
        {
            start.Environment["Canvas__BaseAddress"] = canvas.ToString();
            start.Environment["Canvas__AccessToken"] = "of-no-account";
        }

        var portal = new PortalProcess(Process.Start(start)!, address);
        portal.Listen();
        await portal.WaitUntilAsync(canvas is null ? "ready" : "failed");
        return portal;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Waits for a line of the log: it comes by another way than the answers, and later.</summary>
    public async Task UntilLoggedAsync(string text)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !Log.Contains(text, StringComparison.Ordinal); await Task.Delay(100))
        {
        }

        Log.Should().Contain(text);
    }

    /// <summary>The last lines of the log.</summary>
    public string Log
    {
        get
        {
            lock (_lastLines)
            {
                return string.Join('\n', _lastLines);
            }
        }
    }

    private async Task WaitUntilAsync(string state)
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(200))
        {
            if (_process.HasExited)
            {
                break;
            }

            try
            {
                using var answer = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
                if ((await answer.Content.ReadAsStringAsync()).StartsWith(state, StringComparison.Ordinal))
                {
                    return;
                }

                if (FirstPage is null)
                {
                    HealthBefore = answer.StatusCode;
                    using var page = await http.GetAsync(new Uri("/teacher", UriKind.Relative));
                    FirstPage = $"{(int)page.StatusCode} {await page.Content.ReadAsStringAsync()}";
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        throw new InvalidOperationException($"The portal did not open. Its last lines:\n{Log}");
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        lock (_lastLines)
        {
            _lastLines.Enqueue(line ?? "");
            if (_lastLines.Count > 60)
            {
                _lastLines.Dequeue();
            }
        }
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "CanvasData.Operations.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder.TrimEnd('/'))!);
}
