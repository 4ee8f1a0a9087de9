using CanvasData.Operations.SchoolPortal.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace CanvasData.Operations.SchoolPortal.Endpoints;

/// <summary>Signing out, and the choice of a language. Both take a form with an antiforgery token.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this WebApplication app)
    {
        app.MapPost("/sign-out", async (SignInManager<IdentityUser> session, [FromForm] string? _) =>
        {
            await session.SignOutAsync();
            return Results.LocalRedirect("/sign-in");
        });
        app.MapPost("/language", (HttpContext http, [FromForm] string language, [FromForm] string? back) =>
        {
            if (PortalServices.Languages.Contains(language))
            {
                http.Response.Cookies.Append(
                    CookieRequestCultureProvider.DefaultCookieName,
                    CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
                    new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
            }

            return Results.LocalRedirect(IsLocal(back) ? back! : "/");
        });
    }

    private static bool IsLocal(string? path) => path is ['/', not ('/' or '\\'), ..];
}
