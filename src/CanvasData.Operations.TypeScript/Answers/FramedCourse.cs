using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.TypeScript;

/// <summary>Turns the course of a collector's document into the records that Canvas would send.</summary>
internal static partial class FramedCourse
{
    /// <summary>The records of one list of a course; empty for a list that such a document does not hold.</summary>
    public static IEnumerable<CanvasInterfaceRecord> Read(string list, JsonObject course, long courseId)
    {
        var (kind, payloads) = list switch
        {
            "course" => ("course", [course["course"]!.DeepClone().AsObject()]),
            "enrollments" => ("enrollment", Objects(course["students"]).Select(student => Enrollment(student, courseId))),
            "users" => ("user", Objects(course["students"]).Select(User).DistinctBy(user => FramedDocument.IdOf(user["id"]))),
            "modules" => ("module", Objects(course["modules"]).Select(Module)),
            "assignments" => ("assignment", Objects(course["modules"]).SelectMany(Items).Select(item => Assignment(item, courseId)).OfType<JsonObject>()),
            _ => ("course", Enumerable.Empty<JsonObject>()),
        };
        return payloads.Select(payload => FramedDocument.Record(kind, payload, courseId));
    }

    // The collector asks for active students only, and leaves type and state out.
    private static JsonObject Enrollment(JsonObject student, long courseId)
    {
        var enrollment = Copy(student, "id", "user_id", "type", "enrollment_state", "created_at", "updated_at", "last_activity_at", "grades");
        enrollment["course_id"] = courseId;
        enrollment["type"] ??= "StudentEnrollment";
        enrollment["enrollment_state"] ??= "active";
        enrollment["grades"] ??= Copy(student, "current_score", "final_score");
        enrollment["user"] = User(student);
        return enrollment;
    }

    private static JsonObject User(JsonObject student)
    {
        var user = student["user"] is JsonObject inner ? Copy(inner, "id", "name", "sortable_name", "login_id", "email") : [];
        user["id"] ??= student["user_id"]?.DeepClone();
        return user;
    }

    private static JsonObject Module(JsonObject module)
    {
        var result = Copy(module, "id", "name", "position", "published");
        result["items"] = new JsonArray([.. Items(module).Select(Item)]);
        return result;
    }

    private static JsonObject Item(JsonObject item)
    {
        var result = Copy(item, "id", "title", "type", "position", "published", "module_id");
        result["html_url"] = item["url"]?.DeepClone();
        if (AssignmentId(item) is { } id)
        {
            result["content_id"] = id;
        }

        return result;
    }

    // An item without the id of its assignment is only a place in a module: a quiz shows its own id instead.
    private static JsonObject? Assignment(JsonObject item, long courseId)
    {
        if (AssignmentId(item) is not { } id)
        {
            return null;
        }

        var result = Copy(item, "created_at", "updated_at", "workflow_state", "due_at", "lock_at", "unlock_at", "points_possible", "published");
        result["id"] = id;
        result["course_id"] = courseId;
        result["name"] = item["title"]?.DeepClone();
        result["html_url"] = item["url"]?.DeepClone();
        if (item["content_details"] is JsonObject details && details["points_possible"] is { } points)
        {
            result["points_possible"] = points.DeepClone();
        }

        return result;
    }

    private static long? AssignmentId(JsonObject item) =>
        FramedDocument.IdOf(item["assignment_id"])
        ?? (item["type"]?.ToString() == "Assignment" ? FramedDocument.IdOf(item["content_id"]) : null)
        ?? (AssignmentUrl().Match(item["url"]?.ToString() ?? "") is { Success: true } match && long.TryParse(match.Groups[1].ValueSpan, out var id) ? id : null);

    private static IEnumerable<JsonObject> Items(JsonObject module) => Objects(module["assignments"] ?? module["items"]);

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];

    // An empty text where a time belongs says that there is none.
    private static JsonObject Copy(JsonObject from, params ReadOnlySpan<string> names)
    {
        var to = new JsonObject();
        foreach (var name in names)
        {
            if (from[name] is { } value && !(name.EndsWith("_at", StringComparison.Ordinal) && value.ToString().Length == 0))
            {
                to[name] = value.DeepClone();
            }
        }

        return to;
    }

    [GeneratedRegex(@"/assignments/([0-9]+)(?:[/?#]|$)")]
    private static partial Regex AssignmentUrl();
}
