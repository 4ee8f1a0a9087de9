using System.Runtime.InteropServices;

namespace CanvasData.Operations.Sync;

/// <summary>Which pairs of assignment and student have come; a bit each, because there may be a million.</summary>
internal sealed class AlternateKeySet
{
    private const int BitsABlock = 64;
    private readonly Dictionary<long, int> _students = [];
    private readonly Dictionary<(long Assignment, int Block), ulong> _taken = [];

    /// <returns>Whether the place was free.</returns>
    public bool Add(long assignment, long student)
    {
        ref var ordinal = ref CollectionsMarshal.GetValueRefOrAddDefault(_students, student, out var known);
        ordinal = known ? ordinal : _students.Count - 1;
        ref var block = ref CollectionsMarshal.GetValueRefOrAddDefault(_taken, (assignment, ordinal / BitsABlock), out _);
        var place = 1UL << (ordinal % BitsABlock);
        var free = (block & place) == 0;
        block |= place;
        return free;
    }
}
