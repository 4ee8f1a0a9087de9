using System.IO.Compression;

namespace CanvasData.Operations.DataAccess;

/// <summary>The lines of a gzip file of JSON lines: one part.</summary>
internal sealed class GzipLines(Stream file) : RecordLines
{
    private readonly GZipStream _unpacked = new(file, CompressionMode.Decompress);
    private LineReader? _lines;

    public override ValueTask<bool> NextPartAsync(CancellationToken cancellationToken)
    {
        var isFirst = _lines is null;
        _lines ??= new LineReader(_unpacked);
        return ValueTask.FromResult(isFirst);
    }

    public override bool TryRead(out ReadOnlySpan<byte> line) => _lines!.TryRead(out line);

    public override void Dispose() => _unpacked.Dispose();
}
