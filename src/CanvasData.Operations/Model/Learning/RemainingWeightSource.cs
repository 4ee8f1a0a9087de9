namespace CanvasData.Operations.Model;

/// <summary>Where the weight that remains was read from.</summary>
public enum RemainingWeightSource : byte
{
    /// <summary>From the items that exist.</summary>
    Assignments,

    /// <summary>From the calendar of the course: teachers who create items as they go leave too few to count.</summary>
    Schedule,

    /// <summary>From how earlier offerings gave out their points, week by week.</summary>
    History,
}
