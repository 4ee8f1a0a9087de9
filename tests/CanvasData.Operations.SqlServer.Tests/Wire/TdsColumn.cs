using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.SqlServer.Tests.Wire;

/// <summary>A column as the protocol describes it (MS-TDS 2.2.5.5, 2.2.5.6), and the values that it reads.</summary>
/// <param name="Name">The name.</param>
/// <param name="StoreType">The type, such as nvarchar(20).</param>
/// <param name="IsIdentity">Whether the server makes its values.</param>
public sealed partial record TdsColumn(string Name, string StoreType, bool IsIdentity = false)
{
    private const int Max = 0xFFFF;
    private static readonly DateOnly FirstDay = new(1, 1, 1);

    private (string Kind, int First, int Second) Parts
    {
        get
        {
            var match = Type().Match(StoreType);
            return (match.Groups["kind"].Value, Number("first"), Number("second"));

            int Number(string group) => match.Groups[group] switch
            {
                { Success: false } => -1,
                { Value: "max" } => 0,
                var text => int.Parse(text.Value, CultureInfo.InvariantCulture),
            };
        }
    }

    /// <summary>The description, as one of a token COLMETADATA.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(0);
        writer.Write((ushort)(0x09 | (IsIdentity ? 0x10 : 0)));
        var (kind, first, second) = Parts;
        switch (kind)
        {
            case "bigint" or "int" or "smallint" or "tinyint":
                writer.Write([(byte)0x26, (byte)(kind switch { "bigint" => 8, "int" => 4, "smallint" => 2, _ => 1 })]);
                break;
            case "bit":
                writer.Write([(byte)0x68, (byte)1]);
                break;
            case "float" or "real":
                writer.Write([(byte)0x6D, (byte)(kind == "float" ? 8 : 4)]);
                break;
            case "decimal":
                writer.Write([(byte)0x6A, (byte)17, (byte)(first < 0 ? 18 : first), (byte)Math.Max(second, 0)]);
                break;
            case "uniqueidentifier":
                writer.Write([(byte)0x24, (byte)16]);
                break;
            case "nvarchar":
                writer.Write((byte)0xE7);
                writer.Write((ushort)(first <= 0 ? Max : first * 2));
                writer.Write([(byte)0x09, (byte)0x04, (byte)0xD0, (byte)0x00, (byte)0x34]);
                break;
            case "varbinary":
                writer.Write((byte)0xA5);
                writer.Write((ushort)(first <= 0 ? Max : first));
                break;
            case "date":
                writer.Write((byte)0x28);
                break;
            case "time" or "datetime2" or "datetimeoffset":
                writer.Write([(byte)(kind switch { "time" => 0x29, "datetime2" => 0x2A, _ => 0x2B }), (byte)(first < 0 ? 7 : first)]);
                break;
            default:
                throw new NotSupportedException(StoreType);
        }

        writer.Write((byte)Name.Length);
        writer.Write(Encoding.Unicode.GetBytes(Name));
    }

    /// <summary>A description that a client sends.</summary>
    public static TdsColumn Read(BinaryReader reader)
    {
        reader.ReadBytes(6);
        var type = reader.ReadByte();
        var store = type switch
        {
            0x26 => reader.ReadByte() switch { 8 => "bigint", 4 => "int", 2 => "smallint", _ => "tinyint" },
            0x68 => Skip("bit", 1),
            0x6D => reader.ReadByte() == 8 ? "float" : "real",
            0x6A or 0x6C => Decimal(),
            0x24 => Skip("uniqueidentifier", 1),
            0xE7 => Sized("nvarchar", 2, collation: true),
            0xA5 => Sized("varbinary", 1, collation: false),
            0x28 => "date",
            0x29 => $"time({reader.ReadByte()})",
            0x2A => $"datetime2({reader.ReadByte()})",
            0x2B => $"datetimeoffset({reader.ReadByte()})",
            _ => throw new NotSupportedException($"type {type:x2}"),
        };
        return new TdsColumn(Encoding.Unicode.GetString(reader.ReadBytes(reader.ReadByte() * 2)), store);

        string Skip(string name, int bytes)
        {
            reader.ReadBytes(bytes);
            return name;
        }

        string Decimal()
        {
            reader.ReadByte();
            return $"decimal({reader.ReadByte()},{reader.ReadByte()})";
        }

        string Sized(string name, int unit, bool collation)
        {
            var length = reader.ReadUInt16();
            reader.ReadBytes(collation ? 5 : 0);
            return length == Max ? $"{name}(max)" : $"{name}({length / unit})";
        }
    }

    /// <summary>A value of a row that a client sends.</summary>
    public object? ReadValue(BinaryReader reader)
    {
        var (kind, first, second) = Parts;
        if (kind is "nvarchar" or "varbinary")
        {
            return (first == 0 ? ReadLong(reader) : ReadShort(reader)) is not { } data ? null : kind == "nvarchar" ? Encoding.Unicode.GetString(data) : data;
        }

        var bytes = reader.ReadBytes(reader.ReadByte());
        return bytes.Length == 0 ? null : kind switch
        {
            "bigint" => BitConverter.ToInt64(bytes),
            "int" => BitConverter.ToInt32(bytes),
            "smallint" => BitConverter.ToInt16(bytes),
            "tinyint" => bytes[0],
            "bit" => bytes[0] != 0,
            "float" => BitConverter.ToDouble(bytes),
            "real" => BitConverter.ToSingle(bytes),
            "decimal" => (decimal)new BigInteger(bytes.AsSpan(1), isUnsigned: true) / (decimal)BigInteger.Pow(10, second) * (bytes[0] == 1 ? 1 : -1),
            "uniqueidentifier" => new Guid(bytes),
            "date" => Day(bytes),
            "time" => Time(bytes, first),
            "datetime2" => Day(bytes.AsSpan(^3..)).ToDateTime(TimeOnly.MinValue) + Time(bytes.AsSpan(..^3), first),
            "datetimeoffset" => new DateTimeOffset(Day(bytes.AsSpan(^5..^2)).ToDateTime(TimeOnly.MinValue) + Time(bytes.AsSpan(..^5), first), TimeSpan.Zero)
                .ToOffset(TimeSpan.FromMinutes(BitConverter.ToInt16(bytes.AsSpan(^2..)))),
            _ => throw new NotSupportedException(StoreType),
        };
    }

    private static DateOnly Day(ReadOnlySpan<byte> bytes) => FirstDay.AddDays(bytes[0] | (bytes[1] << 8) | (bytes[2] << 16));

    private static TimeSpan Time(ReadOnlySpan<byte> bytes, int scale) =>
        new((long)new BigInteger(bytes, isUnsigned: true) * (long)Math.Pow(10, 7 - scale));

    private static byte[]? ReadShort(BinaryReader reader) => reader.ReadUInt16() is var length && length == Max ? null : reader.ReadBytes(length);

    // Parts of unknown number, each behind its length; the last has none.
    private static byte[]? ReadLong(BinaryReader reader)
    {
        if (reader.ReadUInt64() == ulong.MaxValue)
        {
            return null;
        }

        using var all = new MemoryStream();
        for (var length = reader.ReadInt32(); length > 0; length = reader.ReadInt32())
        {
            all.Write(reader.ReadBytes(length));
        }

        return all.ToArray();
    }

    [GeneratedRegex(@"^(?<kind>\w+)(\((?<first>\w+)(,\s*(?<second>\d+))?\))?$")]
    private static partial Regex Type();
}
