using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using Microsoft.EntityFrameworkCore;

await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 2, Students = 20, AssignmentsPerCourse = 5 });
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Services.AddDbContextFactory<SchoolContext>(o => o.UseInMemoryDatabase("school"));
builder.Services.AddCanvasOperations()
    .UseDbContext<SchoolContext>()
    .UseRestClient(o => { o.BaseAddress = canvas.BaseAddress; o.AccessToken = canvas.Token; })
    .AddSyncSchedule(o => o.FirstDelay = TimeSpan.Zero);
using var host = builder.Build();
await host.StartAsync();
var schools = host.Services.GetRequiredService<IDbContextFactory<SchoolContext>>();
while (true)
{
    await using var school = await schools.CreateDbContextAsync();
    if (await school.Set<CanvasSyncRun>().AnyAsync(run => run.CompletedAt != null))
    {
        Console.WriteLine($"True {await school.Set<CanvasCourse>().CountAsync()} courses, {await school.Set<CanvasSubmission>().AnyAsync()}");
        break;
    }

    await Task.Delay(100);
}

await host.StopAsync();

sealed class SchoolContext(DbContextOptions<SchoolContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
}
