using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Sync;

/// <summary>Reads the assignments and submissions of a course.</summary>
internal sealed class WorkFetch(ICanvasClient client, TransformerSet transformers)
{
    private static readonly Predicate<CanvasAssignment> IsUnpublished = new(AssignmentRules.Unpublished.Compile());

    public async Task AssignmentsAsync(Reading reading)
    {
        var (data, profile) = (reading.Data, reading.Plan.Profile);
        Predicate<CanvasAssignment>? unwanted = profile.UnpublishedAssignments ? null : IsUnpublished;
        var assignments = new RecordIngestor<AssignmentRecord, CanvasAssignment>(data.Assignments, transformers.Assignment, reading.Context, reading.Again);
        var overrides = new RecordIngestor<AssignmentOverrideRecord, CanvasAssignmentOverride>(data.Overrides, transformers.AssignmentOverride, reading.Context, reading.Again);
        var checkpoints = new RecordIngestor<CheckpointRecord, CanvasCheckpoint>(data.Checkpoints, transformers.Checkpoint, reading.Context, reading.Again);
        var overridesTold = true;
        var checkpointsTold = true;
        var listed = new HashSet<long>();
        await foreach (var record in client.ListAssignmentsAsync(data.CourseId, data.Usage, reading.CancellationToken).ConfigureAwait(false))
        {
            assignments.Add(record, unwanted);
            listed.Add(record.Id.Value ?? 0);
            if (record.Published.Value == false && record.Id.Value is { } unpublished)
            {
                data.UnpublishedAssignments.Add(unpublished);
            }

            checkpointsTold &= record.Checkpoints is { IsSpecified: true, Problem: null } || record.HasSubAssignments.Value == false;
            foreach (var checkpoint in record.Checkpoints.Value ?? [])
            {
                // A null among them is refused as a record.
                if (checkpoint is not null)
                {
                    checkpoint.AssignmentId = record.Id.Value ?? 0;
                    data.CheckpointDates.Add(checkpoint);
                }

                checkpoints.Add(checkpoint, unwanted is not null && record.Published.Value == false ? _ => true : null);
            }

            if (!profile.Overrides)
            {
                continue;
            }

            overridesTold &= record.Overrides is { IsSpecified: true, Problem: null } || record.HasOverrides.Value == false;
            Predicate<CanvasAssignmentOverride>? unwantedToo = unwanted is not null && record.Published.Value == false ? _ => true : null;
            foreach (var item in record.Overrides.Value ?? [])
            {
                overrides.Add(item, unwantedToo);
            }
        }

        if (reading.Again)
        {
            data.DeletedAssignments.UnionWith(data.Assignments.Rows.Ids.Where(id => !listed.Contains(id)));
        }

        assignments.Finish(reading.Plan.InferAbsence);
        overrides.Finish(reading.Plan.InferAbsence && profile.Overrides && overridesTold);
        checkpoints.Finish(reading.Plan.InferAbsence && checkpointsTold);
        reading.Fetched(data.Assignments.Entity, data.Assignments.Count);
    }

    /// <summary>Asks for the submissions of some students or assignments.</summary>
    public async Task OpenSubmissionsAsync(Reading reading, IReadOnlyList<SubmissionFilter> passes)
    {
        try
        {
            await SubmissionsAsync(reading, passes, complete: false).ConfigureAwait(false);
        }
        catch (Exception error) when (error is CanvasPermissionException or CanvasNotFoundException)
        {
            // Canvas refuses a whole list for one student or assignment that has gone since.
            await SubmissionsAsync(reading, [SubmissionFilter.All], complete: false).ConfigureAwait(false);
        }
    }

    /// <param name="reading">The course.</param>
    /// <param name="passes">What to ask for, one list after the other.</param>
    /// <param name="complete">Whether the lists hold every submission.</param>
    public async Task SubmissionsAsync(Reading reading, IReadOnlyList<SubmissionFilter> passes, bool complete)
    {
        var data = reading.Data;
        var intake = new RecordIngestor<SubmissionRecord, CanvasSubmission>(data.Submissions, transformers.Submission, reading.Context, reading.Again);
        Predicate<CanvasSubmission> unwanted = row => (row.UserId is { } user && data.TestStudents.Contains(user)) || data.KnownAssignments?.Contains(row.AssignmentId) == false;
        var checkpoints = new RecordIngestor<CheckpointSubmissionRecord, CanvasCheckpointSubmission>(data.CheckpointSubmissions, transformers.CheckpointSubmission, reading.Context, reading.Again);
        Predicate<CanvasCheckpointSubmission> unwantedToo = row => (row.UserId is { } user && data.TestStudents.Contains(user)) || data.KnownAssignments?.Contains(row.AssignmentId) == false;
        var checkpointsTold = true;
        foreach (var filter in passes)
        {
            var count = 0;
            await foreach (var record in client.ListSubmissionsAsync(data.CourseId, filter, data.Usage, reading.CancellationToken).ConfigureAwait(false))
            {
                intake.Add(record, unwanted, Doubled);
                data.SubmittedAssignments.Add(record.AssignmentId.Value ?? 0);
                checkpointsTold &= record.SubAssignmentSubmissions is { IsSpecified: true, Problem: null };
                foreach (var part in record.SubAssignmentSubmissions.Value ?? [])
                {
                    if (part is not null)
                    {
                        (part.SubmissionId, part.AssignmentId, part.StudentId) = (record.Id.Value ?? 0, record.AssignmentId.Value ?? 0, record.UserId.Value);
                        part.DueAt = data.CheckpointDates.DueAt(part, data.Enrollments);
                    }

                    checkpoints.Add(part, unwantedToo);
                }

                if (++count % 1_000 == 0)
                {
                    reading.Fetched(data.Submissions.Entity, data.Submissions.Count);
                }
            }
        }

        intake.Finish(complete);
        checkpoints.Finish(complete && checkpointsTold);
        reading.Fetched(data.Submissions.Entity, data.Submissions.Count);

        // The same row again is harmless, another one in its place is not: the place is unique, and which is right is unknown.
        FieldProblem? Doubled(CanvasSubmission row) =>
            row.UserId is not { } user || data.Places.Add(row.AssignmentId, user) || data.Submissions.HasRow(row.Id)
                ? null
                : new FieldProblem(nameof(row.UserId), "expected one submission a student and assignment, found another one in the same listing");
    }
}
