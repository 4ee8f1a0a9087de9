using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.AspNetCore.Tests;

/// <summary>Signs in whoever the token names, as "role,role:user id".</summary>
public sealed class TestSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Tokens";

    public static ClaimsPrincipal Person(string token, string scheme)
    {
        var (roles, id) = (token.Split(':')[0].Split(','), token.Split(':')[1]);
        var claims = roles.Select(role => new Claim(ClaimTypes.Role, role)).Append(new Claim(ClaimTypes.Name, $"sign-in of {token}"));
        return new ClaimsPrincipal(new ClaimsIdentity(id.Length == 0 ? claims : claims.Append(new Claim("canvas_user_id", id)), scheme));
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.Ordinal)
            ? AuthenticateResult.Success(new AuthenticationTicket(Person(header["Bearer ".Length..], Scheme.Name), Scheme.Name))
            : AuthenticateResult.NoResult());
}
