using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 2, Students = 20, AssignmentsPerCourse = 5 });
var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddDbContextPool<SchoolContext>(o => o.UseNpgsql(Environment.GetEnvironmentVariable("SCHOOL_DATABASE"), npgsql => npgsql.EnableRetryOnFailure()));
builder.Services.AddCanvasOperations()
    .UseDbContext<SchoolContext>()
    .UseRestClient(o => { o.BaseAddress = canvas.BaseAddress; o.AccessToken = canvas.Token; })
    .UsePostgreSqlBulkWriter();

await using var app = builder.Build();
app.MapPost("/sync", async (ICanvasBridge bridge, CancellationToken cancellationToken) => (await bridge.SyncAllCoursesAsync(cancellationToken: cancellationToken)).Succeeded);
app.MapGet("/courses", (SchoolContext school) => school.Set<CanvasCourse>().CountAsync());
app.MapGet("/submissions", (SchoolContext school) => school.Set<CanvasSubmission>().AnyAsync());
await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<SchoolContext>().Database.EnsureCreatedAsync();
}

await app.StartAsync();
using var browser = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
using var synced = await browser.PostAsync("/sync", null);
Console.WriteLine($"{await synced.Content.ReadFromJsonAsync<bool>()} {await browser.GetStringAsync("/courses")} courses, {await browser.GetFromJsonAsync<bool>("/submissions")}");
await app.StopAsync();

sealed class SchoolContext(DbContextOptions<SchoolContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData(schema: "canvas");
}
