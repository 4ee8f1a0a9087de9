using System.Collections;
using System.Data.Common;
using CanvasData.Operations.Bulk;

namespace CanvasData.Operations.SqlServer;

/// <summary>Rows as SqlBulkCopy reads them.</summary>
internal sealed class BulkCopyRowReader<TEntity>(
    ReadOnlyMemory<TEntity> rows, BulkWrite<TEntity> write, Action<object[], TEntity, BulkWrite<TEntity>> fill) : DbDataReader
    where TEntity : class
{
    private readonly object[] _values = new object[write.Columns.Count];
    private int _next;

    public override int FieldCount => _values.Length;

    public override bool HasRows => !rows.IsEmpty;

    public override bool IsClosed => false;

    public override int Depth => 0;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => _values[ordinal];

    public override object this[string name] => _values[GetOrdinal(name)];

    public override bool Read()
    {
        if (_next == rows.Length)
        {
            return false;
        }

        fill(_values, rows.Span[_next++], write);
        return true;
    }

    public override bool NextResult() => false;

    public override object GetValue(int ordinal) => _values[ordinal];

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, _values.Length);
        Array.Copy(_values, values, count);
        return count;
    }

    public override bool IsDBNull(int ordinal) => _values[ordinal] is DBNull;

    public override string GetName(int ordinal) => write.Columns[ordinal].Name;

    public override int GetOrdinal(string name) => write.Columns.Select((c, i) => (c.Name, Index: i)).First(c => c.Name == name).Index;

    public override string GetDataTypeName(int ordinal) => write.Columns[ordinal].StoreType;

    public override Type GetFieldType(int ordinal) => SqlServerPlan.FieldType(write.Columns[ordinal].ValueType);

    public override bool GetBoolean(int ordinal) => (bool)_values[ordinal];

    public override byte GetByte(int ordinal) => (byte)_values[ordinal];

    public override char GetChar(int ordinal) => (char)_values[ordinal];

    public override DateTime GetDateTime(int ordinal) => (DateTime)_values[ordinal];

    public override decimal GetDecimal(int ordinal) => (decimal)_values[ordinal];

    public override double GetDouble(int ordinal) => (double)_values[ordinal];

    public override float GetFloat(int ordinal) => (float)_values[ordinal];

    public override Guid GetGuid(int ordinal) => (Guid)_values[ordinal];

    public override short GetInt16(int ordinal) => (short)_values[ordinal];

    public override int GetInt32(int ordinal) => (int)_values[ordinal];

    public override long GetInt64(int ordinal) => (long)_values[ordinal];

    public override string GetString(int ordinal) => (string)_values[ordinal];

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Copy((byte[])_values[ordinal], dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(((string)_values[ordinal]).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    private static long Copy<T>(T[] source, long offset, T[]? target, int targetOffset, int length)
    {
        if (target is null)
        {
            return source.Length;
        }

        var count = Math.Min(length, source.Length - (int)offset);
        Array.Copy(source, offset, target, targetOffset, count);
        return count;
    }
}
