namespace CanvasData.Operations.Model;

/// <summary>An object of Canvas that a Live Event named, and that waits for its refresh. The row goes with the refresh.</summary>
public class CanvasLiveEventHint
{
    /// <summary>The id, in order of arrival.</summary>
    public Guid Id { get; set; }

    /// <summary>The process that refreshes the object: see <see cref="CanvasLiveEventReceiver"/>.</summary>
    public Guid ReceiverId { get; set; }

    /// <summary>The kind of the object: <c>course</c>, <c>assignment</c>, <c>submission</c>, <c>enrollments</c> or <c>student</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The Canvas course id.</summary>
    public long CourseId { get; set; }

    /// <summary>The Canvas assignment id; null where the object belongs to none.</summary>
    public long? AssignmentId { get; set; }

    /// <summary>The Canvas user id; null where the object belongs to no user.</summary>
    public long? UserId { get; set; }

    /// <summary>The moment at which the event came, by the clock of the host.</summary>
    public DateTime ReceivedAt { get; set; }
}
