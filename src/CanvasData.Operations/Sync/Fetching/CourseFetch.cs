using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Sync;

/// <summary>What one fetch asks for.</summary>
/// <param name="Profile">Which collections and fields.</param>
/// <param name="Since">Only submissions graded or submitted since then; null for all of them.</param>
/// <param name="InferAbsence">Whether complete listings may show what vanished.</param>
/// <param name="Static">Which of the rarely changing listings.</param>
internal sealed record FetchPlan(SyncProfile Profile, DateTimeOffset? Since, bool InferAbsence, StaticListings Static = StaticListings.All)
{
    /// <summary>The listings among these that the profile wants and that were not asked for yet.</summary>
    public StaticListings Missing(StaticListings listings, CourseData data) => listings & ~data.Asked & (
        (Profile.Sections ? StaticListings.Sections : 0) |
        (Profile.ContactDetails ? StaticListings.Users : 0) |
        (Profile.Assignments ? StaticListings.AssignmentGroups : 0) |
        (Profile.GradingSetup ? StaticListings.GradingSetup : 0) |
        (Profile.Modules ? StaticListings.Modules : 0));
}

/// <summary>Reads one course from Canvas and transforms it; no database in scope.</summary>
internal sealed class CourseFetch(ICanvasClient client, TransformerSet transformers)
{
    private static readonly Predicate<CanvasAssignment> IsUnpublished = new(AssignmentRules.Unpublished.Compile());

    private readonly GradingSetupFetch _setup = new(client, transformers);

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
            pieces.Add(reading => FetchOpenSubmissionsAsync(reading, open.Submissions));
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
            await FetchPersonsAsync(reading, listed: false).ConfigureAwait(false);
        }

        if (doubtful.Contains(data.Submissions))
        {
            await FetchSubmissionsAsync(reading, PassesOf(plan), complete: plan.InferAbsence && plan.Since is null).ConfigureAwait(false);
        }

        // After the submissions: of an assignment that was unpublished since the first look they are not lost.
        if (doubtful.Contains(data.Assignments) || doubtful.Contains(data.Overrides) || doubtful.Contains(data.Submissions))
        {
            await FetchAssignmentsAsync(reading).ConfigureAwait(false);
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
            first.Add(piece => FetchPersonsAsync(piece, wanted.HasFlag(StaticListings.Users)));
        }

        if (plan.Profile.Assignments)
        {
            first.Add(FetchAssignmentsAsync);
        }

        if (plan.Profile.Submissions)
        {
            then.Add(piece => FetchSubmissionsAsync(piece, PassesOf(plan), complete: plan.InferAbsence && plan.Since is null));
        }

        if (wanted.HasFlag(StaticListings.GradingSetup))
        {
            then.Add(piece => _setup.StandardsAsync(piece, shared));
        }

        await RunAsync(first, reading.Data, plan, reading.Fetched, reading.CancellationToken).ConfigureAwait(false);
        await RunAsync(then, reading.Data, plan, reading.Fetched, reading.CancellationToken).ConfigureAwait(false);
    }

    private async Task FetchPersonsAsync(Reading reading, bool listed)
    {
        var (data, profile, cancellationToken) = (reading.Data, reading.Plan.Profile, reading.CancellationToken);
        var users = new RecordIngestor<UserRecord, CanvasUser>(data.Users, transformers.User, reading.Context, omitted: ProfileColumns.OmittedFrom<CanvasUser>(profile));
        var listedUsers = new Dictionary<long, UserRecord>();
        data.BeginPersons();
        if (listed)
        {
            await reading.OptionalAsync("contact details", async () =>
            {
                await foreach (var user in client.ListUsersAsync(data.CourseId, data.Usage, cancellationToken).ConfigureAwait(false))
                {
                    if (user is { Problem: null, Id: { Problem: null, Value: { } id } })
                    {
                        listedUsers[id] = user;
                    }
                    else
                    {
                        users.Add(user);
                    }
                }
            }).ConfigureAwait(false);
        }

        var known = data.Users.Rows.Ids.ToHashSet();
        var enrollments = new RecordIngestor<EnrollmentRecord, CanvasEnrollment>(data.Enrollments, transformers.Enrollment, reading.Context, reading.Again, omitted: ProfileColumns.OmittedFrom<CanvasEnrollment>(profile));
        await foreach (var enrollment in client.ListEnrollmentsAsync(data.CourseId, data.Usage, cancellationToken).ConfigureAwait(false))
        {
            enrollments.Add(enrollment);
            if (enrollment.Type.Value == EnrollmentTypes.TestStudent && enrollment.UserId.Value is { } testStudent)
            {
                data.TestStudents.Add(testStudent);
            }

            if (enrollment.CourseSectionId.Value is { } section)
            {
                data.EnrolledSections.Add(section);
            }

            // The list of users has more than the user inside an enrollment. A user in that list alone has left meanwhile.
            var inside = enrollment.User.Value;
            if ((enrollment.UserId.Value ?? inside?.Id.Value) is { } id && (listedUsers.GetValueOrDefault(id) ?? inside) is { } person && known.Add(id))
            {
                users.Add(person);
            }
        }

        enrollments.Finish(reading.Plan.InferAbsence);
        users.Finish(complete: false);
        reading.Fetched(data.Enrollments.Entity, data.Enrollments.Count);
    }

    private async Task FetchAssignmentsAsync(Reading reading)
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
                checkpoint.AssignmentId = record.Id.Value ?? 0;
                checkpoints.Add(checkpoint, unwanted is not null && record.Published.Value == false ? _ => true : null);
                data.CheckpointDates.Add(checkpoint);
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

    private async Task FetchOpenSubmissionsAsync(Reading reading, IReadOnlyList<SubmissionFilter> passes)
    {
        try
        {
            await FetchSubmissionsAsync(reading, passes, complete: false).ConfigureAwait(false);
        }
        catch (Exception error) when (error is CanvasPermissionException or CanvasNotFoundException)
        {
            // Canvas refuses a whole list for one student or assignment that has gone since.
            await FetchSubmissionsAsync(reading, [SubmissionFilter.All], complete: false).ConfigureAwait(false);
        }
    }

    private async Task FetchSubmissionsAsync(Reading reading, IReadOnlyList<SubmissionFilter> passes, bool complete)
    {
        var data = reading.Data;
        var intake = new RecordIngestor<SubmissionRecord, CanvasSubmission>(data.Submissions, transformers.Submission, reading.Context, reading.Again);
        Predicate<CanvasSubmission> unwanted = row => row.UserId is { } user && data.TestStudents.Contains(user);
        var checkpoints = new RecordIngestor<CheckpointSubmissionRecord, CanvasCheckpointSubmission>(data.CheckpointSubmissions, transformers.CheckpointSubmission, reading.Context, reading.Again);
        Predicate<CanvasCheckpointSubmission> unwantedToo = row => row.UserId is { } user && data.TestStudents.Contains(user);
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
                    (part.SubmissionId, part.AssignmentId, part.StudentId) = (record.Id.Value ?? 0, record.AssignmentId.Value ?? 0, record.UserId.Value);
                    part.DueAt = data.CheckpointDates.DueAt(part, data.Enrollments);
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
