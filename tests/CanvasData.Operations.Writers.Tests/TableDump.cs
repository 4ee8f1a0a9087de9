using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Writers.Tests;

/// <summary>What the tables of an entity type hold, to the byte, as sorted lines.</summary>
internal static class TableDump
{
    private static readonly JsonSerializerOptions Json = new()
    {
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<List<string>> OfAsync<T>(DbContext context) where T : class
    {
        List<string> lines = [];
        if (!context.Database.IsRelational())
        {
            var rows = await context.Set<T>().IgnoreQueryFilters().AsNoTracking().ToListAsync();
            lines.AddRange(rows.Select(r => Sorted(JsonSerializer.SerializeToNode(r, r.GetType(), Json)!).ToJsonString(Json)));
            lines.Sort(StringComparer.Ordinal);
            return lines;
        }

        foreach (var table in Tables(context.Model.FindEntityType(typeof(T))!))
        {
            lines.AddRange(await LinesAsync(context, table));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    // Owned collections come back in any order.
    private static JsonObject Sorted(JsonNode row)
    {
        foreach (var (name, array) in row.AsObject().Where(p => p.Value is JsonArray).ToList())
        {
            row[name] = new JsonArray([.. array!.AsArray().Select(i => i?.DeepClone()).OrderBy(i => i?.ToJsonString(Json), StringComparer.Ordinal)]);
        }

        return row.AsObject();
    }

    // Of derived and owned types too.
    private static IEnumerable<ITable> Tables(IEntityType type) =>
        type.GetDerivedTypesInclusive()
            .SelectMany(t => t.GetNavigations().Where(n => n.ForeignKey.IsOwnership && !n.IsOnDependent).Select(n => n.TargetEntityType).Append(t))
            .SelectMany(t => t.GetTableMappings()).Select(m => m.Table).Distinct();

    // Items of owned collections have keys that nobody gave them.
    private static bool IsMadeKeyOfOwned(IColumn column) =>
        column.PropertyMappings.Any(m => m.Property.IsShadowProperty() && m.Property.IsPrimaryKey() && m.Property.ValueGenerated == ValueGenerated.OnAdd);

    private static async Task<List<string>> LinesAsync(DbContext context, ITable table)
    {
        var sql = context.GetService<ISqlGenerationHelper>();
        var columns = table.Columns.Where(c => !IsMadeKeyOfOwned(c)).OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => sql.DelimitIdentifier(c.Name)).ToList();
        var values = context.Database.IsSqlite()
            ? columns.Select(c => $"typeof({c}) || ':' || quote({c}) || coalesce(length({c}), '')")
            : columns.Select(c => $"coalesce({c}::text, '<null>')");
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = $"SELECT {string.Join(", ", values)} FROM {sql.DelimitIdentifier(table.Name, table.Schema)}";
        List<string> lines = [];
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                lines.Add(table.Name + " " + string.Join(" | ", columns.Select((c, i) => c + "=" + reader.GetString(i))));
            }
        }

        await context.Database.CloseConnectionAsync();
        return lines;
    }
}
