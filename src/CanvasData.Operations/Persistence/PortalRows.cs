using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Completes rows of Layer 4 that the host saves: the times that it left out, and the unique name of a tag. A target
/// that no query would find is refused.
/// </summary>
internal static class PortalRows
{
    public static void Complete(EntityEntry entry)
    {
        switch (entry.Entity)
        {
            case CanvasNote note:
                Check(nameof(CanvasNote), note.TargetType);
                Stamp(entry, nameof(CanvasNote.CreatedAt), nameof(CanvasNote.UpdatedAt));
                break;
            case CanvasTagLink link:
                Check(nameof(CanvasTagLink), link.TargetType);
                Stamp(entry, nameof(CanvasTagLink.CreatedAt), null);
                break;
            case CanvasTag tag:
                Normalize(entry, tag);
                Stamp(entry, nameof(CanvasTag.CreatedAt), null);
                break;
            case CanvasStudentMetadata or CanvasAssignmentMetadata or CanvasCourseMetadata:
                Stamp(entry, nameof(CanvasNote.CreatedAt), nameof(CanvasNote.UpdatedAt));
                break;
        }
    }

    private static void Check(string entity, string targetType)
    {
        if (!CanvasTargetTypes.All.Contains(targetType))
        {
            throw new InvalidPortalDataException(
                $"{entity}.{nameof(CanvasNote.TargetType)} names nothing that the library knows; nothing was saved.",
                $"Give a constant of {nameof(CanvasTargetTypes)}: {string.Join(", ", CanvasTargetTypes.All)}.");
        }
    }

    private static void Normalize(EntityEntry entry, CanvasTag tag)
    {
        if (string.IsNullOrWhiteSpace(tag.Name))
        {
            throw new InvalidPortalDataException($"{nameof(CanvasTag)}.{nameof(CanvasTag.Name)} is blank; nothing was saved.", "Give the tag a name.");
        }

#pragma warning disable CA1308 // The stored form is documented as lower case, and read by hosts.
        entry.Property(nameof(CanvasTag.NormalizedName)).CurrentValue = tag.Name.Trim().ToLowerInvariant();
#pragma warning restore CA1308
    }

    // What the host sets by itself stands.
    private static void Stamp(EntityEntry entry, string created, string? updated)
    {
        var now = UtcDateTimeConverter.ToMicroseconds(ClockOf(entry.Context).GetUtcNow().UtcDateTime);
        if (entry.State == EntityState.Added && entry.Property(created) is { CurrentValue: DateTime { Ticks: 0 } } made)
        {
            made.CurrentValue = now;
        }

        if (updated is not null && entry.Property(updated) is var changed && (entry.State == EntityState.Added ? changed.CurrentValue is DateTime { Ticks: 0 } : !changed.IsModified || Equals(changed.CurrentValue, changed.OriginalValue)))
        {
            changed.CurrentValue = now;
        }
    }

    private static TimeProvider ClockOf(DbContext context) =>
        context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService(typeof(TimeProvider)) as TimeProvider ?? TimeProvider.System;
}
