using CanvasData.Operations.Canvas;
using CanvasData.Operations.History;
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
    private static readonly int?[] Days = [null, -400, -2, -1, 0, 1, 2];
    private static readonly string?[] Types = ["StudentEnrollment", "StudentEnrollment", "StudentEnrollment", "StudentEnrollment", "TeacherEnrollment", "TaEnrollment", "ObserverEnrollment", "StudentViewEnrollment", "DesignerEnrollment", null];
    private static readonly string?[] EnrollmentStates = ["active", "active", "active", "completed", "invited", "inactive", "deleted", null];
    private static readonly string?[] WorkStates = ["unsubmitted", "unsubmitted", "submitted", "graded", "pending_review", null];
    private static readonly string?[] Handing = ["online_upload", "none", "on_paper", "external_tool", null, ""];
    private static readonly bool?[] Truths = [true, false, null];

    public static Gen<Rows> Gen { get; } = CsCheck.Gen.Int[0, int.MaxValue].Select(seed => Make(seed));

    public sealed record Rows(
        int Seed, List<CanvasCourse> Courses, List<CanvasUser> Users, List<CanvasEnrollment> Enrollments, List<CanvasAssignmentGroup> Groups, List<CanvasAssignment> Assignments,
        List<CanvasSubmission> Submissions, List<CanvasAssignmentScoreHistory> Scores, List<CanvasGradeHistory> Grades)
    {
        public IEnumerable<object> All => [.. Courses, .. Users, .. Enrollments, .. Groups, .. Assignments, .. Submissions, .. Scores, .. Grades];

        public override string ToString() => $"school {Seed}: {Courses.Count} courses, {Enrollments.Count} enrollments, {Submissions.Count} submissions";
    }

    public static Rows Make(int seed)
    {
#pragma warning disable CA5394 // A seeded generator is wanted.
        var random = new Random(seed);
        T Of<T>(T[] values) => values[random.Next(values.Length)];
        DateTime? Day() => Of(Days) is { } days ? Now.AddDays(days) : null;
        DateTime? Gone() => random.Next(8) == 0 ? Now.AddDays(-5) : null;
        var rows = new Rows(seed, [], [], [], [], [], [], [], []);
        for (var id = 1; id <= random.Next(1, 4); id++)
        {
            rows.Courses.Add(new CanvasCourse
            {
                Id = id, Name = Of(Names), WorkflowState = Of<string?>(["available", "available", "available", "unpublished", "completed", null]), HideFinalGrades = Of(Truths),
                ApplyAssignmentGroupWeights = Of(Truths), MissingSince = Gone(),
            });
        }

        for (var id = 11; id <= 16; id++)
        {
            if (random.Next(6) > 0)
            {
                rows.Users.Add(new CanvasUser { Id = id, Name = Of(Names), SortableName = Of(Names) });
            }
        }

        var next = 1000;
        foreach (var course in rows.Courses)
        {
            rows.Groups.Add(new CanvasAssignmentGroup { Id = 500 + course.Id, CourseId = course.Id, Name = Of(Names), GroupWeight = Of(Points) });
            for (var i = random.Next(0, 9); i > 0; i--)
            {
                rows.Enrollments.Add(new CanvasEnrollment
                {
                    Id = next++, CourseId = course.Id, UserId = random.Next(11, 17), SectionId = Of<long?>([1, 2, null]), Type = Of(Types), EnrollmentState = Of(EnrollmentStates),
                    AssociatedUserId = Of<long?>([11, 12, 13, null]), LimitPrivilegesToCourseSection = Of(Truths), CurrentScore = Of(Scores), FinalScore = Of(Scores),
                    MissingSince = Gone(), FirstSyncedAt = Now.AddDays(-20),
                });
            }

            for (var i = random.Next(0, 4); i > 0; i--)
            {
                var assignment = new CanvasAssignment
                {
                    Id = next++, CourseId = course.Id, Name = Of(Names), AssignmentGroupId = Of<long?>([500 + course.Id, 999, null]), PointsPossible = Of(Points), Published = Of(Truths),
                    SubmissionTypes = Of(Handing), IsQuizLtiAssignment = Of(Truths), OmitFromFinalGrade = Of(Truths), MissingSince = Gone(),
                };
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
                rows.Grades.Add(new CanvasGradeHistory
                {
                    Id = next++, EnrollmentId = enrollment.Id, UserId = enrollment.UserId, CourseId = enrollment.CourseId, Change = "changed",
                    RecordedAt = Now.AddDays(-random.Next(1, 4)), PreviousCurrentScore = Of(Scores), CurrentScore = Of(Scores), PreviousFinalScore = Of(Scores), FinalScore = Of(Scores),
                });
            }
        }

        return rows;

        void Submit(Rows school, CanvasAssignment assignment, long? user)
        {
            var submission = new CanvasSubmission
            {
                Id = next++, CourseId = assignment.CourseId, AssignmentId = assignment.Id, UserId = user, WorkflowState = Of(WorkStates), Score = Of(Scores), Grade = Of(Names),
                SubmittedAt = Day(), GradedAt = Day(), PostedAt = Day(), CachedDueDate = Day(), Late = Of(Truths), Missing = Of(Truths), Excused = Of(Truths),
                LatePolicyStatus = Of<string?>([null, null, "missing", "late"]), SecondsLate = Of<double?>([null, 0, 3600, 86400, 90]), Attempt = Of<int?>([null, 1, 2]),
                MissingSince = Gone(), FirstSyncedAt = Now.AddDays(-20),
            };
            school.Submissions.Add(submission);
            for (var i = random.Next(4) - 1; i > 0; i--)
            {
                school.Scores.Add(new CanvasAssignmentScoreHistory
                {
                    Id = next++, SubmissionId = submission.Id, AssignmentId = submission.AssignmentId, UserId = user, CourseId = submission.CourseId, Change = "changed",
                    RecordedAt = Now.AddDays(-random.Next(1, 4)), PreviousScore = Of(Scores), Score = Of(Scores), PreviousPostedAt = Day(), PostedAt = Day(),
                });
            }
        }
#pragma warning restore CA5394
    }
}
