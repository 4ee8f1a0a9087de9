using System.Text;
using CanvasData.Operations.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.TypeScript.Tests.Support;

/// <summary>A host whose Canvas interface is a script of the test.</summary>
internal sealed class Child : IAsyncDisposable
{
    // Answers each request by the lines of the test, which has q (the request) and the functions out, raw, record and end.
    private const string Prelude = """
        import readline from 'node:readline';
        import fs from 'node:fs';
        import { spawn } from 'node:child_process';
        const raw = (bytes) => process.stdout.write(bytes);
        const out = (line) => raw((typeof line === 'string' ? line : JSON.stringify(line)) + '\n');
        const record = (q, n, kind = 'submission') => out({ type: 'record', id: q.id, kind, course_id: q.course_ids?.[0], payload: { id: String(n), pid: process.pid } });
        const end = (q, n, kind = 'submission') => out({ type: 'end', id: q.id, counts: { [kind]: n }, requests: 1 });
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        for await (const line of readline.createInterface({ input: process.stdin })) {
          const q = JSON.parse(line);

        """;

    private readonly ServiceProvider _services;
    private readonly string _folder;

    private Child(ServiceProvider services, string folder, string token) => (_services, _folder, Token) = (services, folder, token);

    public string Token { get; }

    public string Folder => _folder;

    public List<string> Log { get; } = [];

    public ICanvasInterface Interface => _services.GetRequiredService<ICanvasInterface>();

    public ICanvasClient Client => _services.GetRequiredService<ICanvasClient>();

    /// <summary>A program that answers each request with these lines of JavaScript.</summary>
    public static Child Answering(string body, Action<TypeScriptClientOptions>? configure = null) => Running($"{Prelude}{body}\n}}\n", configure);

    /// <summary>A program of this JavaScript.</summary>
    public static Child Running(string script, Action<TypeScriptClientOptions>? configure = null, string folderName = "program")
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("canvas-child-").FullName, folderName);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "main.mjs"), script, new UTF8Encoding(false));
        var token = $"1~{Guid.NewGuid():N}{Guid.NewGuid():N}";
        var services = new ServiceCollection();
        var log = new ListLog();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddCanvasOperations().UseTypeScriptClient(options =>
        {
            options.BaseAddress = new Uri("https://canvas.example.edu/some/path");
            options.AccessToken = token;
            options.Folder = folder;
            options.Entry = "main.mjs";
            options.MaxAttempts = 1;
            options.SilenceTimeout = TimeSpan.FromSeconds(20);
            configure?.Invoke(options);
        });
        var child = new Child(services.BuildServiceProvider(), folder, token);
        log.Lines = child.Log;
        return child;
    }

    public Task<List<CanvasInterfaceItem>> AskAsync(params IReadOnlyList<string> lists) => AskAsync(CanvasInterfaceRequest.Course(7, lists.Count == 0 ? ["submissions"] : lists));

    public async Task<List<CanvasInterfaceItem>> AskAsync(CanvasInterfaceRequest request, RequestCounter? counter = null) =>
        await Interface.ExecuteAsync(request, counter: counter).ToListAsync();

    /// <summary>The processes that still carry the token of this host in their environment.</summary>
    public async Task<int> OrphansAsync()
    {
        var mark = Encoding.ASCII.GetBytes($"CANVAS_TOKEN={Token}");
        for (var i = 0; i < 50 && Count() > 0; i++)
        {
            await Task.Delay(100);
        }

        return Count();

        int Count() => Directory.EnumerateDirectories("/proc").Count(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && Carries(folder));

        bool Carries(string folder)
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
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        (await OrphansAsync()).Should().Be(0, "no process may outlive its host");
        Directory.Delete(Directory.GetParent(_folder)!.FullName, recursive: true);
    }

    private sealed class ListLog : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; set; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
            {
                Lines.Add($"{logLevel}: {formatter(state, exception)}");
            }
        }

        public void Dispose()
        {
        }
    }
}
