using System.Text.Json;
using System.Text.Json.Serialization;

namespace CanvasData.Operations.Client;

/// <summary>A record of one object, as Canvas sent it. Fields that Canvas left out are not specified.</summary>
public abstract class CanvasRecord
{
    /// <summary>The members of the JSON object that this record has no property for; null for none.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unmapped { get; set; }

    /// <summary>
    /// The reason why the whole object could not be read ("an entry of the list is not an object"), or null. Such a record goes to
    /// quarantine.
    /// </summary>
    [JsonIgnore]
    public string? Problem { get; set; }
}
