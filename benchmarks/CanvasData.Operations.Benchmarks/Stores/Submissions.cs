using CanvasData.Operations.Model;


namespace CanvasData.Operations.Benchmarks.Stores;

/// <summary>Submissions as a school has them: most graded, some late, some missing, some not yet handed in.</summary>
internal static class Submissions
{
    private static readonly DateTime Start = new(2026, 9, 1, 8, 0, 0, DateTimeKind.Utc);

    public static List<CanvasSubmission> Make(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i => One(random, i))];
    }

    /// <summary>The same rows after a regrading.</summary>
    public static List<CanvasSubmission> Change(IReadOnlyList<CanvasSubmission> rows)
    {
        var changed = Make(rows.Count);
        foreach (var row in changed)
        {
            row.Score = (row.Score ?? 0) + 0.5;
            row.Grade = FormattableString.Invariant($"{row.Score}");
            row.WorkflowState = "graded";
            row.GradedAt = row.SyncedAt = Start.AddDays(60);
            row.RowHash++;
        }

        return changed;
    }

    private static CanvasSubmission One(Random random, int i)
    {
        var due = Start.AddDays(random.Next(100)).AddHours(15);
        var handedIn = random.Next(10) < 8;
        var graded = handedIn && random.Next(10) < 9;
        var late = handedIn && random.Next(10) == 0;
        var score = graded ? Math.Round(random.NextDouble() * 100, 1) : (double?)null;
        return new CanvasSubmission
        {
            Id = 9_000_000_000_000_000 + i,
            CourseId = 101 + (i / 10_000),
            AssignmentId = 5_000 + (i / 1_000),
            UserId = 70_000 + (i % 1_000),
            RowHash = random.NextInt64(),
            FirstSyncedAt = Start,
            SyncedAt = Start,
            WorkflowState = graded ? "graded" : handedIn ? "submitted" : "unsubmitted",
            SubmissionType = handedIn ? "online_upload" : null,
            SubmittedAt = handedIn ? due.AddMinutes(random.Next(-3_000, late ? 600 : 0)) : null,
            Attempt = handedIn ? 1 : null,
            Score = score,
            Grade = score is null ? null : FormattableString.Invariant($"{score}"),
            EnteredScore = score,
            EnteredGrade = score is null ? null : FormattableString.Invariant($"{score}"),
            Late = late,
            Missing = !handedIn,
            SecondsLate = late ? random.Next(36_000) : 0,
            Excused = graded ? false : null,
            GradedAt = graded ? due.AddDays(3).AddMicroseconds(random.Next()) : null,
            GraderId = graded ? 42 : null,
            GradeMatchesCurrentSubmission = graded ? true : null,
            PostedAt = graded ? due.AddDays(4) : null,
            CachedDueDate = due,
            GradingPeriodId = 7,
        };
    }
}
