using System.Text;

namespace CanvasData.Operations.Monitoring;

/// <summary>Writes the parts of a statement on one line, shortens lists of values and equal statements, and notes verb and table.</summary>
internal sealed class StatementWriter
{
    private static readonly string[] Verbs = ["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE"];
    private static readonly string[] BeforeTables = ["FROM", "INTO", "UPDATE", "JOIN", "MERGE"];

    private readonly StringBuilder _text = new(256);
    private string? _operation;
    private string _firstWord = "";
    private int _depth;

    // The open list of values: where its bracket stands, and whether nothing but values came since.
    private int _list = -1;
    private int _closedList = -1;
    private int _statement;
    private int _earlierStatement;
    private bool _expectsTable;
    private bool _endsTable;

    public string Text => _text.ToString().TrimEnd(' ', ';');

    public string Operation => _operation ?? _firstWord;

    public string? Table { get; private set; }

    public void Write(SqlPart kind, ReadOnlySpan<char> text, bool isAfterSpace)
    {
        Note(kind, text);
        if (isAfterSpace && _text.Length > _statement)
        {
            _text.Append(' ');
        }

        switch (text)
        {
            case "(":
                _list = _text.Length;
                _depth++;
                break;
            case ")":
                _depth--;
                CloseList();
                return;
            case ";":
                EndStatement();
                return;
            case ",":
                break;
            case "+" or "-":
                _closedList = -1;
                break;
            default:
                if (kind != SqlPart.Value && !(kind == SqlPart.Word && text is "NULL" or "DEFAULT"))
                {
                    _list = _closedList = -1;
                }

                break;
        }

        _text.Append(text);
    }

    // (?, ?, ?) becomes (?), and so does (?), (?).
    private void CloseList()
    {
        if (_list < 0)
        {
            _closedList = -1;
            _text.Append(')');
            return;
        }

        if (_text.Length > _list + 1)
        {
            _text.Length = _list;
            if (_closedList >= 0)
            {
                _text.Length = _closedList;
            }

            _closedList = _text.Length;
            _text.Append("(?)");
        }
        else
        {
            _text.Append(')');
        }

        _list = -1;
    }

    // A batch of equal statements is as long as it happens to be.
    private void EndStatement()
    {
        var length = _text.Length - _statement;
        if (_statement - _earlierStatement == length + 2 && Slice(_statement, length) == Slice(_earlierStatement, length))
        {
            _text.Length = _statement;
        }
        else
        {
            _text.Append("; ");
            (_earlierStatement, _statement) = (_statement, _text.Length);
        }

        _list = _closedList = -1;
    }

    private string Slice(int from, int length) => _text.ToString(from, length);

    private void Note(SqlPart kind, ReadOnlySpan<char> text)
    {
        if (kind == SqlPart.Word && _operation is null)
        {
            if (_firstWord.Length == 0)
            {
                _firstWord = text.ToString().ToUpperInvariant();
            }

            if (_depth == 0)
            {
                _operation = Find(Verbs, text);
            }
        }

        if (Table is not null && !_endsTable)
        {
            return;
        }

        if (_endsTable)
        {
            // A dot: what came was the schema.
            _endsTable = false;
            if (text is ".")
            {
                (Table, _expectsTable) = (null, true);
            }

            return;
        }

        if (kind == SqlPart.Word && Find(BeforeTables, text) is not null)
        {
            _expectsTable = true;
        }
        else if (_expectsTable && kind is SqlPart.Name or SqlPart.Word)
        {
            Table = kind == SqlPart.Name ? text[1..Math.Max(1, text.Length - 1)].ToString() : text.ToString();
            (_expectsTable, _endsTable) = (false, true);
        }
        else
        {
            _expectsTable = false;
        }
    }

    private static string? Find(string[] words, ReadOnlySpan<char> text)
    {
        foreach (var word in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        return null;
    }
}
