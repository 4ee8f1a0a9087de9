using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.AspNetCore.Tests;

/// <summary>Keeps what is logged.</summary>
public sealed class LogTexts : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _texts = new();

    public IReadOnlyCollection<string> Texts => _texts;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _texts.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
