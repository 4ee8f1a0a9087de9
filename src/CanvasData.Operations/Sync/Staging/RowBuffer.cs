using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CanvasData.Operations.Sync;

/// <summary>A growing buffer for the canonical form of a row: what is hashed, and what a spool holds.</summary>
internal sealed class RowBuffer
{
    private byte[] _bytes = new byte[512];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void WriteByte(byte value) => Take(1)[0] = value;

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void WriteText(string value)
    {
        WriteInt64(value.Length);
        MemoryMarshal.AsBytes(value.AsSpan()).CopyTo(Take(value.Length * sizeof(char)));
    }

    private Span<byte> Take(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}

/// <summary>Reads what a <see cref="RowBuffer"/> wrote.</summary>
internal ref struct EncodedRowReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte ReadByte()
    {
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public long ReadInt64()
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(_rest);
        _rest = _rest[8..];
        return value;
    }

    public string ReadText()
    {
        var count = (int)ReadInt64() * sizeof(char);
        var value = new string(MemoryMarshal.Cast<byte, char>(_rest[..count]));
        _rest = _rest[count..];
        return value;
    }
}
