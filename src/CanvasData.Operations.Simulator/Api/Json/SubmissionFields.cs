namespace CanvasData.Operations.Simulator.Api;

/// <summary>The fields of a submission that a caller can leave out or ask for alone, in the order in which they are written.</summary>
internal static class SubmissionFields
{
    public const ulong All = ulong.MaxValue;

    private static readonly string[] Names =
    [
        "id", "body", "url", "grade", "score", "submitted_at", "assignment_id", "user_id", "submission_type", "workflow_state",
        "grade_matches_current_submission", "graded_at", "grader_id", "attempt", "cached_due_date", "excused", "late_policy_status",
        "points_deducted", "grading_period_id", "extra_attempts", "posted_at", "redo_request", "custom_grade_status_id", "sticker",
        "late", "missing", "seconds_late", "entered_grade", "entered_score", "preview_url", "attachments",
    ];

    public static ulong PostedAt { get; } = Bit(Array.IndexOf(Names, "posted_at"));

    /// <summary>The fields left after <c>response_fields[]</c> and <c>exclude_response_fields[]</c>.</summary>
    public static ulong Select(IReadOnlyList<string?> only, IReadOnlyList<string?> without)
    {
        var chosen = only.Count == 0 ? All : Mask(only);
        return chosen & ~Mask(without);
    }

    public static ulong Bit(int index) => 1UL << index;

    private static ulong Mask(IReadOnlyList<string?> names)
    {
        ulong mask = 0;
        foreach (var name in names)
        {
            var index = Array.IndexOf(Names, name);
            mask |= index < 0 ? 0 : Bit(index);
        }

        return mask;
    }
}
