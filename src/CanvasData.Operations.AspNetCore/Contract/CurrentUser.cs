namespace CanvasData.Operations.AspNetCore;

/// <summary>The signed-in person, as the API knows the person.</summary>
public sealed record CurrentUser
{
    /// <summary>The Canvas user id; null for staff without one.</summary>
    public required long? UserId { get; init; }

    /// <summary>All roles of the person.</summary>
    public required CanvasApiRoles Roles { get; init; }

    /// <summary>The role of this request: the widest one, or the one that the parameter <c>as</c> chose.</summary>
    public required CanvasApiRoles Role { get; init; }
}
