using CanvasData.Operations.Model;
using CsCheck;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>Small schools full of nulls, ties, test students, several enrollments, vanished rows and odd text.</summary>
public static class RandomSchool
{
    private static readonly DateTime Now = QueryHost.Now;
    private static readonly string?[] Names = [null, "", "ana", "Ana", "ANA", "Zoë", "zoe", "Émile", "emile", "_x", "Ödegård", "o'Neil", "100%", "王"];

    // Points are powers of two and scores quarters, so that means are exact whatever the order of summing.
    private static readonly double?[] Points = [null, 0, 1, 4, 16, 64];
    private static readonly double?[] Scores = [null, 0, 0.25, 1, 4, 16.75, 80];
    private static readonly string?[] Letters = [null, "A", "b"];
    private static readonly int?[] Days = [null, -400, -2, -1, 0, 1, 2];
    private static readonly string?[] Types = ["StudentEnrollment", "StudentEnrollment", "StudentEnrollment", "StudentEnrollment", "TeacherEnrollment", "TaEnrollment", "ObserverEnrollment", "StudentViewEnrollment", "DesignerEnrollment", null];
    private static readonly string?[] EnrollmentStates = ["active", "active", "active", "completed", "invited", "inactive", "deleted", null];
    private static readonly string?[] WorkStates = ["unsubmitted", "unsubmitted", "submitted", "graded", "pending_review", null];
    private static readonly string?[] Handing = ["online_upload", "online_text_entry,online_url", "online_quiz", "none", "on_paper", "external_tool", "wiki_page", "not_graded", null, ""];
    private static readonly bool?[] Truths = [true, false, null];

    public static Gen<Rows> Gen { get; } = CsCheck.Gen.Int[0, int.MaxValue].Select(seed => Make(seed));

    public sealed record Rows(
        int Seed, List<CanvasCourse> Courses, List<CanvasUser> Users, List<CanvasEnrollment> Enrollments, List<CanvasAssignmentGroup> Groups, List<CanvasAssignment> Assignments,
        List<CanvasSubmission> Submissions, List<CanvasAssignmentScoreHistory> Scores, List<CanvasGradeHistory> Grades, List<CanvasSection> Sections, List<CanvasModule> Modules,
        List<CanvasNote> Notes, List<CanvasTag> Tags, List<CanvasTagLink> Links, List<CanvasAssignmentMetadata> Ratings, List<CanvasObjectStatus> Statuses,
        List<CanvasEnrollmentStatus> EnrollmentStatuses, List<CanvasTerm> Terms, List<CanvasAccount> Accounts)
    {
        public IEnumerable<object> All =>
        [
            .. Courses, .. Users, .. Enrollments, .. Groups, .. Assignments, .. Submissions, .. Scores, .. Grades, .. Sections, .. Modules, .. Notes, .. Tags, .. Links, .. Ratings,
            .. Statuses, .. EnrollmentStatuses, .. Terms, .. Accounts,
        ];

        public override string ToString() => $"school {Seed}: {Courses.Count} courses, {Enrollments.Count} enrollments, {Submissions.Count} submissions";
    }

