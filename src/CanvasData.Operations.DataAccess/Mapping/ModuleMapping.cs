using System.Text.Json;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.DataAccess;

/// <summary>Maps modules with their items.</summary>
internal static class ModuleMapping
{
    public static IEnumerable<ModuleRecord> Modules(long course, SourceReader reader)
    {
        foreach (var row in reader.OfOwner("context_modules", course))
        {
            var requirements = Requirements(row);
            List<ModuleItemRecord> items = [.. reader.OfLink("content_tags", row.Id).Select(item => Item(item, row.Id, requirements, reader))];
            yield return new ModuleRecord
            {
                Id = row.Id,
                Name = row.Text("name"),
                Position = row.Int("position"),
                UnlockAt = row.Time("unlock_at"),
                RequireSequentialProgress = row.Flag("require_sequential_progress"),
                Published = row.Text("workflow_state").Value == "active",
                ItemsCount = items.Count,
                Items = items,
            };
        }
    }

    private static ModuleItemRecord Item(SourceRow row, long module, Dictionary<long, CompletionRequirementRecord>? requirements, SourceReader reader)
    {
        var type = TypeOf(row.Text("content_type").Value);
        var record = new ModuleItemRecord
        {
            Id = row.Id,
            ModuleId = module,
            Position = row.Int("position"),
            Title = row.Text("title"),
            Type = type,
            ExternalUrl = type is "ExternalUrl" or "ExternalTool" ? row.Text("url") : (string?)null,
            Published = row.Text("workflow_state").Value == "active",
            
            // A requirement that says nothing leaves what is stored.
            CompletionRequirement = requirements is null ? new CompletionRequirementRecord() : requirements.GetValueOrDefault(row.Id),
        };

        // REST names no content for pages, headers and links.
        record.ContentId = type is "Page" or "SubHeader" or "ExternalUrl" ? (long?)null : row.Long("content_id");
        if (type == "Page" && reader.IsOffered("wiki_pages"))
        {
            record.PageUrl = reader.Find("wiki_pages", row.Long("content_id").Value)?.Text("url") ?? (string?)null;
        }

        return record;
    }

    /// <summary>Reads what completes each item.</summary>
    /// <returns>The requirements by item; null when they are not offered, or cannot be read.</returns>
    private static Dictionary<long, CompletionRequirementRecord>? Requirements(SourceRow row)
    {
        var found = new Dictionary<long, CompletionRequirementRecord>();
        if (row.Structure("completion_requirements") is not { ValueKind: JsonValueKind.Array } list)
        {
            return row.IsOffered("completion_requirements") && row.Structure("completion_requirements") is null ? found : null;
        }

        foreach (var one in list.EnumerateArray())
        {
            if (one.ValueKind == JsonValueKind.Object && one.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var item))
            {
                found[item] = new CompletionRequirementRecord
                {
                    Type = one.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null,
                    MinScore = one.TryGetProperty("min_score", out var score) && score.ValueKind == JsonValueKind.Number ? score.GetDouble() : (double?)null,
                };
            }
        }

        return found;
    }

    private static string? TypeOf(string? type) => type switch
    {
        "WikiPage" => "Page",
        "DiscussionTopic" => "Discussion",
        "Attachment" => "File",
        "Quizzes::Quiz" => "Quiz",
        "ContextExternalTool" => "ExternalTool",
        "ContextModuleSubHeader" => "SubHeader",
        _ => type,
    };
}
