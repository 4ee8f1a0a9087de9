using System.Text;

namespace CanvasData.Operations.Evaluation.Data;

/// <summary>Records of comma-separated values as RFC 4180 has them: quoted fields may hold commas, quotes and line ends.</summary>
internal sealed class CsvReader(TextReader text)
{
    private readonly StringBuilder _field = new();

    /// <summary>The line that the last record began in, from 1.</summary>
    public int Line { get; private set; }

    private int _lines = 1;

    /// <summary>Reads the next record that is not an empty line.</summary>
    /// <returns>False at the end.</returns>
    public bool Read(List<string> fields)
    {
        do
        {
            fields.Clear();
            Line = _lines;
            if (text.Peek() < 0)
            {
                return false;
            }

            while (ReadField(fields))
            {
            }
        }
        while (fields is [""]);
        return true;
    }

    /// <returns>Whether another field follows in the record.</returns>
    private bool ReadField(List<string> fields)
    {
        _field.Clear();
        var isQuoted = text.Peek() == '"';
        if (isQuoted)
        {
            ReadQuoted();
        }

        var next = text.Read();
        while (next is not (-1 or ',' or '\n'))
        {
            _field.Append((char)next);
            next = text.Read();
        }

        _lines += next == '\n' ? 1 : 0;
        fields.Add(_field.ToString().TrimEnd('\r'));
        return next == ',';
    }

    private void ReadQuoted()
    {
        text.Read();
        for (var next = text.Read(); next >= 0; next = text.Read())
        {
            if (next == '"' && text.Peek() != '"')
            {
                return;
            }

            if (next == '"')
            {
                text.Read();
            }

            _lines += next == '\n' ? 1 : 0;
            _field.Append((char)next);
        }
    }
}
