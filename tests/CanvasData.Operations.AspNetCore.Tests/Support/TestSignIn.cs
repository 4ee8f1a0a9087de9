using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.AspNetCore.Tests;

/// <summary>Signs in whoever the token names, as "role,role:user id" or "role,role:user id:key". A key "sub=x" stands in the claim sub. All have one name.</summary>
public sealed class TestSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Tokens";

    public static ClaimsPrincipal Person(string token, string scheme)
    {
        var parts = token.Split(':');
        var (roles, id, key) = (parts[0].Split(','), parts[1], parts.Length > 2 ? parts[2] : $"key of {token}");
        var claims = roles.Select(role => new Claim(ClaimTypes.Role, role)).Append(new Claim(ClaimTypes.Name, "Anna Miller"));
        claims = key.Length == 0 ? claims : claims.Append(key.StartsWith("sub=", StringComparison.Ordinal) ? new Claim("sub", key["sub=".Length..]) : new Claim(ClaimTypes.NameIdentifier, key));
        return new ClaimsPrincipal(new ClaimsIdentity(id.Length == 0 ? claims : claims.Append(new Claim("canvas_user_id", id)), scheme));
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.Ordinal)
            ? AuthenticateResult.Success(new AuthenticationTicket(Person(header["Bearer ".Length..], Scheme.Name), Scheme.Name))
            : AuthenticateResult.NoResult());
}
