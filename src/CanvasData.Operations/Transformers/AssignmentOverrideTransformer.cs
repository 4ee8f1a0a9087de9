using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="AssignmentOverrideRecord"/> to <see cref="CanvasAssignmentOverride"/>; begin with them in rules of your own.</summary>
public sealed class AssignmentOverrideTransformer : ICanvasTransformer<AssignmentOverrideRecord, CanvasAssignmentOverride>
{
    /// <inheritdoc/>
    public void Transform(AssignmentOverrideRecord record, CanvasAssignmentOverride row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.AssignmentId = context.Key(record.AssignmentId, nameof(row.AssignmentId));
        row.Title = context.Read(record.Title, nameof(row.Title));
        row.StudentIds = context.Read(record.StudentIds, nameof(row.StudentIds));
        row.GroupId = context.Read(record.GroupId, nameof(row.GroupId));
        row.SectionId = context.Read(record.CourseSectionId, nameof(row.SectionId));
        row.IsForCourse = record.CourseId.Value is not null;
        row.NoopId = context.Read(record.NoopId, nameof(row.NoopId));
        row.ContextModuleId = context.Read(record.ContextModuleId, nameof(row.ContextModuleId));
        row.UnassignItem = context.Read(record.UnassignItem, nameof(row.UnassignItem));

        // Here absence is an answer: a date that is not specified is not overridden.
        row.DueAt = context.Read(Overridden(record.DueAt), nameof(row.DueAt));
        row.UnlockAt = context.Read(Overridden(record.UnlockAt), nameof(row.UnlockAt));
        row.LockAt = context.Read(Overridden(record.LockAt), nameof(row.LockAt));
        row.OverridesDueAt = Overrides(record.DueAt, row.DueAt);
        row.OverridesUnlockAt = Overrides(record.UnlockAt, row.UnlockAt);
        row.OverridesLockAt = Overrides(record.LockAt, row.LockAt);
        row.AllDay = context.Read(record.AllDay, nameof(row.AllDay));
    }

    // A date that could not be taken is no date: stored as null it would mean "no due date".
    private static bool Overrides(Optional<DateTimeOffset?> date, DateTime? taken) =>
        date is { IsSpecified: true, Problem: null } && (date.Value is null || taken is not null);

    private static Optional<DateTimeOffset?> Overridden(Optional<DateTimeOffset?> date)
    {
        return date.IsSpecified ? date : new Optional<DateTimeOffset?>(null);
    }
}
