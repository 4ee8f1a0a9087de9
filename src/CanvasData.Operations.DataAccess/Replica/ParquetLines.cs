using System.Buffers;
using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using Parquet;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// The records of a Parquet file as the lines that a file of JSON lines would hold. A part is a row group, of which only the columns that are
/// staged are read. Columns are named by their parts: key, value or meta, and the column.
/// </summary>
internal sealed class ParquetLines : RecordLines
{
    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    private readonly ParquetReader _reader;
    private readonly Stream _file;
    private readonly IReadOnlyList<ParquetColumn> _columns;
    private readonly ArrayBufferWriter<byte> _line = new(1 << 12);
    private readonly Utf8JsonWriter _json;
    private int _group;
    private int _row;
    private int _rows;

    private ParquetLines(Stream file, ParquetReader reader, SourceTable table)
    {
        (_file, _reader, _json) = (file, reader, new Utf8JsonWriter(_line));
        _columns = [.. reader.Schema.GetDataFields().Select(field => ParquetColumn.Create(field, table)).OfType<ParquetColumn>().OrderBy(column => column.Part, StringComparer.Ordinal)];
    }

    public static bool IsParquet(Stream file)
    {
        Span<byte> first = stackalloc byte[4];
        var isParquet = file.Length > Magic.Length && file.ReadAtLeast(first, Magic.Length, throwOnEndOfStream: false) == Magic.Length && first.SequenceEqual(Magic);
        file.Position = 0;
        return isParquet;
    }

    /// <summary>Whether the file was not cut: it ends as it begins.</summary>
    public static bool IsWhole(Stream file)
    {
        Span<byte> last = stackalloc byte[4];
        file.Position = Math.Max(0, file.Length - Magic.Length);
        var isWhole = file.ReadAtLeast(last, Magic.Length, throwOnEndOfStream: false) == Magic.Length && last.SequenceEqual(Magic);
        file.Position = 0;
        return isWhole;
    }

    /// <exception cref="CanvasProtocolException">The file is no readable Parquet.</exception>
    public static async Task<ParquetLines> OpenAsync(Stream file, SourceTable table, CancellationToken cancellationToken)
    {
        try
        {
            return new ParquetLines(file, await ParquetReader.CreateAsync(file, leaveStreamOpen: true, cancellationToken: cancellationToken).ConfigureAwait(false), table);
        }
        catch (Exception error) when (error is not (OperationCanceledException or CanvasOperationsException))
        {
            throw new CanvasProtocolException($"A Parquet file of table {table.Name} cannot be read.", "Set DataAccessOptions.Format to JsonLines, and run again.", error);
        }
    }

    public override async ValueTask<bool> NextPartAsync(CancellationToken cancellationToken)
    {
        if (_group == _reader.RowGroupCount)
        {
            return false;
        }

        using var group = _reader.OpenRowGroupReader(_group++);
        (_row, _rows) = (0, checked((int)group.RowCount));
        foreach (var column in _columns)
        {
            await column.LoadAsync(group, _rows, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    public override bool TryRead(out ReadOnlySpan<byte> line)
    {
        line = default;
        if (_row == _rows)
        {
            return false;
        }

        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        var part = "";
        foreach (var column in _columns)
        {
            if (part != column.Part)
            {
                if (part.Length > 0)
                {
                    _json.WriteEndObject();
                }

                _json.WriteStartObject(part = column.Part);
            }

            column.Write(_json, _row);
        }

        if (part.Length > 0)
        {
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.Flush();
        _row++;
        line = _line.WrittenSpan;
        return true;
    }

    public override void Dispose()
    {
        _json.Dispose();
        _file.Dispose();
    }
}
