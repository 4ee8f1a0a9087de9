namespace CanvasData.Operations.TypeScript;

/// <summary>Reads lines of bytes with bounded memory, and nothing ahead of what was asked for but one buffer.</summary>
internal sealed class OutputLines(Stream stream, int maxLineBytes)
{
    private byte[] _buffer = new byte[Math.Min(64 * 1024, maxLineBytes)];
    private int _start;
    private int _scanned;
    private int _end;
    private bool _ended;

    /// <summary>The longest line in bytes.</summary>
    public int MaxLineBytes { get; set; } = maxLineBytes;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line that was read last is longer than allowed; it is cut then, and reading must stop.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Whether the line that was read last has no end, because the output ended.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Takes a line that is there already.</summary>
    /// <param name="line">The line without its end; valid until the next call.</param>
    public bool TryTake(out ReadOnlyMemory<byte> line)
    {
        var end = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
        if (end < 0)
        {
            _scanned = _end;
            line = default;
            return false;
        }

        line = Take(_scanned + end - _start);
        _start++;
        _scanned = _start;
        return true;
    }

    /// <summary>Waits for more output.</summary>
    /// <returns>Whether there is any; false at the end.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return false;
        }

        MakeRoom();
        var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _ended = count == 0;
        _end += count;
        return !_ended;
    }

    /// <summary>Takes what is left when no line end will come: the rest behind the last line, or a line that is too long.</summary>
    public bool TryTakeRest(out ReadOnlyMemory<byte> rest)
    {
        rest = default;
        if (_start == _end || !(_ended || IsTooLong))
        {
            return false;
        }

        IsCut = _ended;
        rest = Take(_end - _start);
        _scanned = _start;
        return true;
    }

    /// <summary>Whether the buffer holds a line that is longer than allowed.</summary>
    public bool Overflows => IsTooLong = _end - _start >= MaxLineBytes && _scanned == _end;

    private ReadOnlyMemory<byte> Take(int length)
    {
        var line = _buffer.AsMemory(_start, length);
        _start += length;
        Number++;
        return line.Length > 0 && line.Span[^1] == (byte)'\r' ? line[..^1] : line;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_scanned, _end, _start) = (_scanned - _start, _end - _start, 0);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min((long)_buffer.Length * 2, MaxLineBytes + 1L));
        }
    }
}
