using CanvasData.Operations.Bulk;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.FirstSteps.Tests;

/// <summary>A row of the host's own, which the page on bulk writes is about.</summary>
public sealed class Seat
{
    public long Id { get; set; }

    public long CourseId { get; set; }

    public string Room { get; set; } = "";

    public int Number { get; set; }
}

/// <summary>A host with a table of its own, in memory.</summary>
public sealed class SeatContext(DbContextOptions<SeatContext> options) : DbContext(options)
{
    public static IBulkOperations Start()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        var services = new ServiceCollection().AddDbContext<SeatContext>(options => options.UseSqlite(connection));
        services.AddCanvasOperations().UseDbContext<SeatContext>().UseSqliteBulkWriter();
        var scope = services.BuildServiceProvider().CreateScope();
        scope.ServiceProvider.GetRequiredService<SeatContext>().Database.EnsureCreated();
        return scope.ServiceProvider.GetRequiredService<IBulkOperations>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddCanvasData();
        modelBuilder.Entity<Seat>();
    }
}
