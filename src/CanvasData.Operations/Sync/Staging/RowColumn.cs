using System.Reflection;

namespace CanvasData.Operations.Sync;

/// <summary>One property of a row that comes from Canvas.</summary>
internal abstract class RowColumn<TRow>(string name)
{
    public string Name { get; } = name;

    public abstract void Write(RowBuffer buffer, TRow row);

    public abstract void Read(ref EncodedRowReader reader, TRow row);

    public abstract void Copy(TRow from, TRow to);

    public abstract bool Same(TRow left, TRow right);

    public static RowColumn<TRow> For(PropertyInfo property) => ValueCodec.For(property.PropertyType) switch
    {
        ValueCodec<long> codec => Make(property, codec),
        ValueCodec<long?> codec => Make(property, codec),
        ValueCodec<int?> codec => Make(property, codec),
        ValueCodec<double?> codec => Make(property, codec),
        ValueCodec<bool> codec => Make(property, codec),
        ValueCodec<bool?> codec => Make(property, codec),
        ValueCodec<DateTime?> codec => Make(property, codec),
        ValueCodec<string?> codec => Make(property, codec),
        _ => throw new NotSupportedException($"{typeof(TRow).Name}.{property.Name} is a {property.PropertyType.Name}; rows of Layer 1 have no such columns."),
    };

    private static TypedColumn<TValue> Make<TValue>(PropertyInfo property, ValueCodec<TValue> codec) => new(
        property.Name,
        codec,
        property.GetMethod!.CreateDelegate<Func<TRow, TValue>>(),
        property.SetMethod!.CreateDelegate<Action<TRow, TValue>>());

    private sealed class TypedColumn<TValue>(string name, ValueCodec<TValue> codec, Func<TRow, TValue> get, Action<TRow, TValue> set)
        : RowColumn<TRow>(name)
    {
        public override void Write(RowBuffer buffer, TRow row) => codec.Write(buffer, get(row));

        public override void Read(ref EncodedRowReader reader, TRow row) => set(row, codec.Read(ref reader));

        public override void Copy(TRow from, TRow to) => set(to, get(from));

        public override bool Same(TRow left, TRow right) => EqualityComparer<TValue>.Default.Equals(get(left), get(right));
    }
}

/// <summary>The canonical bytes of one kind of value.</summary>
internal abstract class ValueCodec
{
    private static readonly Dictionary<Type, ValueCodec> Codecs = new()
    {
        [typeof(long)] = new LongCodec(),
        [typeof(bool)] = new BoolCodec(),
        [typeof(long?)] = new NullableCodec<long>((b, v) => b.WriteInt64(v), (ref r) => r.ReadInt64()),
        [typeof(int?)] = new NullableCodec<int>((b, v) => b.WriteInt64(v), (ref r) => (int)r.ReadInt64()),
        [typeof(double?)] = new NullableCodec<double>((b, v) => b.WriteInt64(BitConverter.DoubleToInt64Bits(v)), (ref r) => BitConverter.Int64BitsToDouble(r.ReadInt64())),
        [typeof(bool?)] = new NullableCodec<bool>((b, v) => b.WriteByte(v ? (byte)1 : (byte)0), (ref r) => r.ReadByte() == 1),
        [typeof(DateTime?)] = new NullableCodec<DateTime>((b, v) => b.WriteInt64(v.Ticks), (ref r) => new DateTime(r.ReadInt64(), DateTimeKind.Utc)),
        [typeof(string)] = new TextCodec(),
    };

    public static ValueCodec? For(Type type) => Codecs.GetValueOrDefault(type);

    private sealed class LongCodec : ValueCodec<long>
    {
        public override void Write(RowBuffer buffer, long value) => buffer.WriteInt64(value);

        public override long Read(ref EncodedRowReader reader) => reader.ReadInt64();
    }

    private sealed class BoolCodec : ValueCodec<bool>
    {
        public override void Write(RowBuffer buffer, bool value) => buffer.WriteByte(value ? (byte)1 : (byte)0);

        public override bool Read(ref EncodedRowReader reader) => reader.ReadByte() == 1;
    }

    private sealed class TextCodec : ValueCodec<string?>
    {
        public override void Write(RowBuffer buffer, string? value)
        {
            buffer.WriteByte(value is null ? (byte)0 : (byte)1);
            if (value is not null)
            {
                buffer.WriteText(value);
            }
        }

        public override string? Read(ref EncodedRowReader reader) => reader.ReadByte() == 0 ? null : reader.ReadText();
    }

    private delegate T Reader<out T>(ref EncodedRowReader reader);

    private sealed class NullableCodec<T>(Action<RowBuffer, T> write, Reader<T> read) : ValueCodec<T?> where T : struct
    {
        public override void Write(RowBuffer buffer, T? value)
        {
            buffer.WriteByte(value is null ? (byte)0 : (byte)1);
            if (value is { } known)
            {
                write(buffer, known);
            }
        }

        public override T? Read(ref EncodedRowReader reader) => reader.ReadByte() == 0 ? null : read(ref reader);
    }
}

internal abstract class ValueCodec<T> : ValueCodec
{
    public abstract void Write(RowBuffer buffer, T value);

    public abstract T Read(ref EncodedRowReader reader);
}
