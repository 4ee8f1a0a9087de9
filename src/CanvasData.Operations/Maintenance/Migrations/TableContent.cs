using System.Buffers.Binary;
using System.Data;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Maintenance;

/// <summary>Reads the columns, the number of rows and a checksum of a table. The order of rows makes no difference.</summary>
internal sealed class TableContent(DbContext context)
{
    private byte[] _row = new byte[1_024];
    private int _length;

    /// <summary>The names of the columns.</summary>
    public async Task<IReadOnlyList<string>> ColumnsAsync(MigrationTable table, CancellationToken cancellationToken)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = $"SELECT * FROM {Identifier(table.Name, table.Schema)} WHERE 1 = 0";
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
            }
        }
    }

    /// <summary>The rows, and the sum of the hashes of all rows over some columns.</summary>
    public async Task<(long Rows, ulong Checksum)> ReadAsync(MigrationTable table, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = $"SELECT {(columns.Count == 0 ? "1" : string.Join(", ", columns.Select(column => Identifier(column, null))))} FROM {Identifier(table.Name, table.Schema)}";
            command.CommandTimeout = 0;
            var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var (rows, checksum) = (0L, 0UL);
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    _length = 0;
                    for (var i = 0; i < reader.FieldCount; i++)
                    {
                        Add(reader.GetValue(i));
                    }

                    rows++;
                    checksum = unchecked(checksum + XxHash3.HashToUInt64(_row.AsSpan(0, _length)));
                }

                return (rows, checksum);
            }
        }
    }

    private string Identifier(string name, string? schema) => context.GetService<ISqlGenerationHelper>().DelimitIdentifier(name, schema);

    // A mark before each value keeps null, empty and the borders between values apart.
    private void Add(object value)
    {
        switch (value)
        {
            case DBNull:
                Reserve(1)[0] = 0;
                break;
            case string text:
                AddText(text);
                break;
            case long number:
                AddNumber(number);
                break;
            case int number:
                AddNumber(number);
                break;
            case short number:
                AddNumber(number);
                break;
            case bool flag:
                AddNumber(flag ? 1 : 0);
                break;
            case double number:
                AddNumber(BitConverter.DoubleToInt64Bits(number));
                break;
            case DateTime time:
                AddNumber(time.Ticks);
                break;
            case byte[] bytes:
                AddNumber(bytes.Length);
                bytes.CopyTo(Reserve(bytes.Length));
                break;
            case Array items:
                AddNumber(items.Length);
                foreach (var item in items)
                {
                    Add(item ?? DBNull.Value);
                }

                break;
            default:
                AddText(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }

    private void AddNumber(long number)
    {
        var place = Reserve(1 + sizeof(long));
        place[0] = 1;
        BinaryPrimitives.WriteInt64LittleEndian(place[1..], number);
    }

    private void AddText(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        AddNumber(length);
        Encoding.UTF8.GetBytes(text, Reserve(length));
    }

    private Span<byte> Reserve(int length)
    {
        if (_length + length > _row.Length)
        {
            Array.Resize(ref _row, Math.Max(_row.Length * 2, _length + length));
        }

        var place = _row.AsSpan(_length, length);
        _length += length;
        return place;
    }
}
