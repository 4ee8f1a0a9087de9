using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CanvasData.Operations.Orchestration;

/// <summary>
/// Remembers the last events of this process by their content, since events have no id. It bounds what a repetition costs; a repetition that
/// it has forgotten is one refresh more.
/// </summary>
internal sealed class SeenEvents
{
    private const int Generation = 200_000;

    private readonly Lock _gate = new();
    private HashSet<UInt128> _recent = [];
    private HashSet<UInt128> _earlier = [];

    public static UInt128 Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    public bool Contains(UInt128 seen)
    {
        lock (_gate)
        {
            return _recent.Contains(seen) || _earlier.Contains(seen);
        }
    }

    public void Add(UInt128 seen)
    {
        lock (_gate)
        {
            if (_recent.Count >= Generation)
            {
                (_earlier, _recent) = (_recent, []);
            }

            _recent.Add(seen);
        }
    }
}
