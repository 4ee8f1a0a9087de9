using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>
/// The due dates of checkpoints. Canvas shows no date in the work on a checkpoint, so that of the student is found here, as
/// Canvas finds it: the latest date of the overrides that name the student, or else the date for everyone.
/// </summary>
internal sealed class CheckpointDates
{
    private readonly Dictionary<(long Assignment, string Tag), CheckpointRecord> _checkpoints = [];
    private ILookup<long, long>? _sections;

    public void Add(CheckpointRecord checkpoint)
    {
        if (checkpoint.Tag.Value is { } tag)
        {
            _checkpoints[(checkpoint.AssignmentId, tag)] = checkpoint;
        }
    }

    /// <returns>Not specified where the checkpoint is not known.</returns>
    public Optional<DateTimeOffset?> DueAt(CheckpointSubmissionRecord work, FetchedTable<CanvasEnrollment> enrollments)
    {
        if (work.SubAssignmentTag.Value is not { } tag || !_checkpoints.TryGetValue((work.AssignmentId, tag), out var checkpoint))
        {
            return default;
        }

        var dates = (checkpoint.Overrides.Value ?? []).Where(one => one?.DueAt is { IsSpecified: true, Problem: null } && Names(one)).Select(one => one.DueAt.Value).ToList();
        return dates.Count == 0 ? checkpoint.DueAt : dates.Contains(null) ? null : dates.Max();

        bool Names(AssignmentOverrideRecord one) =>
            work.StudentId is { } student && one.UnassignItem.Value != true &&
            (one.CourseId.Value is not null
            || one.StudentIds.Value?.Any(id => id.Value == student) == true
            || (one.CourseSectionId.Value is { } section && SectionsOf(student, enrollments).Contains(section)));
    }

    private IEnumerable<long> SectionsOf(long student, FetchedTable<CanvasEnrollment> enrollments) =>
        (_sections ??= enrollments.Rows.Read().Where(staged => staged.Row.SectionId is not null).ToLookup(staged => staged.Row.UserId, staged => staged.Row.SectionId!.Value))[student];
}
