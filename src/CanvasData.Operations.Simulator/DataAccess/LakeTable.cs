using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>A column of a table of the platform.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Type">The kind of value: id, int, number, bool, time, text or object.</param>
internal readonly record struct LakeColumn(string Name, string Type);

/// <summary>A table of the platform, and how the school fills it.</summary>
/// <param name="Name">The name of the table.</param>
/// <param name="Columns">The columns, the key first.</param>
/// <param name="Write">Writes every record, deleted ones included.</param>
internal sealed record LakeTable(string Name, IReadOnlyList<LakeColumn> Columns, Action<SchoolState, RecordSink> Write)
{
    /// <summary>Makes a table from a line for each kind of column: "id course_id term_id".</summary>
    public static LakeTable Create(string name, Action<SchoolState, RecordSink> write, params IReadOnlyList<string> columns) =>
        new(name, [.. columns.SelectMany(line => line.Split(' ')[1..].Select(column => new LakeColumn(column, line.Split(' ')[0])))], write);
}
