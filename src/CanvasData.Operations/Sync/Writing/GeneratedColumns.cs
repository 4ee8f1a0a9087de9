using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Looks whether the host's model lets the database fill columns of the library. A default would replace a null or a zero that Canvas
/// sent. The fingerprint of the row would then not be that of its columns.
/// </summary>
internal static class GeneratedColumns
{
    /// <exception cref="CanvasConfigurationException">A column has a default, or is computed.</exception>
    public static void Check(DbContext database)
    {
        var found = database.Model.GetEntityTypes().Where(type => type.ClrType.Assembly == typeof(CanvasInstance).Assembly)
            .SelectMany(type => type.GetDeclaredProperties())
            .FirstOrDefault(property => !property.IsShadowProperty() && !property.IsKey() && property.ValueGenerated != ValueGenerated.Never);
        if (found is not null)
        {
            throw new CanvasConfigurationException(
                $"{database.GetType().Name} lets the database fill {found.DeclaringType.ClrType.Name}.{found.Name}, whose value comes from Canvas or from the library.",
                "Take HasDefaultValue, HasDefaultValueSql, HasComputedColumnSql or IsRowVersion off this property and add a migration; for a value of the host's own add a shadow property.");
        }
    }
}
