using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.SchoolPortal.Hosting;

/// <summary>The Canvas to read: the configured one, or a simulated school in this process.</summary>
internal sealed class CanvasSource : IAsyncDisposable
{
    private CanvasSource(Uri address, string token, string accountId) => (Address, Token, AccountId) = (address, token, accountId);

    public Uri Address { get; }

    public string Token { get; }

    public string AccountId { get; }

    /// <summary>The simulated school; null beside a real Canvas.</summary>
    public CanvasSimulator? Simulator { get; private init; }

    public SchoolClock? Clock { get; private init; }

    public static async Task<CanvasSource> OpenAsync(IConfiguration configuration, DemoSettings demo)
    {
        if (configuration.GetValue<Uri>("Canvas:BaseAddress") is { } address)
        {
            var token = configuration["Canvas:AccessToken"] ?? throw new InvalidOperationException(
                "Canvas:BaseAddress is set, but Canvas:AccessToken is not. Set it as the environment variable Canvas__AccessToken.");
            return new CanvasSource(address, token, configuration["Canvas:AccountId"] ?? "self");
        }

        var simulator = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions
        {
            Courses = demo.Courses,
            Students = demo.Students,
            AssignmentsPerCourse = demo.AssignmentsPerCourse,
            StartsAt = TimeProvider.System.GetUtcNow().AddDays(-7 * demo.Weeks),
        });
        return new CanvasSource(simulator.BaseAddress, simulator.Token, "self") { Simulator = simulator, Clock = new SchoolClock(simulator.School) };
    }

    public ValueTask DisposeAsync() => Simulator?.DisposeAsync() ?? ValueTask.CompletedTask;
}
