using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Makes examples of the bodies of the API from the types themselves, so that they never lag behind.</summary>
internal static class ApiExamples
{
    private const int MaxDepth = 8;
    private const string Id = "1001";

    public static JsonNode? Of(Type type, JsonSerializerOptions options) => Of(options.GetTypeInfo(type), "", options, 0);

    private static JsonNode? Of(JsonTypeInfo type, string name, JsonSerializerOptions options, int depth)
    {
        if (Nullable.GetUnderlyingType(type.Type) is { } underlying)
        {
            return Of(options.GetTypeInfo(underlying), name, options, depth);
        }

        if (depth > MaxDepth)
        {
            return null;
        }

        return type.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new JsonArray(Of(options.GetTypeInfo(type.ElementType!), name, options, depth + 1)),
            JsonTypeInfoKind.Dictionary => new JsonObject { [type.KeyType == typeof(string) ? "name" : Id] = Of(options.GetTypeInfo(type.ElementType!), "", options, depth + 1) },
            JsonTypeInfoKind.Object when type.PolymorphismOptions is { DerivedTypes: [var first, ..] } kinds => Derived(first, kinds, options, depth),
            JsonTypeInfoKind.Object => Object(type, options, depth),
            _ => Value(type, name, options),
        };
    }

    private static JsonObject Object(JsonTypeInfo type, JsonSerializerOptions options, int depth)
    {
        var example = new JsonObject();
        foreach (var property in type.Properties.Where(property => property.Get is not null && !property.IsExtensionData))
        {
            example[property.Name] = Of(options.GetTypeInfo(property.PropertyType), property.Name, options, depth + 1);
        }

        return example;
    }

    private static JsonObject Derived(JsonDerivedType derived, JsonPolymorphismOptions kinds, JsonSerializerOptions options, int depth)
    {
        var example = new JsonObject { [kinds.TypeDiscriminatorPropertyName] = JsonValue.Create((string?)derived.TypeDiscriminator) };
        foreach (var (name, value) in Object(options.GetTypeInfo(derived.DerivedType), options, depth).ToList())
        {
            example[name] = value?.DeepClone();
        }

        return example;
    }

    private static JsonNode? Value(JsonTypeInfo type, string name, JsonSerializerOptions options) => type.Type switch
    {
        { IsEnum: true } => JsonSerializer.SerializeToNode(Enum.GetValuesAsUnderlyingType(type.Type).Cast<object>().Select(value => Enum.ToObject(type.Type, value)).First(), type),
        var text when text == typeof(string) => JsonValue.Create(Text(name)),
        var id when id == typeof(long) => IsId(name) ? JsonValue.Create(Id) : JsonValue.Create(12L),
        var hash when hash == typeof(ulong) => JsonValue.Create("42"),
        var whole when whole == typeof(int) => JsonValue.Create(3),
        var number when number == typeof(double) || number == typeof(decimal) => JsonValue.Create(87.5),
        var truth when truth == typeof(bool) => JsonValue.Create(false),
        var time when time == typeof(DateTime) || time == typeof(DateTimeOffset) => JsonValue.Create("2026-03-16T08:00:00Z"),
        var day when day == typeof(DateOnly) => JsonValue.Create("2026-03-16"),
        var span when span == typeof(TimeSpan) => JsonValue.Create("1.12:00:00"),
        var guid when guid == typeof(Guid) => JsonValue.Create("0195a1b2-0000-7000-8000-000000000001"),
        var any when any == typeof(object) => JsonValue.Create("4"),
        _ => throw new NotSupportedException($"There is no example of {type.Type}. Add one to {nameof(ApiExamples)}."),
    };

    private static bool IsId(string name) => name.EndsWith("Id", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Ids", StringComparison.Ordinal);

    private static string Text(string name) => name switch
    {
        "courseName" => "Biology 1",
        "courseCode" => "BIO-101",
        "studentName" or "userName" => "Ana Example",
        "sortableName" => "Example, Ana",
        "assignmentName" or "title" => "Essay",
        "text" => "Spoke about the missing lab report.",
        "category" => "general",
        "visibility" => "staff",
        "type" or "objectType" or "targetType" => "assignment",
        "workflowState" => "available",
        "enrollmentState" => "active",
        "letter" or "letters" or "grade" or "currentGrade" or "finalGrade" => "B",
        _ => name.Length == 0 ? "text" : name,
    };
}
