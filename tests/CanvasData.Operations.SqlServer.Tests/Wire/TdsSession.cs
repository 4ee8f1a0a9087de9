using System.Text;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.SqlServer.Tests.Wire;

/// <summary>The answers within one connection (MS-TDS 2.2).</summary>
internal sealed partial class TdsSession(IReadOnlyDictionary<string, IReadOnlyList<TdsColumn>> tables, List<string> statements, List<Load> loads)
{
    private const byte Batch = 1, Call = 3, Attention = 6, BulkLoad = 7, Transaction = 14, Login = 16, BeforeLogin = 18;

    private static readonly byte[] Id = [1, 0, 0, 0, 0, 0, 0, 0];

    private readonly Dictionary<string, IReadOnlyList<TdsColumn>> _stages = [];
    private string _insert = "";
    private long _loaded;
    private bool _isInTransaction;

    public byte[] Answer(byte type, byte[] message)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        switch (type)
        {
            case BeforeLogin:
                // Version, no encryption, one statement at a time.
                writer.Write([0, 0, 16, 0, 6, 1, 0, 22, 0, 1, 4, 0, 23, 0, 1, 0xFF, 16, 0, 3, 232, 0, 0, 2, 0]);
                break;
            case Login:
                WriteLogin(writer);
                break;
            case Batch:
                Run(writer, Text(message.AsSpan(BitConverter.ToInt32(message))));
                break;
            case Call:
                // The first value of sp_executesql is the statement, behind its name, number, flags, type and length.
                var call = message.AsSpan(BitConverter.ToInt32(message));
                statements.Add(Text(call.Slice(6 + 2 + 8 + 2, BitConverter.ToUInt16(call[(6 + 2 + 8)..]))));
                WriteColumns(writer, [new TdsColumn("", "int")]);
                WriteDone(writer, 0xFF, 0, more: true);
                WriteDone(writer, 0xFE, 0);
                break;
            case BulkLoad:
                Take(message);
                WriteDone(writer, 0xFD, _loaded);
                break;
            case Transaction:
                WriteTransaction(writer, message[BitConverter.ToInt32(message)]);
                break;
            case Attention:
                writer.Write([0xFD, 0x20, 0, 0, 0]);
                writer.Write(0L);
                break;
            default:
                throw new NotSupportedException($"message {type}");
        }

        return stream.ToArray();
    }

    private void Run(BinaryWriter writer, string statement)
    {
        if (Described().Match(statement) is { Success: true } described)
        {
            WriteDescription(writer, described.Groups["table"].Value.Replace("''", "'", StringComparison.Ordinal));
            return;
        }

        if (statement.StartsWith("insert bulk", StringComparison.Ordinal))
        {
            _insert = statement;
            WriteDone(writer, 0xFD, 0);
            return;
        }

        statements.Add(statement);
        if (Staged().Match(statement) is { Success: true } stage)
        {
            var columns = tables[stage.Groups["table"].Value];
            _stages[stage.Groups["stage"].Value] = [.. Split(stage.Groups["columns"].Value).Select(name => columns.Single(column => Quoted(column.Name) == name) with { IsIdentity = false })];
        }

        WriteDone(writer, 0xFD, _loaded);
    }

    // What SqlBulkCopy asks before it copies: open transactions, the columns of the table, their collations, and other names of columns.
    private void WriteDescription(BinaryWriter writer, string table)
    {
        var columns = tables.GetValueOrDefault(table) ?? _stages.GetValueOrDefault(table.Trim('[', ']')) ?? throw new NotSupportedException($"There is no table {table}.");
        WriteColumns(writer, [new TdsColumn("", "int")]);
        writer.Write([(byte)0xD1, (byte)4]);
        writer.Write(_isInTransaction ? 1 : 0);
        WriteDone(writer, 0xFD, 1, more: true);
        WriteColumns(writer, columns);
        WriteDone(writer, 0xFD, 0, more: true);
        WriteColumns(writer, [new("colid", "int"), new("name", "nvarchar(128)"), new("tds_collation", "varbinary(5)"), new("collation", "nvarchar(128)")]);
        for (var i = 0; i < columns.Count; i++)
        {
            writer.Write([(byte)0xD1, (byte)4]);
            writer.Write(i + 1);
            writer.Write((ushort)(columns[i].Name.Length * 2));
            writer.Write(Encoding.Unicode.GetBytes(columns[i].Name));
            writer.Write(ushort.MaxValue);
            writer.Write(ushort.MaxValue);
        }

        WriteDone(writer, 0xFF, columns.Count, more: true);
        writer.Write((byte)0x79);
        writer.Write(0);
        WriteDone(writer, 0xFE, 0, more: true);
        WriteColumns(writer, [new("Canonical_Column_Name", "nvarchar(128)"), new("Aliased_Column_Name", "nvarchar(128)")]);
        WriteDone(writer, 0xFD, 0);
    }

    private void Take(byte[] message)
    {
        using var reader = new BinaryReader(new MemoryStream(message));
        reader.ReadByte();
        var columns = new TdsColumn[reader.ReadUInt16()];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = TdsColumn.Read(reader);
        }

        var rows = new List<object?[]>();
        while (reader.ReadByte() == 0xD1)
        {
            rows.Add(Array.ConvertAll(columns, column => column.ReadValue(reader)));
        }

        loads.Add(new Load(_insert, columns, rows));
        _loaded = rows.Count;
    }

    private void WriteTransaction(BinaryWriter writer, byte request)
    {
        const byte Begin = 5, Commit = 7;
        _isInTransaction = request == Begin;
        statements.Add(request switch { Begin => "BEGIN", Commit => "COMMIT", _ => "ROLLBACK" });
        byte[] change = request switch { Begin => [8, 8, .. Id, 0], Commit => [9, 0, 8, .. Id], _ => [10, 0, 8, .. Id] };
        writer.Write((byte)0xE3);
        writer.Write((ushort)change.Length);
        writer.Write(change);
        WriteDone(writer, 0xFD, 0);
    }

    private static void WriteLogin(BinaryWriter writer)
    {
        const string Name = "Microsoft SQL Server";
        writer.Write((byte)0xAD);
        writer.Write((ushort)(1 + 4 + 1 + (Name.Length * 2) + 4));
        writer.Write([1, 0x74, 0, 0, 4, (byte)Name.Length]);
        writer.Write(Encoding.Unicode.GetBytes(Name));
        writer.Write([16, 0, 3, 232]);
        WriteDone(writer, 0xFD, 0);
    }

    private static void WriteColumns(BinaryWriter writer, IReadOnlyList<TdsColumn> columns)
    {
        writer.Write((byte)0x81);
        writer.Write((ushort)columns.Count);
        foreach (var column in columns)
        {
            column.Write(writer);
        }
    }

    private static void WriteDone(BinaryWriter writer, byte token, long rows, bool more = false)
    {
        writer.Write(token);
        writer.Write((ushort)(0x10 | (more ? 1 : 0)));
        writer.Write((ushort)0);
        writer.Write(rows);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Unicode.GetString(bytes);

    private static string[] Split(string columns) => columns.Split(", [").Select((name, i) => i == 0 ? name : "[" + name).ToArray();

    private static string Quoted(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    [GeneratedRegex(@"@Column_Names \+ N' FROM (?<table>.+?)'\);\s+SET FMTONLY OFF", RegexOptions.Singleline)]
    private static partial Regex Described();

    [GeneratedRegex(@"^SELECT TOP \(0\) (?<columns>.+) INTO (?<stage>\S+) FROM (?<table>.+) UNION ALL")]
    private static partial Regex Staged();
}
