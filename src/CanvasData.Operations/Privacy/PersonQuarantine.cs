using System.Globalization;
using System.Text.Json;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Privacy;

/// <summary>Deletes the records in quarantine that are of a person, name the person, or do not show whose they are.</summary>
internal static class PersonQuarantine
{
    // The kinds of records that hold data of a person. Others can only name one.
    private static readonly string[] KindsOfPeople = ["user", "enrollment", "submission", "checkpoint_submission"];

    /// <summary>Deletes them, before the rows of the mirror that show whose a record is.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> DeleteAsync(DbContext database, long[] ids, long[] courses, CancellationToken cancellationToken)
    {
        var (mentions, own) = (new PersonMention(ids), await OwnAsync(database, ids, cancellationToken).ConfigureAwait(false));
        var found = new HashSet<long>();
        await FindAsync(database.Rows<CanvasQuarantinedRecord>().Where(row => EF.Parameter(courses).Contains(row.CourseId))).ConfigureAwait(false);

        // A record that was never stored may be in a course of which nothing else is known of the person.
        foreach (var id in mentions.Texts)
        {
            await FindAsync(database.Rows<CanvasQuarantinedRecord>().Where(row => row.Payload != null && row.Payload.Contains(id))).ConfigureAwait(false);
        }

        long[] rows = [.. found.Order()];
        return rows.Length == 0 ? 0 : await database.DeleteAsync(database.Rows<CanvasQuarantinedRecord>().Where(row => EF.Parameter(rows).Contains(row.Id)), cancellationToken).ConfigureAwait(false);

        async Task FindAsync(IQueryable<CanvasQuarantinedRecord> records)
        {
            await foreach (var record in records.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var isOwn = record.CanvasId is { } id && own.Contains((record.Entity, id));
                if (isOwn || (record.Payload is { } payload && (mentions.IsIn(payload) || (KindsOfPeople.Contains(record.Entity) && !NamesItsPerson(record.Entity, payload)))))
                {
                    found.Add(record.Id);
                }
            }
        }
    }

    private static async Task<HashSet<(string Entity, long Id)>> OwnAsync(DbContext database, long[] ids, CancellationToken cancellationToken)
    {
        var own = ids.Select(id => ("user", id)).ToHashSet();
        await AddAsync("enrollment", database.Rows<CanvasEnrollment>().Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.Id)).ConfigureAwait(false);
        await AddAsync("submission", database.Rows<CanvasSubmission>().Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)).Select(row => row.Id)).ConfigureAwait(false);
        await AddAsync("checkpoint_submission", database.Rows<CanvasCheckpointSubmission>().Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)).Select(row => row.Id)).ConfigureAwait(false);
        return own;

        async Task AddAsync(string entity, IQueryable<long> rows) => own.UnionWith((await rows.ToListAsync(cancellationToken).ConfigureAwait(false)).Select(id => (entity, id)));
    }

    // The id of somebody else: that of this person would have been found in the text.
    private static bool NamesItsPerson(string entity, string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return Holds(json.RootElement, entity == "user" ? "id" : "user_id") || (json.RootElement.TryGetProperty("user", out var user) && Holds(user, "id"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }

        static bool Holds(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) &&
            long.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0;
    }
}
