using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Adds the tables of a cluster to a host's model.</summary>
public static class CanvasClusterModelBuilderExtensions
{
    /// <summary>
    /// Maps the tables that the nodes of a cluster work by: runs, their courses, and shares of the requests to Canvas. Call it in
    /// <c>OnModelCreating</c> after <c>AddCanvasData()</c>, and add a migration. A host without a cluster does not need them.
    /// </summary>
    /// <param name="modelBuilder">The host's model.</param>
    /// <param name="schema">The database schema of the tables; null for the context's default. SQLite has none.</param>
    /// <returns>The same builder.</returns>
    public static ModelBuilder AddCanvasCluster(this ModelBuilder modelBuilder, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        Table<CanvasClusterRun>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Schedule).HasMaxLength(100);
            e.Property(r => r.State).HasMaxLength(20);
            e.Property(r => r.Outcome).HasMaxLength(20);
            e.HasIndex(r => new { r.EndedAt, r.CreatedAt });
        });
        Table<CanvasClusterCourse>(e =>
        {
            e.HasKey(r => new { r.RunId, r.CourseId });
            e.Property(r => r.CourseId).ValueGeneratedNever();
            e.Property(r => r.Outcome).HasMaxLength(20);

            // The next courses of a run are the first of those that have not ended.
            e.HasIndex(r => new { r.RunId, r.EndedAt, r.Position });
        });
        Table<CanvasRequestShare>(e =>
        {
            e.HasKey(r => r.Node);
            e.Property(r => r.Node).ValueGeneratedNever();
        });
        return modelBuilder;

        void Table<T>(Action<EntityTypeBuilder<T>> configure) where T : class
        {
            var entity = modelBuilder.Entity<T>();
            if (schema is not null)
            {
                entity.Metadata.SetSchema(schema);
            }

            configure(entity);
            foreach (var property in entity.Metadata.GetProperties().Where(p => p.ClrType == typeof(DateTime) || p.ClrType == typeof(DateTime?)))
            {
                property.SetValueConverter(new UtcDateTimeConverter());
            }
        }
    }
}