    public static Rows Make(int seed)
    {
#pragma warning disable CA5394 // A seeded generator is wanted.
        var random = new Random(seed);
        T Of<T>(T[] values) => values[random.Next(values.Length)];
        DateTime? Day() => Of(Days) is { } days ? Now.AddDays(days) : null;
        DateTime? Gone() => random.Next(8) == 0 ? Now.AddDays(-5) : null;
        var rows = new Rows(seed, [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], []);
        rows.Terms.Add(new CanvasTerm { Id = 1, Name = Of(Names), StartAt = Day(), EndAt = Day() });
        foreach (var (id, parent, path) in new (long, long?, string)[] { (1, null, "/1/"), (2, 1, "/1/2/"), (3, 2, "/1/2/3/"), (22, 1, "/1/22/") })
        {
            rows.Accounts.Add(new CanvasAccount { Id = id, ParentAccountId = parent, RootAccountId = parent is null ? null : 1, Path = path, Name = Of(Names), SisAccountId = Of(Letters), MissingSince = Gone() });
        }

        for (var id = 1; id <= random.Next(1, 4); id++)
        {
            rows.Courses.Add(new CanvasCourse
            {
                Id = id, Name = Of(Names), CourseCode = Of(Names), SisCourseId = Of(Letters), AccountId = Of<long?>([1, 2, 3, 22, null]), StartAt = Day(), WorkflowState = Of<string?>(["available", "available", "available", "unpublished", "completed", null]), HideFinalGrades = Of(Truths),
                ApplyAssignmentGroupWeights = Of(Truths), TermId = Of<long?>([1, 2, null]), EndAt = Day(), RestrictEnrollmentsToCourseDates = Of(Truths), RestrictQuantitativeData = Of<bool?>([null, false, false, true]), MissingSince = Gone(),
            });
        }

        for (var id = 11; id <= 16; id++)
        {
            if (random.Next(6) > 0)
            {
                rows.Users.Add(new CanvasUser { Id = id, Name = Of(Names), SortableName = Of(Names), SisUserId = Of(Letters), MissingSince = Gone() });
            }
        }

        var next = 1000;
        foreach (var course in rows.Courses)
        {
            rows.Groups.Add(new CanvasAssignmentGroup { Id = 500 + course.Id, CourseId = course.Id, Name = Of(Names), GroupWeight = Of(Points), Position = Of<int?>([1, 2, null]), MissingSince = Gone() });
            rows.Sections.Add(new CanvasSection { Id = course.Id, CourseId = course.Id, Name = Of(Names), SisSectionId = Of(Letters), EndAt = Day(), RestrictEnrollmentsToSectionDates = Of(Truths), MissingSince = Gone() });
            rows.Modules.Add(new CanvasModule { Id = 600 + course.Id, CourseId = course.Id, Name = Of(Names), Published = Of(Truths), MissingSince = Gone() });
            for (var i = random.Next(0, 9); i > 0; i--)
            {
                rows.Enrollments.Add(new CanvasEnrollment
                {
                    Id = next++, CourseId = course.Id, UserId = random.Next(11, 17), SectionId = Of<long?>([1, 2, null]), Type = Of(Types), EnrollmentState = Of(EnrollmentStates),
                    AssociatedUserId = Of<long?>([11, 12, 13, null]), LimitPrivilegesToCourseSection = Of(Truths), CurrentScore = Of(Scores), FinalScore = Of(Scores),
                    CurrentGrade = Of(Letters), FinalGrade = Of(Letters), UnpostedCurrentScore = Of(Scores), OverrideScore = Of<double?>([null, null, 85]), OverrideGrade = Of<string?>([null, null, "A"]), CreatedAt = Day(), LastActivityAt = Day(), MissingSince = Gone(), FirstSyncedAt = Now.AddDays(-20),
                });
            }

            for (var i = random.Next(0, 4); i > 0; i--)
            {
                var assignment = new CanvasAssignment
                {
                    Id = next++, CourseId = course.Id, Name = Of(Names), AssignmentGroupId = Of<long?>([500 + course.Id, 999, null]), PointsPossible = Of(Points), Published = Of(Truths), Position = Of<int?>([1, 2, null]),
                    SubmissionTypes = Of(Handing), IsQuizLtiAssignment = Of(Truths), OmitFromFinalGrade = Of(Truths), PostManually = Of(Truths), OnlyVisibleToOverrides = Of(Truths), VisibleToEveryone = Of(Truths),
                    GradingType = Of<string?>(["points", "letter_grade", "pass_fail", null]), WorkflowState = Of<string?>(["published", "published", "unpublished", "deleted", null]), MissingSince = Gone(),
                };
                if (random.Next(2) == 0)
                {
                    rows.Ratings.Add(new CanvasAssignmentMetadata { AssignmentId = assignment.Id, DifficultyRating = Of<int?>([null, 1, 5]), CreatedAt = Now, UpdatedAt = Now });
                }

                rows.Assignments.Add(assignment);
                foreach (var user in new long?[] { 11, 12, 13, 14, 15, 16, null }.Where(_ => random.Next(3) > 0))
                {
                    Submit(rows, assignment, user);
                }
            }
        }

        foreach (var enrollment in rows.Enrollments.Where(_ => random.Next(3) == 0))
        {
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                // Half of the changes are of what only staff sees.
                var (score, letter, visible) = (Of(Scores), Of(Letters), random.Next(2) == 0);
                rows.Grades.Add(new CanvasGradeHistory
                {
                    Id = next++, EnrollmentId = enrollment.Id, UserId = Of([enrollment.UserId, enrollment.UserId, 17]), CourseId = enrollment.CourseId, Change = Of(["changed", "changed", "removed", "returned"]),
                    RecordedAt = Now.AddDays(-random.Next(1, 4)), PreviousCurrentScore = score, CurrentScore = visible ? Of(Scores) : score, PreviousFinalScore = score,
                    FinalScore = visible ? Of(Scores) : score, PreviousCurrentGrade = letter, CurrentGrade = visible ? Of(Letters) : letter, PreviousOverrideScore = score,
                    OverrideScore = visible ? Of<double?>([null, null, 85]) : score, OverrideGrade = visible ? Of(Letters) : letter, PreviousOverrideGrade = letter, PreviousUnpostedCurrentScore = Of(Scores), UnpostedCurrentScore = Of(Scores),
                });
            }
        }

