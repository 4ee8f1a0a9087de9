using System.Text.Json;
using CanvasData.Operations.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.AspNetCore.Tests;

public sealed class SignInsShould
{
    [Fact]
    public async Task BeNamedInTheDocumentAsTheHostRegisteredThem()
    {
        var document = await DocumentAsync(services =>
        {
            services.AddAuthentication("session").AddCookie("session", cookie => cookie.Cookie.Name = "school").AddBearerToken("token");
            services.AddAuthorizationBuilder().AddPolicy("administrators", policy => policy.AddAuthenticationSchemes("token", "session").RequireAuthenticatedUser());
        });

        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        (Text(schemes, "session", "type"), Text(schemes, "session", "in"), Text(schemes, "session", "name")).Should().Be(("apiKey", "cookie", "school"));
        (Text(schemes, "token", "type"), Text(schemes, "token", "scheme")).Should().Be(("http", "bearer"));
        var paths = document.GetProperty("paths");
        SignIns(paths, "/canvas/courses", "get").Should().Equal("session");
        SignIns(paths, "/canvas/syncs", "post").Should().Equal("token", "session");
        paths.GetProperty("/own").GetProperty("get").TryGetProperty("security", out _).Should().BeFalse("endpoints of the host are the host's to describe");
    }

    [Fact]
    public async Task BeAllOfTheHostsWhereARequestChooses()
    {
        var document = await DocumentAsync(services =>
        {
            services.AddAuthentication("either").AddPolicyScheme("either", null, either => either.ForwardDefaultSelector = http => http.Request.Headers.Authorization.Count > 0 ? "token" : "session")
                .AddCookie("session").AddBearerToken("token");
            services.AddAuthorizationBuilder().AddPolicy("administrators", policy => policy.RequireAuthenticatedUser());
        });

        SignIns(document.GetProperty("paths"), "/canvas/courses", "get").Should().BeEquivalentTo("session", "token");
    }

    private static string? Text(JsonElement schemes, string scheme, string property) => schemes.GetProperty(scheme).GetProperty(property).GetString();

    private static IEnumerable<string> SignIns(JsonElement paths, string path, string method) =>
        paths.GetProperty(path).GetProperty(method).GetProperty("security").EnumerateArray().Select(way => way.EnumerateObject().Single().Name);

    private static async Task<JsonElement> DocumentAsync(Action<IServiceCollection> signIns)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenApi();
        builder.Services.AddDbContext<SchoolContext>();
        signIns(builder.Services);
        builder.Services.AddAuthorizationBuilder().AddPolicy("portal", policy => policy.RequireAuthenticatedUser());
        builder.Services.AddHealthChecks().AddCanvasSync();
        builder.Services.AddCanvasOperations().UseDbContext<SchoolContext>().AddWebApi(options =>
        {
            options.UserIdClaim = "canvas_user_id";
            options.FindRoles = _ => ValueTask.FromResult(CanvasApiRoles.Student);
            options.Policy = "portal";
            options.AreaPolicies[CanvasApiArea.Sync] = "administrators";
        });
        await using var app = builder.Build();
        app.MapOpenApi();
        app.MapCanvasOperations("/canvas");
        app.MapGet("/own", () => "own").RequireAuthorization("portal");
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var document = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json"));
        return document.RootElement.Clone();
    }
}
