using System.Buffers;

namespace CanvasData.Operations.TypeScript;

/// <summary>The single document that a collector prints between two marker lines.</summary>
internal sealed class Frame(long firstLine)
{
    private readonly ArrayBufferWriter<byte> _document = new();

    private static ReadOnlySpan<byte> Start => "===CANVAS_BRIDGE_RESULT_START==="u8;

    private static ReadOnlySpan<byte> End => "===CANVAS_BRIDGE_RESULT_END==="u8;

    /// <summary>The number of the line behind the start marker.</summary>
    public long FirstLine { get; } = firstLine;

    /// <summary>The bytes so far.</summary>
    public int Length => _document.WrittenCount;

    /// <summary>The JSON.</summary>
    public ReadOnlyMemory<byte> Document => _document.WrittenMemory;

    // A line of its own: a text of Canvas may hold the marker.
    public static bool Begins(ReadOnlySpan<byte> line) => line.Trim(" \t"u8).SequenceEqual(Start);

    /// <summary>Adds a line behind the start marker.</summary>
    /// <returns>Whether the document is complete.</returns>
    public bool Add(ReadOnlySpan<byte> line)
    {
        if (line.Trim(" \t"u8).SequenceEqual(End))
        {
            return true;
        }

        _document.Write(line);
        _document.Write("\n"u8);
        return false;
    }
}
