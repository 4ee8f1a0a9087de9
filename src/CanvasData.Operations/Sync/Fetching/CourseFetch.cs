using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Sync;

/// <summary>What one fetch asks for.</summary>
/// <param name="Profile">Which collections and fields.</param>
/// <param name="Since">Only submissions graded or handed in since then; null for all of them.</param>
/// <param name="InferAbsence">Whether complete listings may show what vanished.</param>
internal sealed record FetchPlan(SyncProfile Profile, DateTimeOffset? Since, bool InferAbsence);

/// <summary>Reads everything of one course from Canvas and transforms it; no database in sight.</summary>
internal sealed class CourseFetch(ICanvasClient client, TransformerSet transformers)
{
    public async Task FetchAsync(CourseData data, FetchPlan plan, Action<string, int> fetched, CancellationToken cancellationToken)
    {
        var context = new TransformContext(data.CourseId);
        var reading = new Reading(data, plan, context, fetched, cancellationToken);
        var course = await client.GetCourseAsync(data.CourseId, data.Usage, cancellationToken).ConfigureAwait(false);
        if (course.Id.Value is { } told && told != data.CourseId)
        {
            throw new CanvasProtocolException(
                $"The client was asked for course {data.CourseId} and told course {told}.", "Ask for courses by the ids that the list of courses tells; nothing was written.");
        }

        data.ServerTime = course.ServerTime;
        if (plan is { Profile.GradingSetup: true, Since: null } && course.AccessRestrictedByDate.Value != true)
        {
            await FetchSettingsAsync(reading, course).ConfigureAwait(false);
        }

        AddCourse(data, course, context);
        if (data.Courses.Rejected.Find(one => !one.IsFieldOnly) is { } rejected)
        {
            throw new CanvasProtocolException(
                $"Course {data.CourseId} itself cannot be stored, because of {(rejected.Field.Length == 0 ? "the whole record" : rejected.Field)}: {rejected.Reason}.",
                "All its rows would belong to no course, so nothing was written. Correct the course in Canvas, or replace its transformer.");
        }

        fetched(data.Courses.Entity, data.Courses.Count);
        if (course.AccessRestrictedByDate.Value == true)
        {
            data.IsRestricted = true;
            data.Skipped["course"] = "Canvas restricts the course by date and tells nothing but its id";
            return;
        }

        var (id, usage, profile) = (data.CourseId, data.Usage, plan.Profile);
        if (profile.Sections)
        {
            await reading.ListAsync(client.ListSectionsAsync(id, usage, cancellationToken), data.Sections, transformers.Section).ConfigureAwait(false);
        }

        if (profile.Enrollments)
        {
            await FetchPersonsAsync(reading).ConfigureAwait(false);
        }

        if (profile.GradingSetup)
        {
            await FetchGradingSetupAsync(reading).ConfigureAwait(false);
        }

        if (profile.Assignments)
        {
            await reading.ListAsync(client.ListAssignmentGroupsAsync(id, usage, cancellationToken), data.AssignmentGroups, transformers.AssignmentGroup).ConfigureAwait(false);
            await FetchAssignmentsAsync(reading).ConfigureAwait(false);
        }

        if (profile.Submissions)
        {
            await FetchSubmissionsAsync(reading).ConfigureAwait(false);
        }

        if (profile.Modules)
        {
            await FetchModulesAsync(reading).ConfigureAwait(false);
        }
    }

