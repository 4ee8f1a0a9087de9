using System.Collections.Concurrent;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Tests.Registration;

/// <summary>The library logs wherever a host sets logging up, before or after it.</summary>
public sealed class LoggingShould
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReachTheProvidersOfTheHostInAnyOrderOfRegistration(bool loggingFirst)
    {
        using var provider = new Lines();
        var services = new ServiceCollection();
        if (loggingFirst)
        {
            services.AddLogging(logging => logging.AddProvider(provider));
        }

        services.AddDbContext<SchoolContext>(options => options.UseInMemoryDatabase("logging"));
        services.AddCanvasOperations().UseDbContext<SchoolContext>();
        if (!loggingFirst)
        {
            services.AddLogging(logging => logging.AddProvider(provider));
        }

        using var built = services.BuildServiceProvider();
        built.GetRequiredService<ILogger<LoggingShould>>().LogWarning("seen");

        provider.Texts.Should().Equal("seen");
    }

    [Fact]
    public void NeedNoSetUp()
    {
        using var built = new ServiceCollection().AddCanvasOperations().Services.BuildServiceProvider();

        built.GetRequiredService<ILogger<LoggingShould>>().Should().NotBeNull();
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Texts { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Texts.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
