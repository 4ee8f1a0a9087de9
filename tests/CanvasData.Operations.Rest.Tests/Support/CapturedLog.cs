using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Rest.Tests.Support;

/// <summary>Keeps every log line, its fields and its exception as text.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(EventId Id, string Text)> _lines = new();

    public IReadOnlyList<(EventId Id, string Text)> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var fields = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
        _lines.Enqueue((eventId, $"{logLevel} {formatter(state, exception)} {fields} {exception}"));
    }

    public void Dispose()
    {
    }
}
