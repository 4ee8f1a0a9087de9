using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CanvasData.Operations.Sqlite;

/// <summary>A prepared statement whose values take the forms that Microsoft.Data.Sqlite gives to its parameters.</summary>
internal sealed class SqliteRowStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    // Values stay bound between rows: a null after a null needs no call.
    private readonly bool[] _isNull;
    private byte[] _utf8 = new byte[256];

    public SqliteRowStatement(sqlite3 database, string sql, int parameters)
    {
        _database = database;
        _isNull = new bool[parameters + 1];
        Array.Fill(_isNull, true);
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), database);
    }

    /// <summary>Rows changed so far.</summary>
    public long Changes { get; private set; }

    public void BindNull(int index)
    {
        if (!_isNull[index])
        {
            _isNull[index] = true;
            Check(raw.sqlite3_bind_null(_statement, index));
        }
    }

    public void Bind(int index, long value)
    {
        _isNull[index] = false;
        Check(raw.sqlite3_bind_int64(_statement, index, value));
    }

    public void Bind(int index, bool value) => Bind(index, value ? 1L : 0L);

    public void Bind(int index, byte value) => Bind(index, (long)value);

    public void Bind(int index, sbyte value) => Bind(index, (long)value);

    public void Bind(int index, short value) => Bind(index, (long)value);

    public void Bind(int index, ushort value) => Bind(index, (long)value);

    public void Bind(int index, int value) => Bind(index, (long)value);

    public void Bind(int index, uint value) => Bind(index, (long)value);

    public void Bind(int index, ulong value) => Bind(index, unchecked((long)value));

    public void Bind(int index, float value) => Bind(index, (double)value);

    public void Bind(int index, double value)
    {
        if (double.IsNaN(value))
        {
            throw new NotFiniteNumberException();
        }

        _isNull[index] = false;
        Check(raw.sqlite3_bind_double(_statement, index, value));
    }

    public void Bind(int index, byte[] value)
    {
        _isNull[index] = false;
        Check(raw.sqlite3_bind_blob(_statement, index, value));
    }

    public void Bind(int index, string value)
    {
        var needed = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (needed > _utf8.Length)
        {
            _utf8 = new byte[needed];
        }

        BindUtf8(index, Encoding.UTF8.GetBytes(value, _utf8));
    }

    public void Bind(int index, char value) => Bind(index, value.ToString());

    public void Bind(int index, Guid value)
    {
        var length = Format(value, "D");
        Ascii.ToUpperInPlace(_utf8.AsSpan(0, length), out _);
        BindUtf8(index, length);
    }

    public void Bind(int index, decimal value) => BindUtf8(index, Format(value, "0.0###########################"));

    public void Bind(int index, DateTime value)
    {
        // The round-trip form is several times faster than a custom one: "yyyy-MM-ddTHH:mm:ss.fffffff".
        Format(value, "O");
        _utf8[10] = (byte)' ';
        var length = 27;
        while (_utf8[length - 1] == '0' && length > 20)
        {
            length--;
        }

        BindUtf8(index, length == 20 ? 19 : length);
    }

    public void Bind(int index, DateTimeOffset value) => BindUtf8(index, Format(value, @"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFFzzz"));

    public void Bind(int index, DateOnly value) => BindUtf8(index, Format(value, @"yyyy\-MM\-dd"));

    public void Bind(int index, TimeOnly value) =>
        BindUtf8(index, Format(value, value.Ticks % TimeSpan.TicksPerSecond == 0 ? @"HH\:mm\:ss" : @"HH\:mm\:ss.fffffff"));

    public void Bind(int index, TimeSpan value) => BindUtf8(index, Format(value, "c"));

    /// <summary>Runs the statement with the values bound.</summary>
    /// <returns>False when another connection has the file locked.</returns>
    public bool TryStep()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_DONE)
        {
            Changes += raw.sqlite3_changes(_database);
            raw.sqlite3_reset(_statement);
            return true;
        }

        if (IsBusy(result))
        {
            raw.sqlite3_reset(_statement);
            return false;
        }

        // A row instead of the end: a trigger or a RETURNING that we did not write.
        SqliteException.ThrowExceptionForRC(result == raw.SQLITE_ROW ? raw.SQLITE_MISUSE : result, _database);
        return false;
    }

    /// <summary>Throws for a lock that lasts too long, or that no waiting resolves.</summary>
    public void ThrowWhenBusyFor(TimeSpan waited, TimeSpan timeout)
    {
        // A timeout of zero means for ever to Microsoft.Data.Sqlite.
        var result = raw.sqlite3_extended_errcode(_database);
        if (result == raw.SQLITE_BUSY_SNAPSHOT || (timeout > TimeSpan.Zero && waited > timeout))
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }

    public void Dispose() => _statement.Dispose();

    private static bool IsBusy(int result) => (result & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    private int Format<T>(T value, string format) where T : IUtf8SpanFormattable
    {
        value.TryFormat(_utf8, out var length, format, CultureInfo.InvariantCulture);
        return length;
    }

    private void BindUtf8(int index, int length)
    {
        _isNull[index] = false;
        Check(raw.sqlite3_bind_text(_statement, index, _utf8.AsSpan(0, length)));
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
