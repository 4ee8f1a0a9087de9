using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Keeps the quarantine of a course in step: new rejections come in, records that became good go out.</summary>
internal static class QuarantineRecorder
{
    public static Task RecordAsync(WriteSession session, CourseData data, CancellationToken cancellationToken) =>
        data.NotStored.Contains(typeof(CanvasQuarantinedRecord)) && data.All.All(collection => collection.Rejected.Count == 0)
            ? Task.CompletedTask
            : RecordAsync(session, [.. data.All], data.Part is not null, cancellationToken);

    public static async Task RecordAsync(WriteSession session, IReadOnlyList<FetchedTable> tables, bool isPart, CancellationToken cancellationToken)
    {
        var kept = (await session.Database.Rows<CanvasQuarantinedRecord>().Where(row => row.CourseId == session.CourseId)
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(row => (row.Entity, row.CanvasId, row.Field));
        var rejected = tables.SelectMany(collection => collection.Rejected)
            .GroupBy(record => (record.Entity, record.CanvasId, record.Field))
            .ToDictionary(group => group.Key, group => Fit(session.Database, group.Last()));
        var added = new List<CanvasQuarantinedRecord>();
        var changed = new List<CanvasQuarantinedRecord>();
        foreach (var (key, record) in rejected)
        {
            var row = kept[key].FirstOrDefault();
            if (row is null)
            {
                added.Add(new CanvasQuarantinedRecord
                {
                    CourseId = session.CourseId,
                    Entity = record.Entity,
                    CanvasId = record.CanvasId,
                    Field = record.Field,
                    Reason = record.Reason,
                    Payload = record.Payload,
                    FirstSeenAt = session.Now,
                    LastSeenAt = session.Now,
                });
            }
            else if (row.Reason != record.Reason || row.Payload != record.Payload)
            {
                (row.Reason, row.Payload, row.LastSeenAt) = (record.Reason, record.Payload, session.Now);
                changed.Add(row);
            }
        }

        var healed = kept.SelectMany(rows => rows).Where(row => !rejected.ContainsKey((row.Entity, row.CanvasId, row.Field)) && IsHealed(row, tables, isPart)).ToList();
        await session.InsertAsync(added, cancellationToken).ConfigureAwait(false);
        if (changed.Count > 0)
        {
            await session.UpsertAsync(changed, cancellationToken).ConfigureAwait(false);
        }

        await session.DeleteAsync(healed, cancellationToken).ConfigureAwait(false);
    }

    // A host may limit every text of its model: the reason is cut, and half a payload is none.
    private static RejectedRecord Fit(DbContext database, RejectedRecord record) => record with
    {
        Reason = TextLength.Cut<CanvasQuarantinedRecord>(database, nameof(CanvasQuarantinedRecord.Reason), record.Reason)!,
        Payload = TextLength.Cut<CanvasQuarantinedRecord>(database, nameof(CanvasQuarantinedRecord.Payload), record.Payload) == record.Payload ? record.Payload : null,
    };

    // A collection that was not listed says nothing about its records.
    private static bool IsHealed(CanvasQuarantinedRecord row, IReadOnlyList<FetchedTable> tables, bool isPart) =>
        tables.Any(collection => collection.Entity == row.Entity &&
            ((collection.Complete && !isPart) || (row.CanvasId is { } id && collection.HasRow(id))));
}
