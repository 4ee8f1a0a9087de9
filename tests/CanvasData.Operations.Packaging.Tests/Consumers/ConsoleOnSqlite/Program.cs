using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 2, Students = 20, AssignmentsPerCourse = 5 });
var services = new ServiceCollection();
services.AddDbContext<SchoolContext>(o => o.UseSqlite("Data Source=school.db"));
services.AddCanvasOperations()
    .UseDbContext<SchoolContext>()
    .UseRestClient(o => { o.BaseAddress = canvas.BaseAddress; o.AccessToken = canvas.Token; })
    .UseSqliteBulkWriter();

await using var provider = services.BuildServiceProvider();
await using var scope = provider.CreateAsyncScope();
var school = scope.ServiceProvider.GetRequiredService<SchoolContext>();
await school.Database.EnsureCreatedAsync();
var report = await scope.ServiceProvider.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync();
Console.WriteLine($"{report.Succeeded} {await school.Set<CanvasCourse>().CountAsync()} courses, {await school.Set<CanvasSubmission>().AnyAsync()}");

sealed class SchoolContext(DbContextOptions<SchoolContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
}
