using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>Decides about rows that were edited locally.</summary>
internal sealed class ConflictResolver<TRow>(WriteSession session, string entity) where TRow : CanvasRow, new()
{
    private static readonly TRow Blank = new();
    private readonly RowCodec<TRow> _codec = RowCodec<TRow>.Instance;

    /// <param name="stored">The edited row.</param>
    /// <param name="incoming">What Canvas says; becomes what is to be written.</param>
    /// <param name="unspecified">The columns that Canvas did not send. Of an edit of these nothing is known yet.</param>
    /// <returns>Whether the row is to be written.</returns>
    public bool Resolve(TRow stored, TRow incoming, ulong unspecified)
    {
        var different = _codec.Differences(stored, incoming);
        var edited = stored.LocalEdits is { } names ? _codec.MaskOf(names.Split(',')) : ulong.MaxValue;
        var open = edited & unspecified & (stored.LocalEdits is null ? _codec.Differences(stored, Blank) : ulong.MaxValue);
        if ((edited & different) == 0)
        {
            // As far as Canvas said anything about the edit, it says the same.
            return Settle(stored, incoming, open);
        }

        var strategy = session.Request.Conflicts;
        session.Conflicts.Add(new SyncConflict(entity, stored.Id, [.. _codec.Names(different)], strategy));
        switch (strategy)
        {
            case ConflictStrategy.CanvasWins:
                return Settle(stored, incoming, open);
            case ConflictStrategy.LocalWins:
                return Keep(stored, incoming, different, stored.LocalEdits);
            case ConflictStrategy.MergeByField:
                return Keep(stored, incoming, edited & different, stored.LocalEdits is null ? null : Names(edited & (different | unspecified)));
            default:
                throw new SyncConflictException(
                    $"The row of {entity} {stored.Id} in course {session.CourseId} was edited locally ({string.Join(", ", _codec.Names(different))}); nothing was written.",
                    "Undo the edit, or sync with another SyncRequest.Conflicts than Fail.");
        }
    }

    private bool Settle(TRow stored, TRow incoming, ulong open)
    {
        if (open != 0)
        {
            return Keep(stored, incoming, 0, Names(open));
        }

        incoming.LocalEdits = null;
        return true;
    }

    // The hash stays 0, so that the next sync looks at the row again.
    private bool Keep(TRow stored, TRow incoming, ulong edited, string? names)
    {
        _codec.Copy(edited, stored, incoming);
        (incoming.RowHash, incoming.LocalEdits) = (0, names);
        return stored.MissingSince is not null || stored.LocalEdits != names || _codec.Differences(stored, incoming) != 0;
    }

    private string Names(ulong columns) => string.Join(',', _codec.Names(columns));
}
