using System.Globalization;
using System.Security.Claims;
using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Reads from a request who asks, and in which role.</summary>
internal sealed class CallerReader(IOptions<CanvasApiOptions> options)
{
    /// <summary>The parameter by which a person of several roles chooses one.</summary>
    public const string RoleParameter = "as";

    private const int MaxKeyLength = 200;

    // The widest scope first: without a choice it is the one of the request.
    private static readonly CanvasApiRoles[] ByWidth =
        [CanvasApiRoles.Administrator, CanvasApiRoles.Adviser, CanvasApiRoles.Teacher, CanvasApiRoles.Observer, CanvasApiRoles.Student];

    /// <summary>The caller, or the problem for which there is none.</summary>
    public async Task<(Caller? Caller, IResult? Problem)> ReadAsync(HttpContext http, ApiEndpoint endpoint)
    {
        if (http.User.Identity?.IsAuthenticated != true)
        {
            return (null, ApiProblems.SignInNeeded);
        }

        var asked = http.Request.Query[RoleParameter];
        if (asked.Count > 1 || (asked.Count == 1 && !ByWidth.Any(role => Is(role, asked[0]))))
        {
            return (null, ApiProblems.BadRequest($"The parameter '{RoleParameter}' is no role. Give one of {string.Join(", ", ByWidth).ToLowerInvariant()}."));
        }

        var held = await options.Value.FindRoles!(http).ConfigureAwait(false);
        var userId = UserIdOf(http);
        var role = ByWidth.FirstOrDefault(role =>
            held.HasFlag(role) && endpoint.Roles.HasFlag(role) && (asked.Count == 0 || Is(role, asked[0])) && (userId is not null || NeedsNoUserId(role)));
        if (role == CanvasApiRoles.None)
        {
            return (null, ApiProblems.Forbidden);
        }

        var caseload = role == CanvasApiRoles.Adviser ? await CaseloadAsync(http).ConfigureAwait(false) : [];
        return (new Caller(http.RequestServices, role, held, userId, caseload, KeyOf(http.User)), null);
    }

    private static bool Is(CanvasApiRoles role, string? name) => string.Equals(role.ToString(), name, StringComparison.OrdinalIgnoreCase);

    private static bool NeedsNoUserId(CanvasApiRoles role) => role is CanvasApiRoles.Administrator or CanvasApiRoles.Adviser;

    private ValueTask<IReadOnlyCollection<long>> CaseloadAsync(HttpContext http) => options.Value.FindCaseload is { } find
        ? find(http)
        : throw new CanvasConfigurationException(
            "An adviser signed in, but the web API does not know the adviser's students.", $"Set {nameof(CanvasApiOptions)}.{nameof(CanvasApiOptions.FindCaseload)}.");

    // What is longer than a stored name would not come back as it went in.
    private string? KeyOf(ClaimsPrincipal person)
    {
        var claim = options.Value.PersonKeyClaim is { } type ? person.FindFirst(type) : person.FindFirst(ClaimTypes.NameIdentifier) ?? person.FindFirst("sub");
        return claim?.Value.Trim() is { Length: > 0 and <= MaxKeyLength } key ? key : null;
    }

    private long? UserIdOf(HttpContext http) =>
        long.TryParse(http.User.FindFirst(options.Value.UserIdClaim!)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;
}