    /// <summary>Lists collections again that seem to have lost rows.</summary>
    public async Task ListAgainAsync(CourseData data, FetchPlan plan, IReadOnlyCollection<Collection> doubtful, Action<string, int> fetched, CancellationToken cancellationToken)
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
            await FetchPersonsAsync(reading).ConfigureAwait(false);
        }

        if (doubtful.Contains(data.Submissions))
        {
            await FetchSubmissionsAsync(reading).ConfigureAwait(false);
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
        if (await client.FindCourseSettingsAsync(reading.Data.CourseId, reading.Data.Usage, reading.CancellationToken).ConfigureAwait(false) is { RestrictQuantitativeData.IsTold: true } settings)
        {
            course.RestrictQuantitativeData = settings.RestrictQuantitativeData;
        }
    });

    private void AddCourse(CourseData data, CourseRecord course, TransformContext context)
    {
        var intake = new Intake<CourseRecord, CanvasCourse>(data.Courses, transformers.Course, context);
        intake.Add(course);
        intake.Finish(complete: false);
        if (course.Term.Value is { } term)
        {
            new Intake<TermRecord, CanvasTerm>(data.Terms, transformers.Term, context).Add(term);
        }
    }

    private async Task FetchPersonsAsync(Reading reading)
    {
        var (data, profile, cancellationToken) = (reading.Data, reading.Plan.Profile, reading.CancellationToken);
        var users = new Intake<UserRecord, CanvasUser>(data.Users, transformers.User, reading.Context, omitted: ProfileColumns.OmittedFrom<CanvasUser>(profile));
        data.BeginPersons();
        if (profile.ContactDetails && !reading.Again)
        {
            await reading.OptionalAsync("contact details", async () =>
            {
                await foreach (var user in client.ListUsersAsync(data.CourseId, data.Usage, cancellationToken).ConfigureAwait(false))
                {
                    users.Add(user);
                }
            }).ConfigureAwait(false);
        }

        var known = data.Users.Rows.Ids.ToHashSet();
        var enrollments = new Intake<EnrollmentRecord, CanvasEnrollment>(data.Enrollments, transformers.Enrollment, reading.Context, reading.Again, omitted: ProfileColumns.OmittedFrom<CanvasEnrollment>(profile));
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

            // The list of persons tells more than the person inside an enrollment.
            if (enrollment.User.Value is { } user && user.Id.Value is { } userId && known.Add(userId))
            {
                users.Add(user);
            }
        }

        enrollments.Finish(reading.Plan.InferAbsence);
        users.Finish(complete: false);
        reading.Fetched(data.Enrollments.Entity, data.Enrollments.Count);
    }

    private async Task FetchGradingSetupAsync(Reading reading)
    {
        var (data, cancellationToken) = (reading.Data, reading.CancellationToken);
        await reading.OptionalAsync("grading periods", () =>
            reading.ListAsync(client.ListGradingPeriodsAsync(data.CourseId, data.Usage, cancellationToken), data.GradingPeriods, transformers.GradingPeriod)).ConfigureAwait(false);
        await reading.OptionalAsync("grading standards", () =>
            reading.ListAsync(client.ListGradingStandardsAsync(data.CourseId, data.Usage, cancellationToken), data.GradingStandards, transformers.GradingStandard)).ConfigureAwait(false);
        await reading.OptionalAsync("late policy", async () =>
        {
            var intake = new Intake<LatePolicyRecord, CanvasLatePolicy>(data.LatePolicies, transformers.LatePolicy, reading.Context);
            if (await client.FindLatePolicyAsync(data.CourseId, data.Usage, cancellationToken).ConfigureAwait(false) is { } policy)
            {
                intake.Add(policy);
            }

            intake.Finish(reading.Plan.InferAbsence);
        }).ConfigureAwait(false);
    }

    private async Task FetchAssignmentsAsync(Reading reading)
    {
        var (data, profile) = (reading.Data, reading.Plan.Profile);
        Predicate<CanvasAssignment>? unwanted = profile.UnpublishedAssignments ? null : row => row.Published == false;
        var assignments = new Intake<AssignmentRecord, CanvasAssignment>(data.Assignments, transformers.Assignment, reading.Context, reading.Again);
        var overrides = new Intake<AssignmentOverrideRecord, CanvasAssignmentOverride>(data.Overrides, transformers.AssignmentOverride, reading.Context, reading.Again);
        var checkpoints = new Intake<CheckpointRecord, CanvasCheckpoint>(data.Checkpoints, transformers.Checkpoint, reading.Context, reading.Again);
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

            if (record.PostManually.Value != true && record.Id.Value is { } posted)
            {
                data.PostedWhenGraded.Add(posted);
            }

            checkpointsTold &= record.Checkpoints is { IsTold: true, Problem: null } || record.HasSubAssignments.Value == false;
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

            overridesTold &= record.Overrides is { IsTold: true, Problem: null } || record.HasOverrides.Value == false;
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

    private async Task FetchSubmissionsAsync(Reading reading)
    {
        var (data, plan) = (reading.Data, reading.Plan);
        var intake = new Intake<SubmissionRecord, CanvasSubmission>(data.Submissions, transformers.Submission, reading.Context, reading.Again);
        Predicate<CanvasSubmission> unwanted = row => row.UserId is { } user && data.TestStudents.Contains(user);
        var checkpoints = new Intake<CheckpointSubmissionRecord, CanvasCheckpointSubmission>(data.CheckpointSubmissions, transformers.CheckpointSubmission, reading.Context, reading.Again);
        Predicate<CanvasCheckpointSubmission> unwantedToo = row => row.UserId is { } user && data.TestStudents.Contains(user);
        var checkpointsTold = true;
        SubmissionFilter[] passes = plan.Since is { } since
            ? [new SubmissionFilter(GradedSince: since), new SubmissionFilter(SubmittedSince: since)]
            : [SubmissionFilter.All];
        foreach (var filter in passes)
        {
            var count = 0;
            await foreach (var record in client.ListSubmissionsAsync(data.CourseId, filter, data.Usage, reading.CancellationToken).ConfigureAwait(false))
            {
                // Old installations send no posted_at at all, which is not the null of a hidden grade.
                if (record is { PostedAt.IsTold: false, AssignmentId.Value: { } assignment } && data.PostedWhenGraded.Contains(assignment))
                {
                    record.PostedAt = record.GradedAt;
                }

                intake.Add(record, unwanted, Doubled);
                data.SubmittedAssignments.Add(record.AssignmentId.Value ?? 0);
                checkpointsTold &= record.SubAssignmentSubmissions is { IsTold: true, Problem: null };
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

        intake.Finish(plan.InferAbsence && plan.Since is null);
        checkpoints.Finish(plan.InferAbsence && plan.Since is null && checkpointsTold);
        reading.Fetched(data.Submissions.Entity, data.Submissions.Count);

        // The same row again is harmless, another one in its place is not: the place is unique, and which is right nobody knows.
        FieldProblem? Doubled(CanvasSubmission row) =>
            row.UserId is not { } user || data.Places.Take(row.AssignmentId, user) || data.Submissions.HasRow(row.Id)
                ? null
                : new FieldProblem(nameof(row.UserId), "expected one submission a student and assignment, found another one in the same listing");
    }

    private Task FetchModulesAsync(Reading reading) => reading.OptionalAsync("modules", async () =>
    {
        var data = reading.Data;
        var modules = new Intake<ModuleRecord, CanvasModule>(data.Modules, transformers.Module, reading.Context, reading.Again);
        var items = new Intake<ModuleItemRecord, CanvasModuleItem>(data.ModuleItems, transformers.ModuleItem, reading.Context, reading.Again);
        var itemsTold = true;
        await foreach (var record in client.ListModulesAsync(data.CourseId, data.Usage, reading.CancellationToken).ConfigureAwait(false))
        {
            modules.Add(record);
            if (record is { Items.Problem: not null, Id.Value: { } unlisted })
            {
                data.UnlistedModules.Add(unlisted);
            }

            itemsTold &= record.Items.IsTold;
            foreach (var item in record.Items.Value ?? [])
            {
                items.Add(item);
            }
        }

        modules.Finish(reading.Plan.InferAbsence);
        items.Finish(reading.Plan.InferAbsence && itemsTold);
        reading.Fetched(data.Modules.Entity, data.Modules.Count);
    });

    private sealed record Reading(
        CourseData Data, FetchPlan Plan, TransformContext Context, Action<string, int> Fetched, CancellationToken CancellationToken, bool Again = false)
    {
        public async Task ListAsync<TRecord, TRow>(
            IAsyncEnumerable<TRecord> records, Collection<TRow> into, ICanvasTransformer<TRecord, TRow> transformer)
            where TRecord : CanvasRecord
            where TRow : CanvasRow, new()
        {
            var intake = new Intake<TRecord, TRow>(into, transformer, Context, Again);
            await foreach (var record in records.ConfigureAwait(false))
            {
                intake.Add(record);
            }

            intake.Finish(Plan.InferAbsence);
            Fetched(into.Entity, into.Count);
        }

        // A course is worth having without these, and without one that Canvas fails on again and again; nothing is inferred
        // about what could not be read.
        public async Task OptionalAsync(string what, Func<Task> read)
        {
            try
            {
                await read().ConfigureAwait(false);
            }
            catch (CanvasApiException error) when (error is CanvasPermissionException or CanvasNotFoundException or CanvasUnavailableException { StatusCode: >= 500 })
            {
                Data.Skipped[what] = error.Message;
            }
        }
    }
}