        for (var i = random.Next(0, 6); i > 0; i--)
        {
            rows.Notes.Add(new CanvasNote
            {
                Id = next++, TargetType = Of(["student", "student", "assignment"]), TargetId = random.Next(11, 17), CourseId = Of<long?>([1, 2, 3, null]), AuthorUserId = random.Next(11, 17),
                Category = Of(["general", "Concern"]), Text = $"Note {i}", Visibility = Of(["author", "staff", "person", ""]), CreatedAt = Day() ?? Now, UpdatedAt = Now,
            });
        }

        rows.Tags.AddRange([new CanvasTag { Id = 71, Name = "Chess", NormalizedName = "chess" }, new CanvasTag { Id = 72, Name = "choir", NormalizedName = "choir" }]);
        foreach (var (tag, user) in new[] { (71, 11), (72, 11), (71, 12), (72, 13), (71, 15) }.Where(_ => random.Next(2) == 0))
        {
            rows.Links.Add(new CanvasTagLink { TagId = tag, TargetType = Of(["student", "student", "course"]), TargetId = user });
        }

        IEnumerable<(string Type, CanvasRow Row, long? Course)> objects =
        [
            .. rows.Courses.Select(c => (CanvasObjectTypes.Course, (CanvasRow)c, (long?)c.Id)), .. rows.Users.Select(u => (CanvasObjectTypes.User, (CanvasRow)u, (long?)null)),
            .. rows.Assignments.Select(a => (CanvasObjectTypes.Assignment, (CanvasRow)a, (long?)a.CourseId)), .. rows.Sections.Select(r => (CanvasObjectTypes.Section, (CanvasRow)r, (long?)r.CourseId)),
            .. rows.Groups.Select(r => (CanvasObjectTypes.AssignmentGroup, (CanvasRow)r, (long?)r.CourseId)), .. rows.Modules.Select(r => (CanvasObjectTypes.Module, (CanvasRow)r, (long?)r.CourseId)),
        ];
        foreach (var (type, row, course) in objects.Where(_ => random.Next(2) == 0))
        {
            rows.Statuses.Add(new CanvasObjectStatus
            {
                Id = next++, ObjectType = type, ObjectId = row.Id, CourseId = course, Active = random.Next(2) == 0, PendingDeletion = random.Next(3) == 0, UserDataExists = random.Next(2) == 0,
                HistoricalDataExists = random.Next(2) == 0, RemovedAt = Day(), RemovalReason = Of(Letters), LastSeenAt = Day(),
            });
        }

        foreach (var e in rows.Enrollments.Where(_ => random.Next(2) == 0))
        {
            rows.EnrollmentStatuses.Add(new CanvasEnrollmentStatus
            {
                EnrollmentId = e.Id, UserId = e.UserId, CourseId = e.CourseId, Active = random.Next(2) == 0, PendingDeletion = random.Next(3) == 0, HistoricalDataExists = random.Next(2) == 0,
                RemovedAt = Day(), RemovalReason = Of(Letters), LastSeenAt = Day(),
            });
        }

        return rows;

        void Submit(Rows school, CanvasAssignment assignment, long? user)
        {
            var submission = new CanvasSubmission
            {
                Id = next++, CourseId = assignment.CourseId, AssignmentId = assignment.Id, UserId = user, WorkflowState = Of(WorkStates), Score = Of(Scores), Grade = Of(Names),
                SubmittedAt = Day(), GradedAt = Day(), PostedAt = Day(), PostedAtUnspecified = Of<bool?>([true, null, null, false]), CachedDueDate = Day(), Late = Of(Truths), Missing = Of(Truths), Excused = Of(Truths),
                GraderId = Of<long?>([null, null, 9, -4]), LatePolicyStatus = Of<string?>([null, null, null, null, "missing", "late", "extended", "none"]), CustomGradeStatusId = Of<long?>([null, null, null, 1]), SecondsLate = Of<double?>([null, 0, 3600, 86400, 90]), Attempt = Of<int?>([null, 1, 2]),
                MissingSince = Gone(), FirstSyncedAt = Now.AddDays(-20),
            };
            school.Submissions.Add(submission);
            for (var i = random.Next(4) - 1; i > 0; i--)
            {
                school.Scores.Add(new CanvasAssignmentScoreHistory
                {
                    Id = next++, SubmissionId = submission.Id, AssignmentId = submission.AssignmentId, UserId = Of([user, user, user, 17, null]), CourseId = submission.CourseId, Change = "changed",
                    RecordedAt = Now.AddDays(-random.Next(1, 4)), PreviousScore = Of(Scores), Score = Of(Scores), PreviousGrade = Of(Letters), Grade = Of(Letters), PreviousPostedAt = Day(), PostedAt = Day(), PreviousGradedAt = Day(), GradedAt = Day(),
                    PreviousPointsPossible = Of(Points), PointsPossible = Of(Points), PreviousWorkflowState = Of(WorkStates), WorkflowState = Of(WorkStates),
                });
            }
        }
#pragma warning restore CA5394
    }
}
