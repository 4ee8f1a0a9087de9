using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Lines of a file that are no records.</summary>
public sealed class UnreadableRecordsShould : TablesTest
{
    private static readonly DataAccessRequest Snapshots = new() { Snapshots = true, Sync = new() { AcceptMassDisappearance = true } };

    [Theory]
    [InlineData("workflow_state")]
    [InlineData("ts")]
    [InlineData("all")]
    public async Task NotBeTakenForDeletionsBySnapshots(string broken)
    {
        await Host.RunAsync();
        Canvas.DataAccess.ReusesJobs = false;
        var key = Canvas.School.Assignments(Canvas.School.Courses[0].Id)[0].Id;
        Canvas.DataAccess.RewriteLines("assignments", line => !line.StartsWith($$$"""{"key":{"id":{{{key}}}}""", StringComparison.Ordinal) ? line : broken switch
        {
            "ts" => line.Replace("\"ts\"", "\"time\"", StringComparison.Ordinal),
            "all" => "{half a line",
            _ => line.Replace("\"published\"", "1", StringComparison.Ordinal).Replace("\"unpublished\"", "1", StringComparison.Ordinal),
        });

        var report = await RunLaterAsync(Snapshots);

        report.Tables.Single(table => table.Table == "assignments").Unreadable.Should().Be(1);
        (await CountMissingAsync<CanvasAssignment>()).Should().Be(0);

        // The next snapshot that can be read removes what is gone again.
        Canvas.DataAccess.RewriteLines("assignments", null);
        Canvas.DataAccess.Rewrite("assignments", (id, record) => id == key ? null : record);
        await RunLaterAsync(Snapshots);
        (await CountMissingAsync<CanvasAssignment>()).Should().Be(1);
    }

    [Fact]
    public async Task StopTheTableWhenTheyAreMany()
    {
        Canvas.DataAccess.RewriteLines("submissions", line => line.Replace("\"key\"", "\"keys\"", StringComparison.Ordinal));

        await Host.Invoking(host => host.RunAsync()).Should().ThrowAsync<CanvasProtocolException>().WithMessage("*records of table submissions cannot be read*");

        Canvas.DataAccess.RewriteLines("submissions", null);
        Canvas.DataAccess.ReusesJobs = false;
        (await Host.RunAsync()).PendingCourses.Should().Be(0);
        (await Host.UseAsync(context => context.Set<CanvasSubmission>().CountAsync())).Should().BePositive();
    }

    [Fact]
    public async Task NotBeThoseWithATimeInAnotherForm()
    {
        await Host.RunAsync();
        var course = Canvas.School.Courses[0].Id;
        Canvas.School.RenameCourse(course, "Renamed");
        Canvas.DataAccess.RewriteLines("courses", line => System.Text.RegularExpressions.Regex.Replace(line, "(\"ts\":\"[0-9-]+)T([0-9:.]+)Z", "$1 $2"));

        var report = await RunLaterAsync();

        report.Tables.Single(table => table.Table == "courses").Should().BeEquivalentTo(new { Unreadable = 0, Older = 0, Changed = 1 });
        (await Host.UseAsync(context => context.Set<CanvasCourse>().Where(row => row.Id == course).Select(row => row.Name).SingleAsync())).Should().Be("Renamed");
    }

    [Fact]
    public async Task BeLoggedWithTheirTable()
    {
        var log = new Lines();
        await using var host = await SyncHost.StartAsync(
            Canvas, Store, builder => builder.UseDataAccessPlatform(options => DataAccessHost.Set(options, Canvas, Folder, null)), services => services.AddSingleton<ILoggerProvider>(log));
        Canvas.DataAccess.RewriteLines("roles", line => line.Replace("\"key\"", "\"keys\"", StringComparison.Ordinal));

        await host.RunAsync();

        log.Written.Should().ContainSingle(line => line.StartsWith("8001 Warning", StringComparison.Ordinal)).Which.Should().Contain("roles");
        log.Written.Should().ContainSingle(line => line.StartsWith("8000 Information", StringComparison.Ordinal));
    }

    /// <summary>Keeps what is logged.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _written = new();

        public IReadOnlyList<string> Written => [.. _written];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _written.Enqueue($"{eventId.Id} {logLevel} {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
