using CanvasData.Operations.Client;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// Maps submissions. Canvas stores neither whether work is late nor whether it is missing: both are computed here by the rules of Canvas, as
/// at the moment of the tables.
/// </summary>
internal static class SubmissionMapping
{
    /// <summary>How long after its due date a quiz is on time.</summary>
    public static readonly TimeSpan QuizGrace = TimeSpan.FromSeconds(60);

    private static readonly HashSet<string> Unexpected = ["", "none", "not_graded", "on_paper", "wiki_page", "external_tool"];

    /// <summary>Lists the submissions that REST would list: to published assignments, of people who are enrolled.</summary>
    /// <param name="course">The course.</param>
    /// <param name="changedOnly">Whether only noted work is listed.</param>
    /// <param name="readAt">The moment of the tables.</param>
    /// <param name="reader">The staged tables.</param>
    /// <param name="leftOut">Receives, at the end, the work whose assignment or enrollment may still come. Tables are streams of their own.</param>
    public static IEnumerable<SubmissionRecord> Submissions(long course, bool changedOnly, DateTimeOffset readAt, SourceReader reader, Action<IReadOnlyList<long>> leftOut)
    {
        var assignments = reader.OfOwner("assignments", course)
            .Where(row => row.Text("workflow_state").Value == States.Published && row.Long("parent_assignment_id").Value is null)
            .ToDictionary(row => row.Id, row => (Types: row.Text("submission_types").Value ?? "", IsAnonymous: row.Flag("anonymous_grading").Value == true));
        var people = reader.OfOwner("enrollments", course)
            .Where(row => States.IsEnrolled(row.Text("workflow_state").Value) && row.Text("type").Value is "StudentEnrollment" or "StudentViewEnrollment")
            .Select(row => row.Long("user_id").Value).ToHashSet();
        var waiting = new List<long>();
        var isStaged = new Dictionary<long, bool>();
        foreach (var row in changedOnly ? reader.ChangedWork(course) : reader.OfOwner("submissions", course))
        {
            if (row.Long("assignment_id").Value is not { } assignment)
            {
                continue;
            }

            var isListed = assignments.TryGetValue(assignment, out var asked);
            if (isListed && people.Contains(row.Long("user_id").Value))
            {
                yield return Submission(row, asked.Types, asked.IsAnonymous, readAt);
            }
            else if (isListed || !IsStaged(assignment))
            {
                waiting.Add(row.Id);
            }
        }

        leftOut(waiting);

        // An assignment that is staged and not listed brings all its work when it is published.
        bool IsStaged(long assignment) => isStaged.TryGetValue(assignment, out var known) ? known : isStaged[assignment] = reader.Find("assignments", assignment) is not null;
    }

    private static SubmissionRecord Submission(SourceRow row, string types, bool isAnonymous, DateTimeOffset readAt)
    {
        var (submitted, due, status) = (row.ExactTime("submitted_at"), row.ExactTime("cached_due_date"), row.Text("late_policy_status").Value);
        var score = row.Number("score");
        var deducted = row.Number("points_deducted");
        var isLate = IsLate(row, types, submitted, due, status);
        var isMissing = IsMissing(row, types, submitted, due, status, readAt);
        return new SubmissionRecord
        {
            Id = row.Id,
            AssignmentId = row.Long("assignment_id"),

            // REST hides whose work it is until the grade is posted.
            UserId = isAnonymous && row.Time("posted_at").Value is null ? default : row.Long("user_id"),
            AnonymousId = row.Text("anonymous_id") is { Value: not null } anonymous ? anonymous : default,
            WorkflowState = row.Text("workflow_state"),
            SubmissionType = row.Text("submission_type"),
            SubmittedAt = row.Time("submitted_at"),
            Attempt = row.Int("attempt"),
            Score = score,
            Grade = row.Text("grade"),
            EnteredScore = score is { Problem: null } && deducted is { IsSpecified: true, Problem: null } ? score.Value + (deducted.Value ?? 0) : default(Optional<double?>),
            PointsDeducted = deducted,
            LatePolicyStatus = row.Text("late_policy_status"),
            Late = isLate,
            Missing = isMissing,
            SecondsLate = isMissing && due < readAt ? Math.Floor((readAt - due.Value).TotalSeconds) : SecondsLate(row, isLate, submitted, due, status),
            Excused = row.Flag("excused"),
            GradedAt = row.Time("graded_at"),
            GraderId = row.Long("grader_id"),
            GradeMatchesCurrentSubmission = row.Flag("grade_matches_current_submission"),
            PostedAt = row.Time("posted_at"),
            CachedDueDate = row.Time("cached_due_date"),
            GradingPeriodId = row.Long("grading_period_id"),
            CustomGradeStatusId = row.Long("custom_grade_status_id"),
            ExtraAttempts = row.Int("extra_attempts"),
            RedoRequest = row.Flag("redo_request"),
        };
    }

    // A status that a grader has set decides.
    private static bool IsLate(SourceRow row, string types, DateTimeOffset? submitted, DateTimeOffset? due, string? status)
    {
        if (row.Flag("excused").Value == true || row.Long("custom_grade_status_id").Value is not null)
        {
            return false;
        }

        if (status is not null)
        {
            return status == "late";
        }

        return submitted - Grace(row, types) > due;
    }

    private static bool IsMissing(SourceRow row, string types, DateTimeOffset? submitted, DateTimeOffset? due, string? status, DateTimeOffset readAt)
    {
        if (row.Flag("excused").Value == true || row.Long("custom_grade_status_id").Value is not null)
        {
            return false;
        }

        // A zero of the policy for missing work has a score and no grader, and its work stays missing.
        return status is not null
            ? status == "missing"
            : submitted is null && row.Long("grader_id").Value is null && readAt - Grace(row, types) > due &&
              (IsNewQuiz(row) || !types.Split(',', StringSplitOptions.TrimEntries).All(Unexpected.Contains));
    }

    // A quiz of either kind has a minute of grace.
    private static TimeSpan Grace(SourceRow row, string types) =>
        IsNewQuiz(row) || types.Contains("online_quiz", StringComparison.Ordinal) ? QuizGrace : TimeSpan.Zero;

    private static bool IsNewQuiz(SourceRow row) => row.Flag("cached_quiz_lti").Value == true;

    private static double SecondsLate(SourceRow row, bool isLate, DateTimeOffset? submitted, DateTimeOffset? due, string? status)
    {
        if (!isLate)
        {
            return 0;
        }

        return status == "late" ? row.Int("seconds_late_override").Value ?? 0 : Math.Floor((submitted - due)?.TotalSeconds ?? 0);
    }
}
