using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.QuickStart;

/// <summary>The calendar of the simulated school, so that "since last week" means its week.</summary>
internal sealed class SchoolClock(SimulatedSchool school) : TimeProvider
{
    private TimeSpan _ahead = school.Now - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    /// <summary>To be called when the school advanced.</summary>
    public void Follow() => _ahead = school.Now - System.GetUtcNow();
}
