using System.Buffers;

namespace CanvasData.Operations.Monitoring;

/// <summary>The kinds of parts that a statement consists of.</summary>
internal enum SqlPart
{
    /// <summary>A keyword or a name without quotes.</summary>
    Word,

    /// <summary>A name in quotes or brackets.</summary>
    Name,

    /// <summary>A literal or a parameter.</summary>
    Value,

    /// <summary>One character of anything else.</summary>
    Sign,
}

/// <summary>
/// Splits a statement of any of the supported databases into parts. Comments are skipped; those before the statement are collected. A
/// statement that is cut or damaged is read to its end: what is open is taken as closed there.
/// </summary>
internal ref struct SqlParts(ReadOnlySpan<char> sql)
{
    private static readonly SearchValues<char> WordLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$#");

    private readonly ReadOnlySpan<char> _sql = sql;
    private int _at;
    private bool _hasBegun;

    public SqlPart Kind { get; private set; }

    public ReadOnlySpan<char> Text { get; private set; }

    public bool IsAfterSpace { get; private set; }

    /// <summary>Where the part begins in the statement.</summary>
    public int Start { get; private set; }

    /// <summary>Where the part ends in the statement.</summary>
    public readonly int End => _at;

    /// <summary>The comment lines before the statement, in one line.</summary>
    public string Comment { get; private set; } = "";

    public bool Next()
    {
        IsAfterSpace = false;
        while (SkipSpace() || SkipComment())
        {
            IsAfterSpace = true;
        }

        if (_at >= _sql.Length)
        {
            return false;
        }

        _hasBegun = true;
        Start = _at;
        Kind = Take();
        Text = Kind == SqlPart.Value ? "?" : _sql[Start.._at];
        return true;
    }

    private SqlPart Take()
    {
        var sign = _sql[_at];
        var next = _at + 1 < _sql.Length ? _sql[_at + 1] : '\0';
        switch (sign)
        {
            case '\'':
                return TakeQuoted('\'', hasEscapes: false, SqlPart.Value);
            case '"' or '`':
                return TakeQuoted(sign, hasEscapes: false, SqlPart.Name);
            case '[' when char.IsLetter(next) || next == '_':
                return TakeQuoted(']', hasEscapes: false, SqlPart.Name);
            case '$' when char.IsAsciiDigit(next):
            case '?':
                return TakeRun(SqlPart.Value);
            case '$' when TakeDollarQuoted():
                return SqlPart.Value;
            case '@' or ':' when (char.IsLetter(next) || next == '_') && (_at == 0 || _sql[_at - 1] != sign):
                return TakeRun(SqlPart.Value);
            case '.' when char.IsAsciiDigit(next):
            case >= '0' and <= '9':
                return TakeNumber();
        }

        return char.IsLetter(sign) || sign is '_' or '#' ? TakeWord() : TakeSign();
    }

    private SqlPart TakeSign()
    {
        _at++;
        return SqlPart.Sign;
    }

    private SqlPart TakeWord()
    {
        var from = _at;
        TakeRun(SqlPart.Word);
        if (_at >= _sql.Length || _sql[_at] is not ('\'' or '&'))
        {
            return SqlPart.Word;
        }

        // A prefix of a text: E'…', N'…', X'…', B'…', U&'…'.
        var prefix = _sql[from.._at];
        if (prefix is "U" or "u" && _sql[_at..].StartsWith("&'"))
        {
            _at++;
            return TakeQuoted('\'', hasEscapes: false, SqlPart.Value);
        }

        return _sql[_at] == '\'' && prefix is "E" or "e" or "N" or "n" or "X" or "x" or "B" or "b"
            ? TakeQuoted('\'', prefix is "E" or "e", SqlPart.Value)
            : SqlPart.Word;
    }

    private SqlPart TakeRun(SqlPart kind)
    {
        _at++;
        while (_at < _sql.Length && (WordLetters.Contains(_sql[_at]) || (_sql[_at] > 127 && char.IsLetterOrDigit(_sql[_at]))))
        {
            _at++;
        }

        return kind;
    }

    private SqlPart TakeNumber()
    {
        while (_at < _sql.Length && (char.IsAsciiLetterOrDigit(_sql[_at]) || _sql[_at] is '.' or '_' || (_sql[_at] is '+' or '-' && _sql[_at - 1] is 'e' or 'E')))
        {
            _at++;
        }

        return SqlPart.Value;
    }

    private SqlPart TakeQuoted(char end, bool hasEscapes, SqlPart kind)
    {
        for (_at++; _at < _sql.Length; _at++)
        {
            if (hasEscapes && _sql[_at] == '\\')
            {
                _at++;
            }
            else if (_sql[_at] == end)
            {
                _at++;
                if (_at >= _sql.Length || _sql[_at] != end)
                {
                    break;
                }
            }
        }

        _at = Math.Min(_at, _sql.Length);
        return kind;
    }

    // PostgreSQL: $$…$$ and $tag$…$tag$.
    private bool TakeDollarQuoted()
    {
        var rest = _sql[_at..];
        var close = rest[1..].IndexOf('$') + 1;
        if (close == 0 || rest[1..close].ContainsAnyExcept(WordLetters))
        {
            return false;
        }

        var tag = rest[..(close + 1)];
        var end = rest[tag.Length..].IndexOf(tag);
        _at = end < 0 ? _sql.Length : _at + tag.Length + end + tag.Length;
        return true;
    }

    private bool SkipSpace()
    {
        var from = _at;
        while (_at < _sql.Length && char.IsWhiteSpace(_sql[_at]))
        {
            _at++;
        }

        return _at > from;
    }

    private bool SkipComment()
    {
        var rest = _sql[_at..];
        if (rest.StartsWith("--"))
        {
            var end = rest.IndexOfAny('\r', '\n');
            var line = (end < 0 ? rest : rest[..end])[2..].Trim();
            _at = end < 0 ? _sql.Length : _at + end;
            if (!_hasBegun && line.Length > 0 && Comment.Length < StatementText.MaxRead)
            {
                Comment = Comment.Length == 0 ? line.ToString() : $"{Comment} | {line}";
            }

            return true;
        }

        if (!rest.StartsWith("/*"))
        {
            return false;
        }

        var close = rest[2..].IndexOf("*/");
        _at = close < 0 ? _sql.Length : _at + close + 4;
        return true;
    }
}
