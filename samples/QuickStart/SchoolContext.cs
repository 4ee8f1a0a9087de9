using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.QuickStart;

/// <summary>The context of the portal: its own tables would stand here beside those of Canvas.</summary>
internal sealed class SchoolContext(DbContextOptions<SchoolContext> options) : DbContext(options)
{
    public const string Schema = "canvas_quickstart";

    // SQLite knows no schemas.
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.AddCanvasData(schema: Database.IsNpgsql() ? Schema : null);
}
