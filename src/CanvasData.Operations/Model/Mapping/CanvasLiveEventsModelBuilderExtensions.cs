using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Adds the tables of Live Events to a host's model.</summary>
public static class CanvasLiveEventsModelBuilderExtensions
{
    /// <summary>
    /// Maps the tables that keep what Live Events named until it was refreshed. Call it in <c>OnModelCreating</c> after
    /// <c>AddCanvasData()</c>, and add a migration. A host without Live Events does not need them.
    /// </summary>
    /// <param name="modelBuilder">The host's model.</param>
    /// <param name="schema">The database schema of the tables; null for the context's default. SQLite has none.</param>
    /// <returns>The same builder.</returns>
    public static ModelBuilder AddCanvasLiveEvents(this ModelBuilder modelBuilder, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        var hint = Table<CanvasLiveEventHint>();
        hint.Property(row => row.Id).ValueGeneratedNever();
        hint.Property(row => row.Kind).HasMaxLength(20);
        hint.Property(row => row.ReceivedAt).HasConversion(new UtcDateTimeConverter());
        hint.HasIndex(row => row.ReceiverId);
        var receiver = Table<CanvasLiveEventReceiver>();
        receiver.Property(row => row.Id).ValueGeneratedNever();
        receiver.Property(row => row.Process).HasMaxLength(200);
        receiver.Property(row => row.LeaseUntil).HasConversion(new UtcDateTimeConverter());
        return modelBuilder;

        EntityTypeBuilder<T> Table<T>() where T : class
        {
            var entity = modelBuilder.Entity<T>();
            if (schema is not null)
            {
                entity.Metadata.SetSchema(schema);
            }

            return entity;
        }
    }
}
