using System.Security.Claims;
using CanvasData.Operations.AspNetCore;
using CanvasData.Operations.SchoolPortal.Data;
using CanvasData.Operations.SchoolPortal.Demo;
using CanvasData.Operations.SchoolPortal.Endpoints;
using CanvasData.Operations.SchoolPortal.Identity;
using Microsoft.AspNetCore.Identity;

namespace CanvasData.Operations.SchoolPortal.Hosting;

/// <summary>Registers the services of the portal.</summary>
internal static class PortalServices
{
    /// <summary>The languages of the portal; the first is the one that others fall back to.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "de"];

    /// <summary>The policy of the API for programs.</summary>
    private const string ApiPolicy = "canvas";

    public static void AddCanvasData(this IServiceCollection services, CanvasSource canvas, PortalDatabase database)
    {
        services.AddSingleton<TimeProvider>(canvas.Clock ?? TimeProvider.System);
        services.AddDbContext<PortalContext>(database.Configure);
        services.AddHealthChecks().AddCanvasSync();
        services.AddCanvasOperations(options => options.Queries.RequireScope = true)
            .UseDbContext<PortalContext>()
            .UseRestClient(rest =>
            {
                rest.BaseAddress = canvas.Address;
                rest.AccessToken = canvas.Token;
                rest.AccountId = canvas.AccountId;
            })
            .UseSqliteBulkWriter()
            .UsePostgreSqlBulkWriter()
            .MonitorQueries()
            .AddWebApi(api =>
            {
                api.UserIdClaim = PortalRoles.CanvasUserId;
                api.Policy = ApiPolicy;
                api.FindRoles = http => ValueTask.FromResult(RolesOf(http.User));
                api.FindCaseload = http => http.RequestServices.GetRequiredService<Caseload>().ListAsync(http.RequestAborted);
            });
    }

    public static void AddPortalIdentity(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<Viewer>();
        services.AddScoped<Accounts>();
        services.AddSingleton<DemoAccounts>().AddSingleton<DemoControls>();
        services.AddIdentity<IdentityUser, IdentityRole>().AddEntityFrameworkStores<PortalContext>();
        services.AddScoped<Caseload>().AddScoped<PortalRecords>();
        services.AddAuthorization(options => options.AddPolicy(ApiPolicy, policy => policy.RequireAuthenticatedUser()));
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/denied";
            cookie.Cookie.Name = "portal";

            // A program gets a status where a person gets a page.
            cookie.Events.OnRedirectToLogin = context => AnswerAsync(context.Request, context.Response, StatusCodes.Status401Unauthorized, context.RedirectUri);
            cookie.Events.OnRedirectToAccessDenied = context => AnswerAsync(context.Request, context.Response, StatusCodes.Status403Forbidden, context.RedirectUri);
        });
    }

    public static void AddPortalPages(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddScoped<DatabaseTurn>();
        services.AddLocalization();
        services.AddCascadingAuthenticationState();
        services.AddRazorComponents();
        services.AddOpenApi();
        services.Configure<RequestLocalizationOptions>(options => options
            .SetDefaultCulture(Languages[0])
            .AddSupportedCultures([.. Languages])
            .AddSupportedUICultures([.. Languages]));
    }

    private static CanvasApiRoles RolesOf(ClaimsPrincipal user) => PortalRoles.All
        .Where(user.IsInRole)
        .Aggregate(default(CanvasApiRoles), (all, role) => all | Enum.Parse<CanvasApiRoles>(role));

    private static Task AnswerAsync(HttpRequest request, HttpResponse response, int status, string page)
    {
        if (request.Path.StartsWithSegments(CanvasApi.Root))
        {
            response.StatusCode = status;
        }
        else
        {
            response.Redirect(page);
        }

        return Task.CompletedTask;
    }
}
