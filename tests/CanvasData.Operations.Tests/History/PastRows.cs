using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Tests.History;

/// <summary>A course 10 with a random past: submissions and enrollments of 12 students with up to 6 changes each, and snapshots.</summary>
internal static class PastRows
{
    public const int Days = 20;
    public static readonly DateTime Start = new(2026, 1, 1, 8, 0, 0, DateTimeKind.Utc);

    public static Task FillAsync(SchoolContext context, int seed)
    {
        var random = new Random(seed);
        context.Add(new CanvasCourse { Id = 10, Name = "Algebra", WorkflowState = "available" });
        context.Add(new CanvasAssignment { Id = 30, CourseId = 10, Name = "Essay", PointsPossible = 10, Published = true, WorkflowState = "published", MissingSince = null });
        for (var student = 1; student <= 12; student++)
        {
            context.Add(new CanvasUser { Id = student, Name = $"Student {student}" });
            Submission(context, random, student);
            Enrollment(context, random, student);
        }

        for (var day = 0; day < Days; day += 3)
        {
            context.Add(new CanvasCourseSnapshot { CourseId = 10, RecordedAt = Start.AddDays(day), TotalStudents = day });
        }

        return Task.CompletedTask;
    }

    private static void Submission(SchoolContext context, Random random, int student)
    {
        double? score = null;
        var there = true;
        foreach (var day in Changes(random))
        {
            var (before, kind) = (score, Kind(random, ref there));
            score = kind == HistoryChange.Changed ? Math.Round(random.NextDouble() * 10, 1) : score;
            context.Add(new CanvasAssignmentScoreHistory
            {
                SubmissionId = 100 + student, AssignmentId = 30, CourseId = 10, UserId = student, RecordedAt = Start.AddDays(day), Change = kind,
                PreviousScore = before, Score = score, PreviousWorkflowState = before is null ? "submitted" : "graded", WorkflowState = "graded", Attempt = day, PreviousAttempt = 1,
            });
        }

        context.Add(new CanvasSubmission
        {
            Id = 100 + student, AssignmentId = 30, CourseId = 10, UserId = student, Score = score, WorkflowState = "graded", Attempt = 99, FirstSyncedAt = Start.AddHours(-1), MissingSince = there ? null : Start.AddDays(Days), PostedAt = Start,
        });
    }

    private static void Enrollment(SchoolContext context, Random random, int student)
    {
        double? score = 50;
        var there = true;
        foreach (var day in Changes(random))
        {
            var (before, kind) = (score, Kind(random, ref there));
            score = kind == HistoryChange.Changed ? random.Next(0, 101) : score;
            context.Add(new CanvasGradeHistory
            {
                EnrollmentId = 200 + student, CourseId = 10, UserId = student, RecordedAt = Start.AddDays(day), Change = kind, PreviousCurrentScore = before, CurrentScore = score,
                PreviousEnrollmentState = "active", EnrollmentState = "active",
            });
        }

        context.Add(new CanvasEnrollment
        {
            Id = 200 + student, CourseId = 10, UserId = student, Type = "StudentEnrollment", EnrollmentState = "active", CurrentScore = score, FirstSyncedAt = Start.AddHours(-1), MissingSince = there ? null : Start.AddDays(Days),
        });
    }

    private static IEnumerable<int> Changes(Random random) => Enumerable.Range(0, random.Next(0, 7)).Select(_ => random.Next(0, Days)).Distinct().Order();

    private static string Kind(Random random, ref bool there)
    {
        if (!there || random.Next(5) == 0)
        {
            there = !there;
            return there ? HistoryChange.Returned : HistoryChange.Removed;
        }

        return HistoryChange.Changed;
    }
}
