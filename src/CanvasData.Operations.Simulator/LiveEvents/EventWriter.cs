using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.LiveEvents;

/// <summary>Writes events in Canvas JSON. Ids are texts: global in some events, local in others.</summary>
internal static class EventWriter
{
    /// <summary>The shard of the school.</summary>
    private const long OwnShard = 1_093;

    private static readonly FrozenSet<string> WithLocalIds = new[]
    {
        "assignment_group_created", "assignment_group_updated", "module_created", "module_updated", "course_grade_change", "grade_override",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static string Write(SchoolEvent said, string rootAccountUuid, DateTimeOffset at)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("event_name", said.Name);
            json.WriteString("event_time", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("producer", "canvas");
            json.WriteString("root_account_id", Text(Global(Ids.Account)));
            json.WriteString("root_account_uuid", rootAccountUuid);
            json.WriteString("request_id", Guid.NewGuid().ToString());
            if (said.CourseId is { } course)
            {
                json.WriteString("context_type", "Course");
                json.WriteString("context_id", Text(Global(course)));
            }

            json.WriteEndObject();
            json.WriteStartObject("body");
            foreach (var (name, value) in said.Body)
            {
                json.WritePropertyName(name);
                Write(json, value, WithLocalIds.Contains(said.Name));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, object? value, bool areLocal)
    {
        switch (value)
        {
            case long id:
                json.WriteStringValue(Text(areLocal ? id : Global(id)));
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static long Global(long id) => id < Ids.Shard ? (OwnShard * Ids.Shard) + id : id;

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
