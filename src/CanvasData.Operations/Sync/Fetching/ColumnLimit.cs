using System.Globalization;
using System.Text.RegularExpressions;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CanvasData.Operations.Sync;

/// <summary>What one column of the host's model allows.</summary>
internal sealed partial class ColumnLimit
{
    private readonly IProperty _property;
    private readonly IClrPropertyGetter _getter;
    private readonly ValueConverter? _converter;
    private readonly int? _length;
    private readonly bool _countsCharacters;
    private readonly (double Least, double Most)? _range;

    private ColumnLimit(IProperty property)
    {
        var mapping = property.FindTypeMapping();
        _property = property;
        Name = property.Name;
        _getter = property.GetGetter();
        _converter = mapping?.Converter;
        IsRequired = !property.IsNullable && (!property.ClrType.IsValueType || Nullable.GetUnderlyingType(property.ClrType) is not null);
        var provider = _converter?.ProviderClrType ?? property.ClrType;
        var type = Nullable.GetUnderlyingType(provider) ?? provider;
        _length = type == typeof(string) || type == typeof(byte[]) ? TextLength.Find(property) : null;
        _countsCharacters = mapping?.GetType().Namespace?.StartsWith("Npgsql.", StringComparison.Ordinal) == true;
        _range = type.IsPrimitive || type == typeof(decimal) ? Range(property, type, mapping as RelationalTypeMapping) : null;
    }

    /// <summary>The property.</summary>
    public string Name { get; }

    /// <summary>Whether the column must not be null, though Canvas may send nothing.</summary>
    public bool IsRequired { get; }

    /// <summary>The limit of a property; null when its column takes all that Canvas may send.</summary>
    public static ColumnLimit? Find(IProperty property)
    {
        if (property.IsShadowProperty())
        {
            return null;
        }

        var limit = new ColumnLimit(property);
        return limit.IsRequired || limit._length is not null || limit._range is not null ? limit : null;
    }

    /// <returns>What was expected and what was found, without the value; null when the column takes it.</returns>
    public string? Check(object row)
    {
        var value = _getter.GetClrValue(row);
        if (value is null)
        {
            return IsRequired ? "expected a value, as the host's column must not be null, found none" : null;
        }

        if (_range is { } range && ToDouble(value) is { } number && !(number >= range.Least && number <= range.Most))
        {
            return "expected a number in the range of the host's column, found one outside";
        }

        if (_length is not { } most || Length(_converter is null ? value : _converter.ConvertToProvider(value)) is not { } length || length <= most)
        {
            return null;
        }

        return string.Create(CultureInfo.InvariantCulture, $"expected at most {most} characters, as in the host's column, found {length}");
    }

    /// <summary>Cuts a text to the length of the column; leaves out any other value.</summary>
    public void Fit(object row)
    {
        var cut = _getter.GetClrValue(row) is string text && _length is { } most && text.Length > most
            ? text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)]
            : null;
        if (cut is not null || _property.IsNullable)
        {
            _property.PropertyInfo!.SetValue(row, cut);
        }
    }

    // PostgreSQL counts characters, others count units of UTF-16.
    private int? Length(object? value) => value switch
    {
        string text when _countsCharacters && text.Length > _length => text.EnumerateRunes().Count(),
        string text => text.Length,
        byte[] bytes => bytes.Length,
        _ => null,
    };

    private static double? ToDouble(object value) => value switch
    {
        double number => number,
        long number => number,
        int number => number,
        _ => null,
    };

    // Names of types in the letters of PostgreSQL and SQL Server: INTEGER of SQLite holds 64 bits.
    private static (double, double)? Range(IProperty property, Type type, RelationalTypeMapping? mapping)
    {
        if (Digits(property, type, mapping) is { } digits)
        {
            // What is rounded up to one digit more does not fit either.
            var most = Math.Pow(10, digits.Precision - digits.Scale) - (0.5 * Math.Pow(10, -digits.Scale));
            return (-most, most);
        }

        var store = mapping?.StoreType ?? "";
        return type == typeof(short) || store is "smallint" or "int2" ? (short.MinValue, short.MaxValue)
            : type == typeof(byte) || store == "tinyint" ? (byte.MinValue, byte.MaxValue)
            : type == typeof(int) && property.ClrType == typeof(long) || (type == typeof(long) && store is "int" or "integer" or "int4") ? (int.MinValue, int.MaxValue)
            : type == typeof(float) ? (float.MinValue, float.MaxValue)
            : null;
    }

    private static (int Precision, int Scale)? Digits(IProperty property, Type type, RelationalTypeMapping? mapping)
    {
        var named = DecimalType().Match(mapping?.StoreType ?? "");
        if (named.Success)
        {
            return (int.Parse(named.Groups[1].ValueSpan, CultureInfo.InvariantCulture), named.Groups[2].Success ? int.Parse(named.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 0);
        }

        // The mapping of a converter has a precision of its own, as wide as the type.
        return type == typeof(decimal) && (property.GetPrecision() ?? mapping?.Precision) is { } precision ? (precision, property.GetScale() ?? mapping?.Scale ?? 0) : null;
    }

    [GeneratedRegex(@"^(?:numeric|decimal|number)\s*\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)$", RegexOptions.IgnoreCase)]
    private static partial Regex DecimalType();
}
