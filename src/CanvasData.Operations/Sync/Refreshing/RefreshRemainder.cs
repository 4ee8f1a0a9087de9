using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Finds what an incremental sync would have followed up, had it found the changes that a refresh has stored. The next sync of the course
/// does that.
/// </summary>
internal sealed class RefreshRemainder(DbContext database, CourseData data, SyncProfile profile)
{
    private static readonly Func<CanvasEnrollment, bool> IsStudent = EnrollmentRules.Student.Compile();
    private static readonly ulong Group = RowCodec<CanvasAssignment>.Instance.MaskOf([nameof(CanvasAssignment.AssignmentGroupId)]);
    private static readonly ulong Section = RowCodec<CanvasEnrollment>.Instance.MaskOf([nameof(CanvasEnrollment.SectionId)]);

    /// <summary>The work that is left.</summary>
    public OpenWork Open { get; } = new();

    /// <summary>The rarely changing listings that lack what a row refers to.</summary>
    public StaticListings Due { get; private set; }

    public async Task FindAsync(IReadOnlyList<WrittenRow> rows, CancellationToken cancellationToken)
    {
        foreach (var written in rows)
        {
            await (written switch
            {
                { Row: CanvasAssignment row } => LookAsync(written, row, cancellationToken),
                { Row: CanvasEnrollment row } => LookAsync(written, row, cancellationToken),
                _ => Task.CompletedTask,
            }).ConfigureAwait(false);
            if (written.Row is CanvasAssignmentOverride one)
            {
                Open.Assignments.Add(one.AssignmentId);
            }
            else if (written.Row is CanvasCheckpoint checkpoint)
            {
                Open.Assignments.Add(checkpoint.AssignmentId);
            }
        }
    }

    private async Task LookAsync(WrittenRow written, CanvasAssignment row, CancellationToken cancellationToken)
    {
        if (written.Kind == RowChangeKind.Missing)
        {
            return;
        }

        var changed = written.Kind == RowChangeKind.Changed ? written.Columns : ~0UL;
        if ((changed & OpenQuestions.MovesWork) != 0)
        {
            Open.Assignments.Add(row.Id);
        }

        if ((changed & OpenQuestions.Scheme) != 0 && row.GradingStandardId is not (null or 0))
        {
            Due |= StaticListings.GradingSetup;
        }

        if ((changed & Group) != 0 && row.AssignmentGroupId is { } group &&
            !await database.Rows<CanvasAssignmentGroup>().AnyAsync(one => one.Id == group && one.MissingSince == null, cancellationToken).ConfigureAwait(false))
        {
            Due |= StaticListings.AssignmentGroups;
        }
    }

    private async Task LookAsync(WrittenRow written, CanvasEnrollment row, CancellationToken cancellationToken)
    {
        var isNew = written.Kind is RowChangeKind.Added or RowChangeKind.Returned;
        var hasWork = profile.Submissions && data.Part!.AssignmentId is null && data.Skipped.Count == 0;
        if (written.Kind != RowChangeKind.Missing && IsStudent(row) && !hasWork)
        {
            if (isNew)
            {
                Open.Arrivals.Add(row.UserId);
            }
            else if ((written.Columns & OpenQuestions.Totals) != 0)
            {
                Open.Totals.Add(row.UserId);
            }
        }

        if (written.Kind != RowChangeKind.Missing && (isNew || (written.Columns & Section) != 0) && row.SectionId is { } section &&
            !await database.Rows<CanvasSection>().AnyAsync(one => one.Id == section && one.MissingSince == null, cancellationToken).ConfigureAwait(false))
        {
            Due |= StaticListings.Sections;
        }
    }
}
