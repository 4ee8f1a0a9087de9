using System.Buffers.Binary;
using System.IO.Compression;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// Checks gzip files. The reader of the framework ends without a word where a file was cut, so the lengths that the file itself gives are
/// compared with what is read.
/// </summary>
internal static class GzipFile
{
    private const int TrailerBytes = 4;

    public static bool IsWhole(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length < 18)
        {
            return false;
        }

        try
        {
            long total = 0;
            using (var reader = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true))
            {
                var piece = new byte[1 << 16];
                while (reader.Read(piece) is > 0 and var read)
                {
                    total += read;
                }
            }

            file.Position = file.Length - TrailerBytes;
            Span<byte> trailer = stackalloc byte[TrailerBytes];
            file.ReadExactly(trailer);
            return BinaryPrimitives.ReadUInt32LittleEndian(trailer) == (uint)total;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
