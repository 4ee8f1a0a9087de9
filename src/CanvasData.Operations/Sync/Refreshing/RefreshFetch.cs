using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Sync;

/// <summary>Reads a part of a course as a sync reads the whole: the same transformers, the same refusals.</summary>
internal sealed class RefreshFetch(PartClient client, WithoutErasedPeople lists, TransformerSet transformers, RefreshPlan refresh, SyncProfile profile)
{
    private static readonly Func<CanvasEnrollment, bool> IsStudent = EnrollmentRules.Student.Compile();

    public async Task FetchAsync(CourseData data, CancellationToken cancellationToken)
    {
        var plan = new FetchPlan(profile, Since: null, InferAbsence: true, StaticListings.None);
        var (people, work) = (new PeopleFetch(lists, transformers), new WorkFetch(lists, transformers));

        // In the order of a sync: test students and the dates of checkpoints decide about the submissions.
        var first = new List<Func<CancellationToken, Task>>();
        if (profile.Enrollments)
        {
            first.Add(token => people.FetchAsync(Reading(token), profile.ContactDetails));
        }

        if (profile.Assignments)
        {
            first.Add(token => work.AssignmentsAsync(Reading(token)));
        }

        await BoundedParallel.RunAsync(first, cancellationToken).ConfigureAwait(false);
        if (refresh.Kind == RefreshKind.Submission && !(refresh.NeedsAssignment && data.Assignments is { Complete: true, Count: 0 } && data.Assignments.Unwanted.Count == 0))
        {
            await work.SubmissionsAsync(Reading(cancellationToken), [SubmissionFilter.All], complete: true).ConfigureAwait(false);
            await LookForUnpublishedAsync(data, cancellationToken).ConfigureAwait(false);
        }
        else if (refresh.Kind == RefreshKind.Student && profile.Submissions && data.Enrollments.Rows.Read().Any(staged => IsStudent(staged.Row)))
        {
            // Canvas says of no list whether an assignment was unpublished since: nothing is inferred from this one.
            var reading = Reading(cancellationToken);
            await reading.OptionalAsync("submissions", () => work.SubmissionsAsync(reading, [SubmissionFilter.All], complete: false)).ConfigureAwait(false);
        }

        if (data.Count == 0)
        {
            await client.ConfirmAsync(data.CourseId, data.Usage, cancellationToken).ConfigureAwait(false);
        }

        Reading Reading(CancellationToken token) => new(data, plan, new TransformContext(data.CourseId), (_, _) => { }, token);
    }

    // Canvas shows no work on an assignment that was taken back; it is not lost.
    private async Task LookForUnpublishedAsync(CourseData data, CancellationToken cancellationToken)
    {
        if (data.Submissions.Count > 0 || data.Submissions.IsListedOnly || profile.Assignments)
        {
            return;
        }

        await foreach (var assignment in client.ListAssignmentsAsync(data.CourseId, data.Usage, cancellationToken).ConfigureAwait(false))
        {
            if (assignment is { Published.Value: false, Id.Value: { } id })
            {
                data.UnpublishedAssignments.Add(id);
            }
        }
    }
}
