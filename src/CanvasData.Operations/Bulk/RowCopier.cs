using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// Copies rows into a bulk context, over the stored entity or as a new one. The rows themselves are never tracked:
/// tracking would follow their navigations and change them.
/// </summary>
internal sealed class RowCopier(DbContext bulk, ShadowValues shadow)
{
    private static readonly MethodInfo ShallowCopy = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    public void Copy(object row, EntityEntry? stored)
    {
        if (stored is not null && stored.Metadata == bulk.Model.FindRuntimeEntityType(row.GetType()))
        {
            Overwrite(stored, row);
            return;
        }

        // A stored one of another type of the hierarchy: EF Core turns the pair into one update.
        stored?.State = EntityState.Deleted;
        Add(row);
    }

    private void Add(object row)
    {
        var copy = bulk.Entry(bulk.Entry(row).CurrentValues.ToObject());
        foreach (var navigation in Owned(copy.Metadata))
        {
            copy.Navigation(navigation).CurrentValue = CopyOwned(row, navigation);
        }

        bulk.Add(copy.Entity);
        if (shadow.Find(row) is { } tracked)
        {
            foreach (var property in copy.Metadata.GetProperties().Where(p => p.IsShadowProperty() && p != copy.Metadata.FindDiscriminatorProperty()))
            {
                copy.Property(property).CurrentValue = tracked.Property(property).CurrentValue;
            }
        }
    }

    private void Overwrite(EntityEntry stored, object row)
    {
        foreach (var property in stored.Metadata.GetProperties().Where(IsOverwritten))
        {
            var value = property.GetGetter().GetClrValue(row);
            if (property.ValueGenerated == ValueGenerated.OnAdd && Equals(value, property.Sentinel) && bulk.Database.IsRelational()
                && !property.TryGetDefaultValue(out value))
            {
                continue;
            }

            // Said outright: to EF Core's comparison -0 is 0, and hosts' comparers may find more alike.
            Set(stored.Entity, property, value);
            stored.Property(property).IsModified = true;
        }

        foreach (var complex in stored.Metadata.GetComplexProperties())
        {
            Set(stored.Entity, complex, complex.GetGetter().GetClrValue(row));
            stored.Member(complex).IsModified = true;
        }

        foreach (var navigation in Owned(stored.Metadata))
        {
            if (!navigation.IsCollection && navigation.GetGetter().GetClrValue(row) is { } owned && stored.Reference(navigation).TargetEntry is { } target)
            {
                Overwrite(target, owned);
            }
            else
            {
                stored.Navigation(navigation).CurrentValue = CopyOwned(row, navigation);
            }
        }
    }

    private static bool IsOverwritten(IProperty property) =>
        !property.IsShadowProperty() && !property.IsPrimaryKey() && property.GetAfterSaveBehavior() == PropertySaveBehavior.Save;

    private static IEnumerable<INavigation> Owned(IEntityType type) =>
        type.GetNavigations().Where(n => n.ForeignKey.IsOwnership && !n.IsOnDependent);

    private static object? CopyOwned(object owner, INavigation navigation)
    {
        var owned = navigation.GetGetter().GetClrValue(owner);
        if (owned is null || !navigation.IsCollection)
        {
            return owned is null ? null : CopyOwned(owned, navigation.TargetEntityType);
        }

        var accessor = navigation.GetCollectionAccessor()!;
        var copies = accessor.Create();
        foreach (var item in (System.Collections.IEnumerable)owned)
        {
            accessor.AddStandalone(copies, CopyOwned(item, navigation.TargetEntityType));
        }

        return copies;
    }

    // Owned types have no public way to be created; their fields are all there is to copy.
    private static object CopyOwned(object owned, IEntityType type)
    {
        var copy = ShallowCopy.Invoke(owned, null)!;
        foreach (var navigation in type.GetNavigations())
        {
            Set(copy, navigation, navigation.ForeignKey.IsOwnership && !navigation.IsOnDependent ? CopyOwned(owned, navigation) : null);
        }

        return copy;
    }

    private static void Set(object target, IPropertyBase property, object? value)
    {
        switch (property.GetMemberInfo(forMaterialization: false, forSet: true))
        {
            case FieldInfo field:
                field.SetValue(target, value);
                break;
            case PropertyInfo setter:
                setter.SetValue(target, value, property.IsIndexerProperty() ? [property.Name] : null);
                break;
        }
    }
}
