using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// Copies rows into a bulk context, over the stored entity or as a new one. The rows themselves are never tracked:
/// tracking would follow their navigations and change them.
/// </summary>
internal sealed class RowCopier(DbContext bulk, BulkOperation operation, ShadowValues shadow, IReadOnlySet<string>? members)
{
    private static readonly MethodInfo ShallowCopy = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <returns>The entry that will be saved.</returns>
    public EntityEntry Copy(object row, EntityEntry? stored)
    {
        if (stored is not null && (members is not null || stored.Metadata == bulk.Model.FindRuntimeEntityType(row.GetType())))
        {
            Overwrite(stored, row, members);
            return stored.Metadata.GetComplexProperties().Any(complex => IsDocument(complex) && members?.Contains(complex.Name) != false) ? Renew(stored) : stored;
        }

        // A stored one of another type of the hierarchy: EF Core turns the pair into one update.
        stored?.State = EntityState.Deleted;
        return Add(row);
    }

    /// <summary>The property whose value differs from the stored one although EF Core refuses to change it; null for none.</summary>
    public IProperty? FindFixed(object row, EntityEntry stored) => stored.Metadata.ClrType != row.GetType() ? null : stored.Metadata.GetProperties().FirstOrDefault(property =>
        BulkTableBuilder.IsFixed(property) && members?.Contains(property.Name) != false
        && !property.GetValueComparer().Equals(property.GetGetter().GetClrValue(row), stored.Property(property).CurrentValue));

    /// <summary>Sets the key of a saved copy on the row that it was made from.</summary>
    public static void CopyKey(EntityEntry saved, object row)
    {
        foreach (var property in saved.Metadata.FindPrimaryKey()!.Properties.Where(p => !p.IsShadowProperty()))
        {
            Set(row, property, saved.Property(property).CurrentValue);
        }
    }

    private EntityEntry Add(object row)
    {
        var entity = bulk.Entry(row).CurrentValues.ToObject();
        foreach (var complex in bulk.Model.FindRuntimeEntityType(row.GetType())!.GetComplexProperties())
        {
            // ToObject leaves out those in JSON columns.
            Set(entity, complex, complex.GetGetter().GetClrValue(row));
        }

        var copy = bulk.Entry(entity);
        foreach (var navigation in Owned(copy.Metadata))
        {
            copy.Navigation(navigation).CurrentValue = CopyOwned(row, navigation);
        }

        bulk.Add(copy.Entity);
        CopyShadow(copy, row);
        return copy;
    }

    private void CopyShadow(EntityEntry copy, object row)
    {
        if (shadow.Find(row) is { } tracked)
        {
            foreach (var property in copy.Metadata.GetProperties().Where(IsCarried))
            {
                copy.Property(property).CurrentValue = tracked.Property(property).CurrentValue;
            }
        }

        foreach (var navigation in Owned(copy.Metadata))
        {
            foreach (var (item, owned) in Items(copy.Entity, navigation).Zip(Items(row, navigation)))
            {
                CopyShadow(navigation.IsCollection ? copy.Collection(navigation).FindEntry(item)! : copy.Reference(navigation).TargetEntry!, owned);
            }
        }
    }

    // The key of an owned type follows from its owner, or is made.
    private static bool IsCarried(IProperty property) => property.IsShadowProperty() && property.DeclaringType is IEntityType type && property != type.FindDiscriminatorProperty()
        && !(type.FindOwnership() is { } ownership && (property.IsPrimaryKey() || ownership.Properties.Contains(property)));

    private static IEnumerable<object> Items(object owner, INavigation navigation) => navigation.GetGetter().GetClrValue(owner) switch
    {
        null => [],
        System.Collections.IEnumerable items when navigation.IsCollection => items.Cast<object>(),
        var item => [item],
    };

    private void Overwrite(EntityEntry stored, object row, IReadOnlySet<string>? some)
    {
        foreach (var property in stored.Metadata.GetProperties().Where(p => IsOverwritten(p) && IsChosen(p)))
        {
            var value = property.GetGetter().GetClrValue(row);
            if (operation != BulkOperation.Update && property.ValueGenerated.HasFlag(ValueGenerated.OnAdd) && Equals(value, property.Sentinel)
                && bulk.Database.IsRelational() && !property.TryGetDefaultValue(out value))
            {
                continue;
            }

            // Said outright: to EF Core's comparison -0 is 0, and hosts' comparers may find more alike.
            Set(stored.Entity, property, value);
            stored.Property(property).IsModified = true;
        }

        foreach (var complex in stored.Metadata.GetComplexProperties().Where(IsChosen))
        {
            Set(stored.Entity, complex, complex.GetGetter().GetClrValue(row));
            if (!IsDocument(complex))
            {
                stored.Member(complex).IsModified = true;
            }
        }

        foreach (var navigation in Owned(stored.Metadata).Where(IsChosen))
        {
            if (!navigation.IsCollection && navigation.GetGetter().GetClrValue(row) is { } owned && stored.Reference(navigation).TargetEntry is { } target)
            {
                Overwrite(target, owned, null);
            }
            else
            {
                stored.Navigation(navigation).CurrentValue = CopyOwned(row, navigation);
            }
        }

        bool IsChosen(IPropertyBase member) => some?.Contains(member.Name) != false;
    }

    // EF Core writes the parts of a document that it finds changed, and mixes up the items of a collection: here it is written whole.
    private EntityEntry Renew(EntityEntry stored)
    {
        var shadows = stored.Metadata.GetProperties().Where(p => p.IsShadowProperty()).Select(p => (p, stored.Property(p).CurrentValue)).ToList();
        stored.State = EntityState.Detached;
        var entry = bulk.Entry(stored.Entity);
        entry.State = EntityState.Modified;
        foreach (var (property, value) in shadows)
        {
            entry.Property(property).CurrentValue = value;
        }

        return entry;
    }

    private static bool IsDocument(IComplexProperty property) => property.IsCollection || property.ComplexType.IsMappedToJson();

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

    /// <summary>Sets a member of an entity as EF Core does: a backing field before its property.</summary>
    public static void Set(object target, IPropertyBase property, object? value)
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
