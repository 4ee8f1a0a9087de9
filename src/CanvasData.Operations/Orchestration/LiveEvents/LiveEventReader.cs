using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Orchestration;

/// <summary>A Live Event, as far as it is used.</summary>
/// <param name="Name">The name of a kind of event that is used; null for any other.</param>
/// <param name="At">The moment of the event.</param>
/// <param name="RootAccountUuid">The root account; null when it is not named.</param>
/// <param name="Hint">What it names; null when nothing of use.</param>
internal sealed record LiveEvent(string? Name, DateTimeOffset At, string? RootAccountUuid, EventHint? Hint);

/// <summary>Reads events in Canvas JSON. Bodies are partial: only the ids are taken.</summary>
internal static class LiveEventReader
{
    // Ids of other shards are written as shard · 10^13 + local, https://canvas.instructure.com/doc/api/file.object_ids.html.
    private const long Shard = 10_000_000_000_000;

    private delegate EventHint? ReadHint(Body body);

    private static readonly FrozenDictionary<string, ReadHint> Known = new Dictionary<string, ReadHint>
    {
        ["submission_created"] = body => Submission(body, "user_id"),
        ["submission_updated"] = body => Submission(body, "user_id"),
        ["grade_change"] = body => Submission(body, "student_id"),
        ["course_grade_change"] = Totals,
        ["grade_override"] = Totals,
        ["enrollment_created"] = Enrollment,
        ["enrollment_updated"] = Enrollment,
        ["enrollment_state_created"] = EnrollmentState,
        ["enrollment_state_updated"] = EnrollmentState,
        ["assignment_created"] = Assignment,
        ["assignment_updated"] = Assignment,
        ["assignment_override_created"] = Assignment,
        ["assignment_override_updated"] = Assignment,
        ["assignment_group_created"] = Course,
        ["assignment_group_updated"] = Course,
        ["course_created"] = Course,
        ["course_updated"] = Course,
        ["course_section_created"] = Course,
        ["course_section_updated"] = Course,
        ["module_created"] = Course,
        ["module_updated"] = Course,
        ["module_item_created"] = Course,
        ["module_item_updated"] = Course,
        ["user_updated"] = body => body.Id("user_id") is { } user ? new EventHint(HintKinds.Student, null, UserId: user) : null,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>The event; null when the body is none.</returns>
    public static LiveEvent? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object ||
                !root.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object ||
                !root.TryGetProperty("body", out var content) || content.ValueKind != JsonValueKind.Object ||
                Text(metadata, "event_name") is not { Length: > 0 } name ||
                !DateTimeOffset.TryParse(Text(metadata, "event_time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                return null;
            }

            var account = Text(metadata, "root_account_uuid");
            return Known.TryGetValue(name, out var read)
                ? new LiveEvent(name, at, account, read(new Body(content, metadata)))
                : new LiveEvent(null, at, account, null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A text with half a surrogate pair is found when it is read only.
            return null;
        }
    }

    private static EventHint? Submission(Body body, string student) =>
        (body.Id("assignment_id"), body.Id(student) ?? body.Id("user_id")) is ({ } assignment, { } user)
            ? new EventHint(HintKinds.Submission, body.CourseOfContext, assignment, user)
            : null;

    private static EventHint? Totals(Body body) =>
        (body.Id("course_id") ?? body.CourseOfContext, body.Id("user_id")) is ({ } course, { } user)
            ? new EventHint(HintKinds.Enrollments, course, UserId: user)
            : null;

    private static EventHint? Enrollment(Body body)
    {
        // What a student had handed in vanishes and returns with the enrollment.
        var kind = body.Word("type") is null or EnrollmentTypes.Student ? HintKinds.Student : HintKinds.Enrollments;
        return (body.Id("course_id") ?? body.CourseOfContext, body.Id("user_id")) is ({ } course, { } user)
            ? new EventHint(kind, course, UserId: user)
            : EnrollmentState(body);
    }

    private static EventHint? EnrollmentState(Body body) =>
        body.Id("enrollment_id") is { } enrollment ? new EventHint(HintKinds.Student, null, EnrollmentId: enrollment) : null;

    private static EventHint? Assignment(Body body) =>
        body.Id("assignment_id") is { } assignment ? new EventHint(HintKinds.Assignment, body.CourseOfContext, assignment) : null;

    private static EventHint? Course(Body body) =>
        (body.Id("course_id") ?? body.CourseOfContext) is { } course ? new EventHint(HintKinds.Course, course) : null;

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The ids of an event as in REST: local where they are of the instance's own shard.</summary>
    private readonly struct Body(JsonElement content, JsonElement metadata)
    {
        /// <summary>The course in whose context the event happened; null for none.</summary>
        public long? CourseOfContext => (Text(metadata, "context_type"), Text(content, "context_type")) switch
        {
            (_, "Course") when Id("context_id") is { } course => course,
            ("Course", _) => Fold(Number(metadata, "context_id")),
            _ => null,
        };

        public string? Word(string name) => Text(content, name);

        public long? Id(string name) => Fold(Number(content, name));

        // Some events hold local ids and others global ones: the size of an id says which it is.
        private long? Fold(long? id) =>
            id >= Shard && Number(metadata, "root_account_id") is >= Shard and var account && id / Shard == account / Shard && id % Shard > 0 ? id % Shard : id;

        private static long? Number(JsonElement of, string name) => of.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 => id,
                JsonValueKind.Number when value.TryGetInt64(out var id) && id > 0 => id,
                _ => null,
            }
            : null;
    }
}
