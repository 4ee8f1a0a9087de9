using System.Text.Json;
using System.Text.Json.Serialization;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Sync;

/// <summary>A record, or a field of it, that was not stored. It is kept in quarantine until it becomes good.</summary>
/// <param name="Entity">The kind of record, for example submission.</param>
/// <param name="CanvasId">The Canvas id; null when that could not be read.</param>
/// <param name="Field">The field that is bad; empty for the whole record.</param>
/// <param name="Reason">The reason: what was expected and what was found, without the value.</param>
public sealed record RejectedRecord(string Entity, [property: JsonNumberHandling(CanvasIdJson.AsText)] long? CanvasId, string Field, string Reason)
{
    /// <summary>Whether the rest of the record was stored: then only the field is left out, and a value that is stored stays.</summary>
    public bool IsFieldOnly { get; init; }

    internal string? Payload { get; init; }

    internal static RejectedRecord From<TRecord>(string entity, long id, FieldProblem problem, TRecord? record, bool isFieldOnly = false) where TRecord : CanvasRecord =>
        new(entity, id == 0 ? null : id, JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.Field), problem.Reason)
        {
            IsFieldOnly = isFieldOnly,
            Payload = record is { Problem: null } ? Json(record) : null,
        };

    private static string? Json<TRecord>(TRecord record) where TRecord : CanvasRecord
    {
        try
        {
            return JsonSerializer.Serialize(record, CanvasJson.TypeOf<TRecord>());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Unknown members are kept as they came, and may hold what no text can: a lone surrogate.
            return null;
        }
    }
}
