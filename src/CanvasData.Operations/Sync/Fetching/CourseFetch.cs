using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Sync;

/// <summary>Reads one course from Canvas and transforms it; no database in scope.</summary>
internal sealed class CourseFetch(ICanvasClient client, TransformerSet transformers)
{
    private readonly GradingSetupFetch _setup = new(client, transformers);
    private readonly PeopleFetch _people = new(client, transformers);
    private readonly WorkFetch _work = new(client, transformers);

    /// <param name="data">Takes what comes.</param>
    /// <param name="plan">What to ask for.</param>
    /// <param name="listed">The course as a list held it; null to ask for it.</param>
    /// <param name="shared">What the courses of the run share; null for a course alone.</param>
    /// <param name="fetched">Receives how many rows of which kind have come.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    public async Task FetchAsync(
        CourseData data, FetchPlan plan, CourseRecord? listed, RunSources? shared, Action<string, int> fetched, CancellationToken cancellationToken)
    {
        var course = listed ?? await client.GetCourseAsync(data.CourseId, data.Usage, cancellationToken).ConfigureAwait(false);
        if (course.Id.Value is { } told && told != data.CourseId)
        {
            throw new CanvasProtocolException(
                $"The client was asked for course {data.CourseId} and answered with course {told}.", "Sync courses by the ids that the list of courses shows; nothing was written.");
        }

        (data.Record, data.ServerTime) = (course, course.ServerTime);
        if (course.AccessRestrictedByDate.Value == true)
        {
            data.IsRestricted = true;
            data.Skipped["course"] = "Canvas restricts the course by date and sends nothing but its id";
            AddCourse(data, course, fetched);
            return;
        }

        // The pieces run side by side, each on collections of its own.
        var wanted = plan.Missing(plan.Static, data);
        var pieces = new List<Func<Reading, Task>> { reading => FetchWorkAsync(reading, wanted, shared) };
        AddStatic(wanted, shared, pieces);
        if (wanted.HasFlag(StaticListings.GradingSetup))
        {
            pieces.Add(reading => FetchSettingsAsync(reading, course));
        }

        data.Asked |= wanted;
        await RunAsync(pieces, data, plan, fetched, cancellationToken).ConfigureAwait(false);
        AddCourse(data, course, fetched);
    }

    /// <summary>Asks what an incremental sync left open.</summary>
    public async Task FollowUpAsync(CourseData data, FetchPlan plan, FollowUp open, RunSources? shared, Action<string, int> fetched, CancellationToken cancellationToken)
    {
        var pieces = new List<Func<Reading, Task>>();
        if (open.Submissions.Count > 0)
        {
            pieces.Add(reading => _work.OpenSubmissionsAsync(reading, open.Submissions));
        }

        var setup = open.Static.HasFlag(StaticListings.GradingSetup);
        if (setup)
        {
            pieces.Add(reading => _setup.StandardsAsync(reading, shared));
            pieces.Add(reading => FetchSettingsAsync(reading, data.Record!));
        }

        AddStatic(open.Static, shared, pieces);
        data.Asked |= open.Static;
        await RunAsync(pieces, data, plan, fetched, cancellationToken).ConfigureAwait(false);
        if (setup)
        {
            AddCourse(data, data.Record!, fetched);
        }
    }

    private void AddStatic(StaticListings wanted, RunSources? shared, List<Func<Reading, Task>> pieces)
    {
        if (wanted.HasFlag(StaticListings.AssignmentGroups))
        {
            pieces.Add(reading => reading.ListAsync(
                client.ListAssignmentGroupsAsync(reading.Data.CourseId, reading.Data.Usage, reading.CancellationToken), reading.Data.AssignmentGroups, transformers.AssignmentGroup));
        }

        if (wanted.HasFlag(StaticListings.Sections))
        {
            pieces.Add(reading => reading.ListAsync(
                client.ListSectionsAsync(reading.Data.CourseId, reading.Data.Usage, reading.CancellationToken), reading.Data.Sections, transformers.Section));
        }

        if (wanted.HasFlag(StaticListings.GradingSetup))
        {
            pieces.Add(reading => _setup.PeriodsAsync(reading, shared));
            pieces.Add(_setup.LatePolicyAsync);
        }

        if (wanted.HasFlag(StaticListings.Modules))
        {
            pieces.Add(FetchModulesAsync);
        }
    }

    private static SubmissionFilter[] PassesOf(FetchPlan plan) => plan.Since is { } since
        ? [new SubmissionFilter(GradedSince: since), new SubmissionFilter(SubmittedSince: since)]
        : [SubmissionFilter.All];

    private static Task RunAsync(
        IEnumerable<Func<Reading, Task>> pieces, CourseData data, FetchPlan plan, Action<string, int> fetched, CancellationToken cancellationToken) =>
        BoundedParallel.RunAsync(
            pieces.Select(piece => (Func<CancellationToken, Task>)(token => piece(new Reading(data, plan, new TransformContext(data.CourseId), fetched, token)))),
            cancellationToken);

    /// <summary>Lists collections again that seem to have lost rows.</summary>
    public async Task ListAgainAsync(CourseData data, FetchPlan plan, IReadOnlyCollection<FetchedTable> doubtful, Action<string, int> fetched, CancellationToken cancellationToken)
    {
        var reading = new Reading(data, plan, new TransformContext(data.CourseId), fetched, cancellationToken, Again: true);
        var (id, usage) = (data.CourseId, data.Usage);
        foreach (var collection in doubtful)
        {
            // Until the second look has come to its end.
            collection.Complete = false;
        }

        if (doubtful.Contains(data.Sections))
        {
            await reading.ListAsync(client.ListSectionsAsync(id, usage, cancellationToken), data.Sections, transformers.Section).ConfigureAwait(false);
        }

        if (doubtful.Contains(data.AssignmentGroups))
        {
            await reading.ListAsync(client.ListAssignmentGroupsAsync(id, usage, cancellationToken), data.AssignmentGroups, transformers.AssignmentGroup).ConfigureAwait(false);
        }

        if (doubtful.Contains(data.Enrollments))
        {
            await _people.FetchAsync(reading, listed: false).ConfigureAwait(false);
        }

        if (doubtful.Contains(data.Submissions))
        {
            await _work.SubmissionsAsync(reading, PassesOf(plan), complete: plan.InferAbsence && plan.Since is null).ConfigureAwait(false);
        }

        // After the submissions: of an assignment that was unpublished since the first look they are not lost.
        if (doubtful.Contains(data.Assignments) || doubtful.Contains(data.Overrides) || doubtful.Contains(data.Submissions))
        {
            await _work.AssignmentsAsync(reading).ConfigureAwait(false);
        }

        if (doubtful.Contains(data.Modules) || doubtful.Contains(data.ModuleItems))
        {
            await FetchModulesAsync(reading).ConfigureAwait(false);
        }
    }

    // Asked with full passes only: it costs a request, and seldom changes.
    private Task FetchSettingsAsync(Reading reading, CourseRecord course) => reading.OptionalAsync("course settings", async () =>
    {
        if (await client.FindCourseSettingsAsync(reading.Data.CourseId, reading.Data.Usage, reading.CancellationToken).ConfigureAwait(false) is { RestrictQuantitativeData.IsSpecified: true } settings)
        {
            course.RestrictQuantitativeData = settings.RestrictQuantitativeData;
        }
    });

    private void AddCourse(CourseData data, CourseRecord course, Action<string, int> fetched)
    {
        var context = new TransformContext(data.CourseId);
        var intake = new RecordIngestor<CourseRecord, CanvasCourse>(data.Courses, transformers.Course, context);
        intake.Add(course);
        intake.Finish(complete: false);
        if (course.Term.Value is { } term)
        {
            new RecordIngestor<TermRecord, CanvasTerm>(data.Terms, transformers.Term, context).Add(term);
        }

        if (data.Courses.Rejected.Find(one => !one.IsFieldOnly) is { } rejected)
        {
            throw new CanvasProtocolException(
                $"Course {data.CourseId} itself cannot be stored, because of {(rejected.Field.Length == 0 ? "the whole record" : rejected.Field)}: {rejected.Reason}.",
                "All its rows would belong to no course, so nothing was written. Correct the course in Canvas, or replace its transformer.");
        }

        fetched(data.Courses.Entity, data.Courses.Count);
    }

    // Users and assignments come first: the test students among the users, the dates of checkpoints and the schemes
    // that assignments name decide about the rest.
    private async Task FetchWorkAsync(Reading reading, StaticListings wanted, RunSources? shared)
    {
        var (plan, first, then) = (reading.Plan, new List<Func<Reading, Task>>(), new List<Func<Reading, Task>>());
        if (plan.Profile.Enrollments)
        {
            first.Add(piece => _people.FetchAsync(piece, wanted.HasFlag(StaticListings.Users)));
        }

        if (plan.Profile.Assignments)
        {
            first.Add(_work.AssignmentsAsync);
        }

        if (plan.Profile.Submissions)
        {
            then.Add(piece => _work.SubmissionsAsync(piece, PassesOf(plan), complete: plan.InferAbsence && plan.Since is null));
        }

        if (wanted.HasFlag(StaticListings.GradingSetup))
        {
            then.Add(piece => _setup.StandardsAsync(piece, shared));
        }

        await RunAsync(first, reading.Data, plan, reading.Fetched, reading.CancellationToken).ConfigureAwait(false);
        await RunAsync(then, reading.Data, plan, reading.Fetched, reading.CancellationToken).ConfigureAwait(false);
    }

    private Task FetchModulesAsync(Reading reading) => reading.OptionalAsync("modules", async () =>
    {
        var data = reading.Data;
        var modules = new RecordIngestor<ModuleRecord, CanvasModule>(data.Modules, transformers.Module, reading.Context, reading.Again);
        var items = new RecordIngestor<ModuleItemRecord, CanvasModuleItem>(data.ModuleItems, transformers.ModuleItem, reading.Context, reading.Again);
        var itemsTold = true;
        await foreach (var record in client.ListModulesAsync(data.CourseId, data.Usage, reading.CancellationToken).ConfigureAwait(false))
        {
            modules.Add(record);
            if (record is { Items.Problem: not null, Id.Value: { } unlisted })
            {
                data.UnlistedModules.Add(unlisted);
            }

            itemsTold &= record.Items.IsSpecified;
            foreach (var item in record.Items.Value ?? [])
            {
                items.Add(item);
            }
        }

        modules.Finish(reading.Plan.InferAbsence);
        items.Finish(reading.Plan.InferAbsence && itemsTold);
        reading.Fetched(data.Modules.Entity, data.Modules.Count);
    });
}
