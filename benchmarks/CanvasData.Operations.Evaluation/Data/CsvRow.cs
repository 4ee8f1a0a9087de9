using System.Globalization;

namespace CanvasData.Operations.Evaluation.Data;

/// <summary>A line of a file: the fields of the columns asked for, in that order.</summary>
internal readonly record struct CsvRow(string File, int Line, IReadOnlyList<string> Columns, string[] Fields)
{
    public string Text(int column) => Fields[column];

    /// <summary>A whole number that must be there.</summary>
    public long Id(int column) => long.TryParse(Fields[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : throw Bad(column, "a whole number");

    /// <summary>A number; null when the field is empty or a question mark.</summary>
    public double? Number(int column) => Fields[column] is "" or "?" ? null
        : double.TryParse(Fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : throw Bad(column, "a number");

    /// <summary>A day, counted from the first of the course; null when the field is empty or a question mark.</summary>
    public int? Day(int column) => Number(column) switch
    {
        null => null,
        >= -100_000 and <= 100_000 and var day => (int)day,
        _ => throw Bad(column, "a day"),
    };

    private EvaluationException Bad(int column, string wanted) => new($"{File}, line {Line}: {Columns[column]} is '{Fields[column]}'; it takes {wanted}.");
}
