using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.AspNetCore.Tests;

/// <summary>The registration of a portal, as a host writes it.</summary>
internal static class Portal
{
    public static CanvasOperationsBuilder Configure(IServiceCollection services, TestStore store, Func<IReadOnlyCollection<long>> caseload)
    {
        services.AddOpenApi();
        services.AddDbContext<SchoolContext>(options => store.Configure(options));
        services.AddHealthChecks().AddCanvasSync();
        services.AddAuthentication("Either")
            .AddPolicyScheme("Either", null, either => either.ForwardDefaultSelector = http =>
                http.Request.Headers.Authorization.Count > 0 ? TestSignIn.SchemeName : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie => cookie.LoginPath = "/sign-in")
            .AddScheme<AuthenticationSchemeOptions, TestSignIn>(TestSignIn.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy("portal", policy => policy.RequireAuthenticatedUser());
        return services.AddCanvasOperations(options =>
            {
                options.Queries.RequireScope = true;
                foreach (var target in (string[])[CanvasTargetTypes.Student, CanvasTargetTypes.Course, CanvasTargetTypes.Assignment])
                {
                    options.Metadata.CustomFields.Add(new CustomField { TargetType = target, Name = "seat", Type = CustomFieldType.WholeNumber });
                }
            })
            .UseDbContext<SchoolContext>()
            .UseSqliteBulkWriter()
            .AddWebApi(options =>
            {
                options.UserIdClaim = "canvas_user_id";
                options.FindRoles = http => ValueTask.FromResult(Enum.GetValues<CanvasApiRoles>()
                    .Where(role => http.User.IsInRole(role.ToString().ToLowerInvariant())).Aggregate(CanvasApiRoles.None, (all, role) => all | role));
                options.FindCaseload = _ => ValueTask.FromResult(caseload());
                options.Policy = "portal";
            });
    }

    public static void Map(WebApplication app)
    {
        app.MapOpenApi();
        app.MapCanvasOperations("/canvas");
        app.MapPost("/sign-in", (HttpContext http, string token) =>
            http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, TestSignIn.Person(token, CookieAuthenticationDefaults.AuthenticationScheme)));
    }
}
