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
        row.Title = context.Take(record.Title, nameof(row.Title));
        row.StudentIds = context.Take(record.StudentIds, nameof(row.StudentIds));
        row.GroupId = context.Take(record.GroupId, nameof(row.GroupId));
        row.SectionId = context.Take(record.CourseSectionId, nameof(row.SectionId));
        row.IsForCourse = record.CourseId.Value is not null;
        row.NoopId = context.Take(record.NoopId, nameof(row.NoopId));
        row.ContextModuleId = context.Take(record.ContextModuleId, nameof(row.ContextModuleId));
        row.UnassignItem = context.Take(record.UnassignItem, nameof(row.UnassignItem));

        // Here absence is an answer: a date that is not told is not overridden.
        (row.OverridesDueAt, row.DueAt) = (record.DueAt.IsTold, context.Take(Overridden(record.DueAt), nameof(row.DueAt)));
        (row.OverridesUnlockAt, row.UnlockAt) = (record.UnlockAt.IsTold, context.Take(Overridden(record.UnlockAt), nameof(row.UnlockAt)));
        (row.OverridesLockAt, row.LockAt) = (record.LockAt.IsTold, context.Take(Overridden(record.LockAt), nameof(row.LockAt)));
        row.AllDay = context.Take(record.AllDay, nameof(row.AllDay));
    }

    private static Optional<DateTimeOffset?> Overridden(Optional<DateTimeOffset?> date)
    {
        return date.IsTold ? date : new Optional<DateTimeOffset?>(null);
    }
}
