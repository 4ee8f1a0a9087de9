using System.IO.Compression;

namespace CanvasData.Operations.Evaluation.Data;

/// <summary>The named columns of a file of a folder, plain or compressed.</summary>
internal static class CsvTable
{
    /// <exception cref="EvaluationException">The file or a column is missing, a line is cut short, or the file cannot be read.</exception>
    public static IEnumerable<CsvRow> Read(string folder, string name, params IReadOnlyList<string> columns)
    {
        using var text = Open(folder, name);
        var reader = new CsvReader(text);
        var fields = new List<string>();
        if (!ReadNext(reader, fields, name))
        {
            throw new EvaluationException($"{name} is empty; it needs a first line with the columns {string.Join(", ", columns)}.");
        }

        fields[0] = fields[0].TrimStart('\uFEFF');
        var places = columns.Select(column => PlaceOf(fields, name, column)).ToArray();
        while (ReadNext(reader, fields, name))
        {
            if (fields.Count <= places.Max())
            {
                throw new EvaluationException($"{name}, line {reader.Line}: {fields.Count} fields, but column {columns[Array.IndexOf(places, places.Max())]} is the {places.Max() + 1}th.");
            }

            yield return new CsvRow(name, reader.Line, columns, [.. places.Select(place => fields[place].Trim())]);
        }
    }

    private static bool ReadNext(CsvReader reader, List<string> fields, string name)
    {
        try
        {
            return reader.Read(fields);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new EvaluationException($"{name} cannot be read: {exception.Message}");
        }
    }

    private static StreamReader Open(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? new StreamReader(path)
            : File.Exists(path + ".gz") ? new StreamReader(new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress))
            : throw new EvaluationException($"{folder} has no {name} (nor {name}.gz); --data takes a folder in the layout of OULAD.");
    }

    private static int PlaceOf(List<string> header, string name, string column)
    {
        var place = header.FindIndex(title => title.Trim().Equals(column, StringComparison.OrdinalIgnoreCase));
        return place >= 0 ? place : throw new EvaluationException($"{name} has no column {column}; its first line names {string.Join(", ", header)}.");
    }
}
