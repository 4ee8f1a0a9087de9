using System.Globalization;
using System.Security.Claims;
using CanvasData.Operations.Metadata;

namespace CanvasData.Operations.SchoolPortal.Identity;

/// <summary>The person who looks at the page, and the zone in which that person reads times.</summary>
internal sealed class Viewer(IHttpContextAccessor http)
{
    /// <summary>The cookie in which the browser names its time zone.</summary>
    public const string ZoneCookie = "zone";

    private TimeZoneInfo? _zone;

    private ClaimsPrincipal User => http.HttpContext?.User ?? new ClaimsPrincipal();

    public bool IsSignedIn => User.Identity?.IsAuthenticated == true;

    public string AccountId => User.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("No one is signed in.");

    public string Name => User.FindFirstValue(PortalRoles.DisplayName) ?? User.Identity?.Name ?? "";

    /// <summary>The Canvas user id; 0, which belongs to no one, for an account that is not in Canvas.</summary>
    public long CanvasId => long.TryParse(User.FindFirstValue(PortalRoles.CanvasUserId), CultureInfo.InvariantCulture, out var id) ? id : 0;

    /// <summary>The person as the author and reader of notes; by the account when not in Canvas, because two people may have one name.</summary>
    public NoteAuthor Author => CanvasId > 0 ? new NoteAuthor(CanvasId, Name) : NoteAuthor.Named(AccountId);

    public TimeZoneInfo Zone => _zone ??= http.HttpContext?.Request.Cookies[ZoneCookie] is { Length: > 0 and < 64 } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        ? zone
        : TimeZoneInfo.Utc;

    public bool Is(string role) => User.IsInRole(role);

    /// <summary>The moment in the viewer's zone.</summary>
    public DateTimeOffset ToLocal(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);
}
