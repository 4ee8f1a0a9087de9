using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Monitoring;

/// <summary>The line of C# that adds an index to the model of a host.</summary>
internal static class ModelLine
{
    /// <returns>For example <c>modelBuilder.Entity&lt;Book&gt;().HasIndex(row => row.Shelf);</c>; null when the model does not map the table or a column.</returns>
    public static string? Find(IModel model, string table, IReadOnlyList<string> columns)
    {
        var entity = model.GetEntityTypes().FirstOrDefault(type => !type.IsOwned() && !type.HasSharedClrType && table.Equals(type.GetTableName(), StringComparison.OrdinalIgnoreCase));
        if (entity is null || StoreObjectIdentifier.Create(entity, StoreObjectType.Table) is not { } place)
        {
            return null;
        }

        var properties = columns.Select(column => entity.GetProperties().FirstOrDefault(property => column.Equals(property.GetColumnName(place), StringComparison.OrdinalIgnoreCase))).ToList();
        if (properties.Contains(null))
        {
            return null;
        }

        var names = properties.Select(property => property!.Name).ToList();
        var arguments = properties.Exists(property => property!.IsShadowProperty())
            ? string.Join(", ", names.Select(name => $"\"{name}\""))
            : names.Count == 1 ? $"row => row.{names[0]}" : $"row => new {{ {string.Join(", ", names.Select(name => $"row.{name}"))} }}";
        return $"modelBuilder.Entity<{entity.ClrType.Name}>().HasIndex({arguments});";
    }
}
