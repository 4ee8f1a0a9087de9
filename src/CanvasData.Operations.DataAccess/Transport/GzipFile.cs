using System.IO.Compression;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// Checks gzip files. The reader of the framework ends without a word where a file was cut. A file may have several members.
/// So another one is read behind it, which comes out whole only when nothing before it was cut.
/// </summary>
internal static class GzipFile
{
    private static readonly byte[] End = "end of the file"u8.ToArray();
    private static readonly byte[] EndMember = Compress(End);

    public static bool IsWhole(Stream file)
    {
        try
        {
            using var reader = new GZipStream(new FollowedStream(file, EndMember), CompressionMode.Decompress);
            var (last, piece) = (Array.Empty<byte>(), new byte[1 << 16]);
            while (reader.Read(piece) is > 0 and var read)
            {
                last = [.. last, .. piece.AsSpan(Math.Max(0, read - End.Length), Math.Min(read, End.Length))];
                last = last[Math.Max(0, last.Length - End.Length)..];
            }

            return file.Length > 0 && last.AsSpan().SequenceEqual(End);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static byte[] Compress(byte[] content)
    {
        using var target = new MemoryStream();
        using (var writer = new GZipStream(target, CompressionLevel.Fastest))
        {
            writer.Write(content);
        }

        return target.ToArray();
    }

    /// <summary>A stream with some bytes behind it.</summary>
    private sealed class FollowedStream(Stream first, byte[] then) : Stream
    {
        private int _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (first.Read(buffer) is > 0 and var read)
            {
                return read;
            }

            read = Math.Min(buffer.Length, then.Length - _read);
            then.AsSpan(_read, read).CopyTo(buffer);
            _read += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
