using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Completes rows of Layer 3 that the host saves: the times and versions that it left out, the unique name of a tag, and
/// the earlier text of a note. A target that no query would find is refused.
/// </summary>
internal static class PortalRows
{
    public static void Complete(EntityEntry entry)
    {
        switch (entry.Entity)
        {
            case CanvasNote note:
                Check(nameof(CanvasNote), note.TargetType);
                Check(note);
                Stamp(entry, nameof(CanvasNote.CreatedAt), nameof(CanvasNote.UpdatedAt));
                Raise(entry);
                Keep(entry, note);
                break;
            case CanvasCustomFieldValue value:
                Check(nameof(CanvasCustomFieldValue), value.TargetType);
                Stamp(entry, nameof(CanvasNote.CreatedAt), nameof(CanvasNote.UpdatedAt));
                Raise(entry);
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
                Raise(entry);
                break;
        }
    }

    private static void Check(CanvasNote note)
    {
        if (note.Visibility is not { Length: > 0 })
        {
            note.Visibility = NoteVisibility.Staff;
        }
        else if (!NoteVisibility.All.Contains(note.Visibility))
        {
            throw new InvalidPortalDataException(
                $"{nameof(CanvasNote)}.{nameof(CanvasNote.Visibility)} has an unknown value; nothing was saved.",
                $"Give a constant of {nameof(NoteVisibility)}: {string.Join(", ", NoteVisibility.All)}.");
        }
    }

    // The version that the host read stands in the original value, and is compared by the database.
    private static void Raise(EntityEntry entry)
    {
        var version = entry.Property(nameof(CanvasNote.Version));
        if (entry.State == EntityState.Added)
        {
            version.CurrentValue = Math.Max((int)version.CurrentValue!, 1);
        }
        else if ((int)version.CurrentValue! <= (int)version.OriginalValue!)
        {
            version.CurrentValue = (int)version.OriginalValue! + 1;
        }
    }

    // A note that was attached without its earlier values has none to keep.
    private static void Keep(EntityEntry entry, CanvasNote note)
    {
        if (entry.State == EntityState.Modified && entry.OriginalValues.ToObject() is CanvasNote before &&
            (before.Text != note.Text || before.Category != note.Category || before.Visibility != note.Visibility))
        {
            entry.Context.Add(NoteRules.RevisionOf(before, note.UpdatedAt, null, null));
        }
    }

    private static void Check(string entity, string targetType)
    {
        if (!CanvasTargetTypes.All.Contains(targetType))
        {
            throw new InvalidPortalDataException(
                $"{entity}.{nameof(CanvasNote.TargetType)} is an unknown type of target; nothing was saved.",
                $"Give a constant of {nameof(CanvasTargetTypes)}: {string.Join(", ", CanvasTargetTypes.All)}.");
        }
    }

    private static void Normalize(EntityEntry entry, CanvasTag tag)
    {
        var key = TagNames.Key(tag.Name ?? "");
        entry.Property(nameof(CanvasTag.NormalizedName)).CurrentValue = key.Length is > 0 and <= TagNames.MaxLength
            ? key
            : throw new InvalidPortalDataException(
                $"{nameof(CanvasTag)}.{nameof(CanvasTag.Name)} {(key.Length == 0 ? "is blank" : $"has {key.Length} characters")}; nothing was saved.",
                $"Give the tag a name of at most {TagNames.MaxLength} characters.");
    }

    // What the host sets by itself stands.
    private static void Stamp(EntityEntry entry, string created, string? updated)
    {
        var now = UtcDateTimeConverter.Now(ClockOf(entry.Context));
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
