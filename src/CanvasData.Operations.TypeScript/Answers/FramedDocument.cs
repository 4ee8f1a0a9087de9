using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.TypeScript;

/// <summary>
/// Turns the document of a collector into records. It holds one course, a list of courses, or several courses; students with their
/// enrollments, modules, and the assignments of the modules.
/// </summary>
internal static class FramedDocument
{
    // The lists that such a document can answer, in part. It knows no assignment groups; a sync of assignments asks for them, and gets none.
    private static readonly string[] Lists = ["course", "enrollments", "users", "assignment_groups", "assignments", "modules"];

    /// <exception cref="TypeScriptExecutionException">It is not JSON, not of the known shape, or says that the collector failed.</exception>
    public static IEnumerable<CanvasInterfaceItem> Read(Frame frame, CanvasInterfaceRequest request, InterfaceProcess process)
    {
        var root = Parse(frame, process);
        if (root["success"] is not JsonValue success || !success.TryGetValue<bool>(out var succeeded) || !succeeded)
        {
            throw AnswerErrors.Create(ErrorOf(root["error"]), process);
        }

        if (process.ExitCode is { } code and not 0)
        {
            throw AnswerErrors.Contract($"holds a document that says success, but the exit code is {code.ToString(CultureInfo.InvariantCulture)}", process);
        }

        return Items(root, request, process);
    }

    private static IEnumerable<CanvasInterfaceItem> Items(JsonObject root, CanvasInterfaceRequest request, InterfaceProcess process)
    {
        if (request.Lists is ["courses"])
        {
            return (root["courses"] as JsonArray ?? throw Shape("no array \"courses\"", process)).OfType<JsonObject>().Select(course => Record("course", course, null));
        }

        var courses = root["courses_data"] is JsonArray several ? several.OfType<JsonObject>().ToList() : root["course"] is JsonObject ? [root] : throw Shape("neither \"course\" nor \"courses_data\"", process);
        var errors = (root["errors"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        return request.CourseIds.SelectMany(id => Course(id, courses.Find(one => IdOf((one["course"] as JsonObject)?["id"] ?? one["course_id"]) == id), errors.Find(one => IdOf(one["course_id"]) == id), request, process));
    }

    private static IEnumerable<CanvasInterfaceItem> Course(long id, JsonObject? course, JsonObject? error, CanvasInterfaceRequest request, InterfaceProcess process)
    {
        if (course is null)
        {
            var reason = error is null ? new CanvasNotFoundException($"The document of the collector does not hold course {id}.", "Look whether the collector reads the course ids of its request.") : AnswerErrors.Create(ErrorOf(error["error"] ?? error), process);
            return request.Lists.Select(list => new CanvasInterfaceSkippedList(list, reason) { CourseId = id });
        }

        var missing = request.Lists.Except(Lists).Select(list => new CanvasInterfaceSkippedList(
            list,
            new CanvasPermissionException($"The document of the collector holds no {list.Replace('_', ' ')}.", "Choose a SyncProfile that does not need them, or add them to the collector."))
        { CourseId = id });
        return request.Lists.SelectMany<string, CanvasInterfaceItem>(list => list == "course" && course["course"] is not JsonObject
            ? [new CanvasInterfaceSkippedList(list, Shape($"no object \"course\" for course {id.ToString(CultureInfo.InvariantCulture)}", process)) { CourseId = id }]
            : FramedCourse.Read(list, course, id)).Concat(missing);
    }

    /// <summary>Makes a record of a kind.</summary>
    public static CanvasInterfaceRecord Record(string kind, JsonNode payload, long? courseId) =>
        new(kind, RecordKinds.Find(kind)!.Read(JsonSerializer.SerializeToUtf8Bytes(payload))) { CourseId = courseId };

    public static long? IdOf(JsonNode? node) =>
        node is JsonValue value && long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static JsonObject Parse(Frame frame, InterfaceProcess process)
    {
        if (!Utf8.IsValid(frame.Document.Span))
        {
            throw AnswerErrors.Contract("holds a document that is not UTF-8", process);
        }

        try
        {
            return JsonNode.Parse(frame.Document.Span, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw Shape("no object", process);
        }
        catch (JsonException error)
        {
            throw AnswerErrors.Contract($"holds a document that cannot be read in line {frame.FirstLine + (error.LineNumber ?? 0)}, column {(error.BytePositionInLine ?? 0) + 1}", process);
        }
    }

    private static AnswerError ErrorOf(JsonNode? error) =>
        new("failed", error is JsonObject told ? told["message"]?.ToString() ?? "" : error?.ToString() ?? "", null, null);

    private static TypeScriptExecutionException Shape(string problem, InterfaceProcess process) => AnswerErrors.Contract($"holds a document with {problem}", process);
}
