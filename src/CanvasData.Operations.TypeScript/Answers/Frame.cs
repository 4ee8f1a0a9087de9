using System.Buffers;

namespace CanvasData.Operations.TypeScript;

/// <summary>The single document that a collector prints between two marker lines.</summary>
internal sealed class Frame(long firstLine)
{
    private readonly ArrayBufferWriter<byte> _document = new();

    private static ReadOnlySpan<byte> Start => "===CANVAS_BRIDGE_RESULT_START==="u8;

    private static ReadOnlySpan<byte> End => "===CANVAS_BRIDGE_RESULT_END==="u8;

    /// <summary>The number of the line with the start marker.</summary>
    public long FirstLine { get; } = firstLine;

    /// <summary>The bytes so far.</summary>
    public int Length => _document.WrittenCount;

    /// <summary>The JSON.</summary>
    public ReadOnlyMemory<byte> Document => _document.WrittenMemory;

    public static bool Begins(ReadOnlySpan<byte> line) => line.IndexOf(Start) >= 0;

    /// <summary>Adds a line.</summary>
    /// <returns>Whether the document is complete.</returns>
    public bool Add(ReadOnlySpan<byte> line)
    {
        var start = line.IndexOf(Start);
        var text = start >= 0 ? line[(start + Start.Length)..] : line;
        var end = text.IndexOf(End);
        _document.Write(end >= 0 ? text[..end] : text);
        _document.Write("\n"u8);
        return end >= 0;
    }
}
