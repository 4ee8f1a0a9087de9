namespace CanvasData.Operations.DataAccess;

/// <summary>Reads lines of bytes through one buffer.</summary>
internal sealed class LineReader(Stream source)
{
    private const int MaxLine = 256 * 1024 * 1024;

    private byte[] _buffer = new byte[1 << 18];
    private int _start;
    private int _end;

    /// <returns>Whether there is another line.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = _buffer.AsSpan(_start, searched + found);
                _start += searched + found + 1;
                return true;
            }

            searched = _end - _start;
            if (!Fill())
            {
                line = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
                return !line.IsEmpty;
            }
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _start) = (_end - _start, 0);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length < MaxLine ? _buffer.Length * 2 : throw new InvalidDataException("A line is too long."));
        }

        var read = source.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
