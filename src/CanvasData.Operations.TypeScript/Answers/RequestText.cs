using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.TypeScript;

/// <summary>Writes a request as one line of JSON.</summary>
internal static class RequestText
{
    public static byte[] Write(int id, CanvasInterfaceRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("contract", CanvasInterfaceContract.Version);
            json.WriteNumber("id", id);
            WriteTexts(json, "lists", request.Lists);
            if (request.CourseIds.Count > 0)
            {
                WriteTexts(json, "course_ids", request.CourseIds.Select(Text));
            }

            if (request.Submissions != SubmissionFilter.All)
            {
                json.WriteStartObject("filter");
                WriteTime(json, "graded_since", request.Submissions.GradedSince);
                WriteTime(json, "submitted_since", request.Submissions.SubmittedSince);
                WriteIds(json, "user_ids", request.Submissions.UserIds);
                WriteIds(json, "assignment_ids", request.Submissions.AssignmentIds);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IReadOnlyList<long>? ids)
    {
        if (ids is not null)
        {
            WriteTexts(json, name, ids.Select(Text));
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } moment)
        {
            json.WriteString(name, moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
