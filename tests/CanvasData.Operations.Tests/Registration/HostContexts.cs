using CanvasData.Operations.Model;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Tests.Registration;

/// <summary>Something of the host's own.</summary>
internal sealed class Locker
{
    public int Id { get; set; }

    public string Label { get; set; } = "";

    public DateTime? LastOpenedAt { get; set; }
}

internal sealed class PortalContext(DbContextOptions options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Locker>();
        modelBuilder.AddCanvasData();
    }
}

internal sealed class PortalIdentityContext(DbContextOptions<PortalIdentityContext> options) : IdentityDbContext<IdentityUser>(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.AddCanvasData();
    }
}

internal sealed class SchemaContext(DbContextOptions<SchemaContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData(schema: "canvas");
}

/// <summary>A host that hides everything of ours from its own queries.</summary>
internal sealed class FilteredContext(DbContextOptions<FilteredContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddCanvasData();
        modelBuilder.Entity<CanvasCourse>().HasQueryFilter(row => row.Id < 0);
        modelBuilder.Entity<CanvasUser>().HasQueryFilter("tenant", row => row.Id < 0);
        modelBuilder.Entity<CanvasEnrollment>().HasQueryFilter(row => row.Id < 0);
        modelBuilder.Entity<CanvasAssignment>().HasQueryFilter(row => row.Id < 0);
        modelBuilder.Entity<CanvasSubmission>().HasQueryFilter(row => row.Id < 0);
        modelBuilder.Entity<CanvasCourseLease>().HasQueryFilter(row => row.CourseId < 0);
        modelBuilder.Entity<CanvasObjectStatus>().HasQueryFilter(row => row.Id < 0);
        modelBuilder.Entity<CanvasEnrollmentStatus>().HasQueryFilter(row => row.EnrollmentId < 0);
        modelBuilder.Entity<CanvasInstance>().HasQueryFilter(row => row.Id < 0);
    }
}

/// <summary>A host that renames our tables and columns, and limits and converts some.</summary>
internal sealed class RenamingContext(DbContextOptions<RenamingContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddCanvasData();
        modelBuilder.Entity<CanvasSubmission>(e =>
        {
            e.ToTable("work");
            e.Property(row => row.Score).HasColumnName("points");
            e.Property(row => row.RowHash).HasColumnName("fingerprint");
            e.Property(row => row.Late).HasConversion<string>();
        });
        modelBuilder.Entity<CanvasUser>().Property<string>("Shadow").HasDefaultValue("kept");
    }
}

internal sealed class UnmappedContext(DbContextOptions<UnmappedContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Locker>();
}

/// <summary>What a second library does that puts its tables into any context by force.</summary>
internal sealed class ForeignModelCustomizer(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
{
    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        modelBuilder.Entity<Locker>().ToTable("foreign_lockers");
    }
}

/// <summary>Tries again whatever fails in a way that a database calls transient.</summary>
internal sealed class RetryingStrategy(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, 3, TimeSpan.FromMilliseconds(50))
{
    protected override bool ShouldRetryOn(Exception exception) => exception is TimeoutException;
}
