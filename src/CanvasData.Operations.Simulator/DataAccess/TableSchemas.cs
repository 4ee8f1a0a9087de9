using System.Text.Json.Nodes;

namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>Describes tables as JSON Schemas.</summary>
internal static class TableSchemas
{
    public static JsonObject Describe(LakeTable table, TableShape shape)
    {
        var columns = new JsonObject();
        foreach (var column in table.Columns.Where(column => !shape.Removed.Contains(column.Name)))
        {
            columns[column.Name] = TypeOf(shape.AsText.Contains(column.Name) ? "text" : column.Type);
        }

        foreach (var name in shape.Added.Keys)
        {
            columns[name] = TypeOf("text");
        }

        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = table.Name,
            ["type"] = "object",
            ["properties"] = columns,
            ["required"] = new JsonArray("id"),
            ["additionalProperties"] = false,
        };
        return new JsonObject { ["schema"] = schema, ["version"] = shape.Version };
    }

    private static JsonObject TypeOf(string type) => type switch
    {
        "id" => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
        "int" => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        "number" => new JsonObject { ["type"] = "number", ["format"] = "float64" },
        "bool" => new JsonObject { ["type"] = "boolean" },
        "time" => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        "object" => new JsonObject { ["type"] = "object" },
        _ => new JsonObject { ["type"] = "string" },
    };
}
