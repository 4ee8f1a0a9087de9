using CanvasData.Operations.SchoolPortal.Components;
using CanvasData.Operations.SchoolPortal.Hosting;
using CanvasData.Operations.SchoolPortal.Identity;
using CanvasData.Operations.SchoolPortal.Endpoints;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration.GetSection("Portal").Get<PortalSettings>() ?? new PortalSettings();
await using var canvas = await CanvasSource.OpenAsync(builder.Configuration, settings.Demo);
using var database = new PortalDatabase(builder.Configuration);

// Also outside of Development, because a sample is run from its sources.
builder.WebHost.UseStaticWebAssets();
builder.Services.AddSingleton(settings).AddSingleton(canvas).AddSingleton(database);
builder.Services.AddCanvasData(canvas, database);
builder.Services.AddPortalIdentity();
builder.Services.AddPortalPages();
builder.Services.AddHostedService<SchoolPreparation>();

await using var app = builder.Build();
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UseMiddleware<SecurityHeaders>();
app.UseWhen(http => !http.Request.Path.StartsWithSegments(CanvasApi.Root), pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
app.UseRequestLocalization();
app.UseMiddleware<WaitForSchool>();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();

app.MapStaticAssets();
app.MapGet("/healthz", (Readiness readiness) => Results.Text(readiness.IsReady ? "ready" : readiness.HasFailed ? "failed; the log says why" : "preparing", statusCode: readiness.IsReady ? 200 : 503));
app.MapSession();
app.MapGradebook();
app.MapPersonExport();
app.MapCanvasApi();
app.MapRazorComponents<App>().WithStaticAssets();
await app.RunAsync();
