using System.Buffers.Binary;
using System.IO.Hashing;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Decides when work that recurs for each course is due. Every course has a slot of its own within the interval, so
/// that the work of a school spreads over all its runs.
/// </summary>
internal static class RecurringWork
{
    // A nightly run that starts a little earlier than a week ago must not put the work off by a night.
    private static readonly TimeSpan MaxTolerance = TimeSpan.FromHours(12);

    /// <param name="courseId">The course.</param>
    /// <param name="last">When the work was last done; null for never.</param>
    /// <param name="now">The same clock, now.</param>
    /// <param name="interval">The longest time between two times of work; zero for always.</param>
    public static bool IsDue(long courseId, DateTime? last, DateTime now, TimeSpan interval)
    {
        // Work that was done later than now was done under a clock that was ahead.
        if (last is not { } done || interval == TimeSpan.Zero || done - now > CourseLease.ToleratedLead || IsOld(done, now, interval))
        {
            return true;
        }

        // The first slot after the first sync may follow at once; it is then left to the next run.
        return now - done >= interval / 10 && SlotOf(courseId, now, interval) > SlotOf(courseId, done, interval);
    }

    /// <summary>Whether the work was done an interval ago, give or take a tolerance.</summary>
    public static bool IsOld(DateTime done, DateTime now, TimeSpan interval)
    {
        var tolerance = interval / 14;
        return now - done >= interval - (tolerance < MaxTolerance ? tolerance : MaxTolerance);
    }

    private static long SlotOf(long courseId, DateTime moment, TimeSpan interval)
    {
        Span<byte> id = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(id, courseId);
        var offset = (long)(XxHash3.HashToUInt64(id) % (ulong)interval.Ticks);
        return (moment.Ticks + offset) / interval.Ticks;
    }
}
