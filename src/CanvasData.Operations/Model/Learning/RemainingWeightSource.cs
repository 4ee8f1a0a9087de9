namespace CanvasData.Operations.Model;

/// <summary>The source of the weight that remains.</summary>
public enum RemainingWeightSource : byte
{
    /// <summary>The items that exist.</summary>
    Assignments,

    /// <summary>The calendar of the course: teachers who create items as they go leave too few to count.</summary>
    Schedule,

    /// <summary>The points that earlier offerings gave out, week by week.</summary>
    History,
}
