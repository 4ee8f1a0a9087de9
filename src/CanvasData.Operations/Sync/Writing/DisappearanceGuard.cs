using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>Stops a sync in which more rows of a table have vanished than is believable.</summary>
internal sealed class DisappearanceGuard(WriteSession session, string entity)
{
    /// <summary>Whether so many rows are too many to vanish without a reason.</summary>
    public bool IsTooMany(int vanished, int live) =>
        !session.Request.AcceptMassDisappearance && vanished > live * session.Options.MassDisappearanceShare &&
        (vanished >= session.Options.MassDisappearanceMinimum || (vanished == live && live > 1));

    /// <exception cref="MassDisappearanceException">They are too many.</exception>
    public void Check(int unexplained, int live)
    {
        if (IsTooMany(unexplained, live))
        {
            throw new MassDisappearanceException(
                $"Canvas no longer lists {unexplained} of {live} stored rows of {entity}{(session.CourseId == 0 ? "" : $" in course {session.CourseId}")}, which is more than {session.Options.MassDisappearanceShare:P0}; nothing was written.",
                "Check the course in Canvas and the rights of the token; if it is so, sync it once with SyncRequest.AcceptMassDisappearance, or raise SyncOptions.MassDisappearanceShare.");
        }
    }
}
