using CanvasData.Operations.Model;


namespace CanvasData.Operations.Analytics.Tests.Database;

/// <summary>
/// Offerings of a course as rows of the mirror: the same students' abilities, items and habits for the same numbers, on
/// every machine. A course runs for sixteen weeks from its start, with one item a week in two groups.
/// </summary>
public static class GeneratedOfferings
{
    public const int Items = 12;

    /// <summary>The eighth week of the running course.</summary>
    public static readonly DateTime Now = new(2026, 3, 16, 8, 0, 0, DateTimeKind.Utc);

    private static readonly DateTime RunningStart = new(2026, 1, 19, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>One offering; the work of a running one is done as far as its time has passed.</summary>
    /// <param name="courseId">Its id; students are numbered from it.</param>
    /// <param name="code">Its code.</param>
    /// <param name="termsAgo">0 for the running one; each term before began half a year earlier.</param>
    /// <param name="students">How many students.</param>
    public static IEnumerable<CanvasRow> Of(long courseId, string code, int termsAgo, int students, int dropOuts = 0)
    {
        var start = RunningStart.AddDays(-182 * termsAgo);
        var end = start.AddDays(112);
        yield return new CanvasCourse
        {
            Id = courseId,
            Name = $"Course {courseId}",
            CourseCode = code,
            WorkflowState = termsAgo == 0 ? "available" : "completed",
            StartAt = start,
            EndAt = end,
            ApplyAssignmentGroupWeights = true,
        };
        yield return new CanvasAssignmentGroup { Id = courseId * 10, CourseId = courseId, Name = "Homework", GroupWeight = 60 };
        yield return new CanvasAssignmentGroup { Id = (courseId * 10) + 1, CourseId = courseId, Name = "Tests", GroupWeight = 40 };
        for (var item = 0; item < Items; item++)
        {
            yield return new CanvasAssignment
            {
                Id = (courseId * 100) + item,
                CourseId = courseId,
                AssignmentGroupId = (courseId * 10) + (item % 4 == 3 ? 1 : 0),
                Name = $"Work {item + 1}",
                PointsPossible = 20,
                GradingType = "points",
                SubmissionTypes = "online_upload",
                Published = true,
                WorkflowState = "published",
                DueAt = Due(start, item),
                CreatedAt = start,
            };
        }

        for (var student = 0; student < students; student++)
        {
            var user = StudentId(courseId, student);
            yield return new CanvasEnrollment
            {
                Id = user * 10,
                CourseId = courseId,
                UserId = user,
                SectionId = courseId,
                Type = "StudentEnrollment",
                EnrollmentState = student < dropOuts ? "deleted" : termsAgo == 0 ? "active" : "completed",
                MissingSince = student < dropOuts ? start.AddDays(40) : null,
                CreatedAt = start.AddDays(-7),
                LastActivityAt = Now.AddDays(-(student % 20)),
            };
            for (var item = 0; item < Items; item++)
            {
                yield return Work(courseId, start, student, item, termsAgo, student < dropOuts);
            }
        }
    }

    public static long StudentId(long courseId, int student) => (courseId * 1000) + student;

    private static DateTime Due(DateTime start, int item) => start.AddDays(7 + (item * 8));

    private static CanvasSubmission Work(long courseId, DateTime start, int student, int item, int termsAgo, bool dropped)
    {
        var due = Due(start, item);
        var ability = 45 + (50 * Unit(student, 1, termsAgo));
        var diligence = 0.65 + (0.35 * Unit(student, 2, termsAgo));
        var handedIn = due < Now && Unit(student, item + 10, termsAgo) < diligence && !(dropped && item > 3);
        var score = Math.Clamp(Math.Round((ability + (30 * (Unit(student, item + 50, termsAgo) - 0.5))) / 5, 1), 0, 20);
        return new CanvasSubmission
        {
            Id = (StudentId(courseId, student) * 100) + item,
            CourseId = courseId,
            AssignmentId = (courseId * 100) + item,
            UserId = StudentId(courseId, student),
            WorkflowState = handedIn ? "graded" : "unsubmitted",
            SubmittedAt = handedIn ? due.AddHours(-6) : null,
            Score = handedIn ? score : null,
            GradedAt = handedIn ? due.AddDays(2) : null,
            PostedAt = handedIn ? due.AddDays(2) : null,
            CachedDueDate = due,
            Late = false,
            MissingSince = dropped ? start.AddDays(40) : null,
        };
    }

    // A fixed mix of bits, uniform in 0 to 1.
    private static double Unit(int student, int what, int term)
    {
        var bits = (ulong)((student * 1_000_003) + (what * 7919) + (term * 104_729) + 1) * 0x9E3779B97F4A7C15UL;
        bits = (bits ^ (bits >> 31)) * 0xBF58476D1CE4E5B9UL;
        return ((bits ^ (bits >> 29)) >> 11) / (double)(1UL << 53);
    }
}
