using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CanvasData.Operations.Simulator.Api;
using CanvasData.Operations.Simulator.Generation;

namespace CanvasData.Operations.Simulator.Faults;

/// <summary>Rewrites the rows of an answer so that they break what is documented.</summary>
internal static class DriftFault
{
    private const string BeyondDouble = "1e400";
    private const string BeyondLong = "9223372036854775808";
    private const string NewWord = "quantum_superposition";

    private static readonly string[] Enumerations = ["workflow_state", "enrollment_state", "type", "submission_type", "grading_type"];
    private static readonly string[] Amounts = ["score", "entered_score", "points_possible", "group_weight"];
    private static readonly string[] Names = ["name", "title", "workflow_state", "enrollment_state"];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Fault Create(SchemaDrift drift, string? field, int everyRow)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(everyRow, 1);
        if (!Enum.IsDefined(drift))
        {
            throw new ArgumentOutOfRangeException(nameof(drift), drift, "There is no such drift.");
        }

        return new Fault("schema-drift", after: (_, response) => Rewrite(response, drift, field, everyRow));
    }

    private static void Rewrite(ApiResponse response, SchemaDrift drift, string? field, int everyRow)
    {
        if (response.Status != 200 || response.Body.IsEmpty)
        {
            return;
        }

        var body = JsonNode.Parse(response.Body.Span)!;
        var rows = body as JsonArray ?? (body as JsonObject)?.Select(p => p.Value).OfType<JsonArray>().FirstOrDefault() ?? [body.DeepClone()];
        for (var i = 0; i < rows.Count; i += everyRow)
        {
            Bend((JsonObject)rows[i]!, drift, field);
        }

        response.Replace(JsonSerializer.SerializeToUtf8Bytes(body is JsonObject && rows.Parent is null ? rows[0] : body, Plain));
    }

    private static void Bend(JsonObject row, SchemaDrift drift, string? field)
    {
        switch (drift)
        {
            case SchemaDrift.ExtraFields:
                row["zz_new_field"] = new JsonObject { ["depth"] = new JsonArray(1, "two", null) };
                row["ZZ another"] = true;
                break;
            case SchemaDrift.MissingField:
                row.Remove(Chosen(row, field) ?? "");
                break;
            case SchemaDrift.StringForNumber:
                Replace(row, field is null ? NumbersOf(row) : [field], old => JsonValue.Create(old?.ToJsonString() ?? ""));
                break;
            case SchemaDrift.NumberForString:
                Replace(row, [Chosen(row, field)], _ => JsonValue.Create(12345));
                break;
            case SchemaDrift.NullForValue:
                Replace(row, [Chosen(row, field)], _ => null);
                break;
            case SchemaDrift.UnknownEnum:
                Replace(row, field is null ? Enumerations : [field], _ => JsonValue.Create(NewWord));
                break;
            case SchemaDrift.NumberBeyondDouble:
                Replace(row, field is null ? Amounts : [field], _ => JsonNode.Parse(BeyondDouble));
                break;
            case SchemaDrift.IdBeyondLong:
                Replace(row, [field ?? "id"], old => old is JsonValue v && v.GetValueKind() == JsonValueKind.String ? JsonValue.Create(BeyondLong) : JsonNode.Parse(BeyondLong));
                break;
            case SchemaDrift.EmptyTextForNull:
                Replace(row, field is null ? row.Where(p => p.Value is null && IsIdOrTime(p.Key)).Select(p => p.Key).ToList() : [field], _ => JsonValue.Create(""));
                break;
            case SchemaDrift.ShortShardIds:
                Shorten(row, field);
                break;
        }
    }

    private static void Replace(JsonObject row, IEnumerable<string?> fields, Func<JsonNode?, JsonNode?> with)
    {
        foreach (var field in fields)
        {
            if (field is not null && row.TryGetPropertyValue(field, out var old))
            {
                row[field] = with(old);
            }
        }
    }

    private static bool IsIdOrTime(string name) =>
        IsId(name) || name.EndsWith("_at", StringComparison.Ordinal) || name.EndsWith("_date", StringComparison.Ordinal);

    private static bool IsId(string name) => name == "id" || name.EndsWith("_id", StringComparison.Ordinal);

    private static void Shorten(JsonNode? node, string? field)
    {
        if (node is JsonArray list)
        {
            foreach (var inner in list)
            {
                Shorten(inner, field);
            }
        }

        foreach (var (name, value) in node is JsonObject row ? row.ToList() : [])
        {
            if (field is null ? IsId(name) : name == field)
            {
                node![name] = long.TryParse(value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > Ids.Shard
                    ? JsonValue.Create(Ids.Short(id))
                    : value?.DeepClone();
            }
            else
            {
                Shorten(value, field);
            }
        }
    }

    private static string? Chosen(JsonObject row, string? field) => field ?? Names.FirstOrDefault(row.ContainsKey);

    private static List<string> NumbersOf(JsonObject row) =>
        [.. row.Where(p => p.Value?.GetValueKind() == JsonValueKind.Number && p.Key != "id" && !p.Key.EndsWith("_id", StringComparison.Ordinal)).Select(p => p.Key)];
}
