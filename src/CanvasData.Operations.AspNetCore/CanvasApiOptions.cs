using System.Security.Claims;
using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// The options of the web API. They say who may use it; without <see cref="UserIdClaim"/>, <see cref="FindRoles"/> and
/// <see cref="Policy"/> no endpoint is mapped.
/// </summary>
public sealed class CanvasApiOptions
{
    /// <summary>
    /// The type of the claim that holds the Canvas user id of the signed-in person, for example <c>canvas_user_id</c>. Required. A person
    /// without the claim may use the API as adviser or administrator only.
    /// </summary>
    public string? UserIdClaim { get; set; }

    /// <summary>
    /// The type of the claim that holds a stable key of the signed-in person, unique in the portal and at most 200 characters. It signs the
    /// notes and decisions of a person without a Canvas user id, and owns the person's private notes. Null, the default, for
    /// <see cref="ClaimTypes.NameIdentifier"/>, or <c>sub</c> where that is missing. A name is no key: two people may share it.
    /// </summary>
    public string? PersonKeyClaim { get; set; }

    /// <summary>The roles of the signed-in person. Required. It runs once for each request.</summary>
    public Func<HttpContext, ValueTask<CanvasApiRoles>>? FindRoles { get; set; }

    /// <summary>The Canvas user ids of an adviser's students. Required as soon as <see cref="FindRoles"/> returns <see cref="CanvasApiRoles.Adviser"/>.</summary>
    public Func<HttpContext, ValueTask<IReadOnlyCollection<long>>>? FindCaseload { get; set; }

    /// <summary>The name of the authorization policy of every endpoint. Required.</summary>
    public string? Policy { get; set; }

    /// <summary>The names of authorization policies of some areas, in place of <see cref="Policy"/>. Empty by default.</summary>
    public IDictionary<CanvasApiArea, string> AreaPolicies { get; } = new Dictionary<CanvasApiArea, string>();

    /// <summary>
    /// The name of the health check that <c>GET health</c> reports, as given to <c>AddHealthChecks().AddCanvasSync(name: …)</c>.
    /// <c>canvas-sync</c> by default.
    /// </summary>
    public string HealthCheckName { get; set; } = "canvas-sync";

    internal string PolicyOf(CanvasApiArea area) => AreaPolicies.TryGetValue(area, out var own) ? own : Policy!;

    internal void Check()
    {
        var missing = this switch
        {
            { UserIdClaim: null or "" } => nameof(UserIdClaim),
            { FindRoles: null } => nameof(FindRoles),
            { Policy: null or "" } => nameof(Policy),
            _ => null,
        };
        if (missing is not null)
        {
            throw new CanvasConfigurationException(
                $"{nameof(CanvasApiOptions)}.{missing} is not set, so that the web API does not know who may use it. No endpoint was mapped.",
                $"Call AddCanvasOperations().AddWebApi(options => …), and set {nameof(UserIdClaim)}, {nameof(FindRoles)} and {nameof(Policy)}.");
        }
    }
}
