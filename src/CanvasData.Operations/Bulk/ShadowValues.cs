using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Bulk;

/// <summary>Values of properties that live in the change tracker only. Looks at it when first asked.</summary>
internal sealed class ShadowValues(DbContext context)
{
    public static readonly MethodInfo GetMethod = typeof(ShadowValues).GetMethod(nameof(Get))!;

    private Dictionary<object, EntityEntry>? _tracked;

    public T? Get<T>(object row, IProperty property) =>
        Find(row) is { } entry ? (T?)entry.Property(property).CurrentValue : default;

    public EntityEntry? Find(object row) => (_tracked ??= Tracked()).GetValueOrDefault(row);

    private Dictionary<object, EntityEntry> Tracked()
    {
        // Asking for entries looks for changes by default: the host's entities are not ours to touch.
        var tracker = (context is BulkContext bulk ? bulk.Host : context).ChangeTracker;
        var detects = tracker.AutoDetectChangesEnabled;
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            return tracker.Entries().ToDictionary(e => e.Entity, ReferenceEqualityComparer.Instance);
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = detects;
        }
    }
}
