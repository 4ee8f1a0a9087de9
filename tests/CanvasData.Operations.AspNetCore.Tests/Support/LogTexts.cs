using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.AspNetCore.Tests;

/// <summary>Keeps what is logged.</summary>
public sealed class LogTexts : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _texts = new();
    private readonly ConcurrentQueue<(int Id, LogLevel Level)> _events = new();

    public IReadOnlyCollection<string> Texts => _texts;

    /// <summary>The ids and levels of the messages.</summary>
    public IReadOnlyCollection<(int Id, LogLevel Level)> Events => _events;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _texts.Enqueue($"{formatter(state, exception)} {exception}");
        _events.Enqueue((eventId.Id, logLevel));
    }

    public void Dispose()
    {
    }
}
