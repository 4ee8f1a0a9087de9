using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.SchoolPortal.Hosting;

/// <summary>The calendar of the simulated school, so that "since last week" means its week.</summary>
internal sealed class SchoolClock(SimulatedSchool school) : TimeProvider
{
    private readonly Lock _lock = new();
    private TimeSpan _ahead = school.Now - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return System.GetUtcNow() + _ahead;
        }
    }

    /// <summary>Lets the school live on, and follows it.</summary>
    public SchoolChanges Advance(TimeSpan time)
    {
        var changes = school.Advance(time);
        lock (_lock)
        {
            _ahead = school.Now - System.GetUtcNow();
        }

        return changes;
    }
}
