namespace CanvasData.Operations.AspNetCore;

/// <summary>What an endpoint of the web API is, as metadata of the endpoint.</summary>
/// <param name="Area">The area, which has a policy.</param>
/// <param name="Roles">The roles that may use it.</param>
/// <param name="IsWrite">Whether it changes something, and so needs a bearer token or an antiforgery token.</param>
/// <param name="IsSigned">Whether it records who did it, and so needs a person with a Canvas user id or a key.</param>
internal sealed record ApiEndpoint(CanvasApiArea Area, CanvasApiRoles Roles, bool IsWrite, bool IsSigned = false)
{
    public const CanvasApiRoles Everyone = CanvasApiRoles.Student | CanvasApiRoles.Observer | Staff;
    public const CanvasApiRoles Staff = CanvasApiRoles.Teacher | CanvasApiRoles.Adviser | CanvasApiRoles.Administrator;
    public const CanvasApiRoles Administrators = CanvasApiRoles.Administrator;
}
