using System.Buffers.Binary;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>A transformed row on its way to the database.</summary>
/// <param name="Row">The row.</param>
/// <param name="Unspecified">The columns that Canvas did not send.</param>
/// <param name="Hash">The fingerprint of what was sent.</param>
internal readonly record struct StagedRow<TRow>(TRow Row, ulong Unspecified, long Hash) where TRow : CanvasRow;

/// <summary>
/// The rows of one collection of a course between network and transaction. Few stay in memory; many go to a
/// temporary file, so that memory stays flat and the course is still written at once. The last of several rows
/// with one id wins.
/// </summary>
internal sealed class RowSpool<TRow>(int memoryRows) : IAsyncDisposable where TRow : CanvasRow, new()
{
    private const int HeaderLength = sizeof(int) + sizeof(ulong) + sizeof(long) + sizeof(long);
    private readonly RowCodec<TRow> _codec = RowCodec<TRow>.Instance;
    private readonly RowBuffer _buffer = new();
    private readonly IdIndex _ids = new();
    private List<StagedRow<TRow>> _memory = [];
    private FileStream? _file;

    /// <summary>Distinct rows.</summary>
    public int Count => _ids.Count;

    public int Duplicates => _ids.Added - _ids.Count;

    public bool Contains(long id) => _ids.Contains(id);

    public IEnumerable<long> Ids => _ids.Ids;

    public void Add(TRow row, ulong unspecified)
    {
        var staged = new StagedRow<TRow>(row, unspecified, _codec.Hash(row, unspecified, _buffer));
        _ids.Add(row.Id);
        if (_file is null && _memory.Count < memoryRows)
        {
            _memory.Add(staged);
            return;
        }

        Storing(() =>
        {
            if (_file is null)
            {
                _file = OpenFile();
                _memory.ForEach(Append);
                _memory = [];
            }

            Append(staged);
        });
    }

    /// <summary>Every distinct row, in the order of its last appearance; may be read again.</summary>
    /// <param name="wanted">Chooses by id and hash, before a row is decoded; null for all.</param>
    public IEnumerable<StagedRow<TRow>> Read(Func<long, long, bool>? wanted = null) => _file is null ? ReadMemory(wanted) : ReadFile(_file, wanted);

    public async ValueTask DisposeAsync()
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            await _file.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // What was not written yet does not fit on the disk either, and it is not wanted any more.
        }
    }

    // Holds personal data: readable by this user only, and gone when closed or when the process dies.
    private static FileStream OpenFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var path = Path.Combine(Path.GetTempPath(), $"canvasdata-{Guid.NewGuid():N}.spool");
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            // DeleteOnClose is this process's promise; an unlinked file is also gone after a kill.
            File.Delete(path);
        }

        return file;
    }

    private static void Storing(Action store)
    {
        try
        {
            store();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TemporaryFileException(
                $"The rows of a large course could not be written to the temporary folder {Path.GetTempPath()}: {error.Message}",
                "Make the folder writable, free space there, point TMPDIR (TMP on Windows) to another folder, or raise SyncOptions.MemoryRows.",
                error);
        }
    }

    private void Append(StagedRow<TRow> staged)
    {
        _buffer.Clear();
        _codec.Write(_buffer, staged.Row);
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header, _buffer.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[4..], staged.Unspecified);
        BinaryPrimitives.WriteInt64LittleEndian(header[12..], staged.Hash);
        BinaryPrimitives.WriteInt64LittleEndian(header[20..], staged.Row.Id);
        _file!.Write(header);
        _file.Write(_buffer.Written);
    }

    private IEnumerable<StagedRow<TRow>> ReadMemory(Func<long, long, bool>? wanted)
    {
        for (var i = 0; i < _memory.Count; i++)
        {
            if (_ids.IsLast(_memory[i].Row.Id, i) && wanted?.Invoke(_memory[i].Row.Id, _memory[i].Hash) != false)
            {
                yield return _memory[i];
            }
        }
    }

    private IEnumerable<StagedRow<TRow>> ReadFile(FileStream file, Func<long, long, bool>? wanted)
    {
        Storing(file.Flush);
        file.Position = 0;
        var header = new byte[HeaderLength];
        var bytes = new byte[512];
        for (var i = 0; i < _ids.Added; i++)
        {
            file.ReadExactly(header);
            var length = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length > bytes.Length)
            {
                bytes = new byte[length];
            }

            file.ReadExactly(bytes, 0, length);
            var hash = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(12));
            var id = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(20));
            if (_ids.IsLast(id, i) && wanted?.Invoke(id, hash) != false)
            {
                yield return new StagedRow<TRow>(Decode(bytes, length), BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(4)), hash);
            }
        }
    }

    private TRow Decode(byte[] bytes, int length)
    {
        var reader = new EncodedRowReader(bytes.AsSpan(0, length));
        return _codec.Read(ref reader);
    }
}
