using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.QuickStart;

/// <summary>The Canvas to read: a simulated school, or one that somebody else runs.</summary>
internal sealed class Canvas : IAsyncDisposable
{
    private readonly CanvasSimulator? _simulator;
    private readonly SchoolClock? _clock;
    private readonly Dictionary<long, string> _names = [];

    private Canvas(Uri address, string token)
    {
        Address = address;
        Token = token;
    }

    private Canvas(CanvasSimulator simulator)
        : this(simulator.BaseAddress, simulator.Token)
    {
        _simulator = simulator;
        _clock = new SchoolClock(simulator.School);
        _names = simulator.School.Courses.ToDictionary(course => course.Id, course => course.Name);
    }

    public Uri Address { get; }

    public string Token { get; }

    public TimeProvider Clock => _clock ?? TimeProvider.System;

    public string Description => _simulator is null
        ? $"Canvas at {Address.Authority}"
        : FormattableString.Invariant($"a simulated Canvas at {Address.Authority}: {_names.Count} courses, {_simulator.School.Students.Count:N0} students");

    public static async Task<Canvas> OpenAsync(Arguments arguments, CancellationToken cancellationToken) => arguments.Canvas is { } address
        ? new Canvas(address, arguments.Token!)
        : new Canvas(await CanvasSimulator.StartAsync(cancellationToken: cancellationToken));

    public string NameOf(long courseId) => _names.GetValueOrDefault(courseId, $"Course {courseId}");

    /// <returns>What happened at the school in that week; null when it does not live on command.</returns>
    public SchoolChanges? LiveOnForAWeek()
    {
        var changes = _simulator?.School.Advance(TimeSpan.FromDays(7));
        _clock?.Follow();
        return changes;
    }

    public ValueTask DisposeAsync() => _simulator?.DisposeAsync() ?? ValueTask.CompletedTask;
}
