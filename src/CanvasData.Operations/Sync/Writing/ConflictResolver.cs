using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>Decides about rows that were edited locally.</summary>
internal sealed class ConflictResolver<TRow>(WriteSession session, string entity) where TRow : CanvasRow, new()
{
    private readonly RowCodec<TRow> _codec = RowCodec<TRow>.Instance;

    /// <param name="stored">The edited row.</param>
    /// <param name="incoming">What Canvas says; becomes what is to be written.</param>
    /// <returns>Whether the row is to be written.</returns>
    public bool Resolve(TRow stored, TRow incoming)
    {
        var different = _codec.Differences(stored, incoming);
        if (different == 0 || (stored.LocalEdits is { } marked && _codec.MaskOf(marked.Split(',')) == 0))
        {
            // The edit is what Canvas says by now, or of columns that are the host's own.
            incoming.LocalEdits = null;
            return true;
        }

        var strategy = session.Request.Conflicts;
        session.Conflicts.Add(new SyncConflict(entity, stored.Id, [.. _codec.Names(different)], strategy));
        switch (strategy)
        {
            case ConflictStrategy.CanvasWins:
                incoming.LocalEdits = null;
                return true;
            case ConflictStrategy.LocalWins:
                return KeepEdited(stored, incoming, different);
            case ConflictStrategy.MergeByField:
                var edited = stored.LocalEdits is { } names ? _codec.MaskOf(names.Split(',')) : different;
                return KeepEdited(stored, incoming, edited & different);
            default:
                throw new SyncConflictException(
                    $"The row of {entity} {stored.Id} in course {session.CourseId} was edited locally ({string.Join(", ", _codec.Names(different))}); nothing was written.",
                    "Undo the edit, or sync with another SyncRequest.Conflicts than Fail.");
        }
    }

    // The hash stays 0, so that the next sync looks at the row again.
    private bool KeepEdited(TRow stored, TRow incoming, ulong edited)
    {
        _codec.Copy(edited, stored, incoming);
        (incoming.RowHash, incoming.LocalEdits) = (0, stored.LocalEdits);
        return stored.MissingSince is not null || _codec.Differences(stored, incoming) != 0;
    }
}
