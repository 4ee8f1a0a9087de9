using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using CanvasData.Operations.Grading;

namespace CanvasData.Operations.Analytics;

/// <summary>A hash over values in one fixed order and byte order.</summary>
internal sealed class Fingerprint
{
    private readonly XxHash3 _hash = new();

    public ulong Value => _hash.GetCurrentHashAsUInt64();

    public Fingerprint Add(string? text)
    {
        Add(text?.Length ?? -1);
        _hash.Append(Encoding.UTF8.GetBytes(text ?? ""));
        return this;
    }

    public Fingerprint Add(GradingScheme? scheme)
    {
        foreach (var letter in scheme?.Entries ?? [])
        {
            Add(letter.Name).Add((double)letter.LowerBound);
        }

        return this;
    }

    public Fingerprint Add(DateTime? time) => Add(time?.Ticks ?? long.MinValue);

    public Fingerprint Add(double number) => Add(BitConverter.DoubleToInt64Bits(number));

    public Fingerprint Add(ulong number) => Add(unchecked((long)number));

    public Fingerprint Add(IReadOnlyList<long> numbers)
    {
        Add(numbers.Count);
        foreach (var number in numbers)
        {
            Add(number);
        }

        return this;
    }

    public Fingerprint Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.Append(bytes);
        return this;
    }
}
