using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Queries;

/// <summary>A value from outside as a parameter of SQL, never as a part of its text.</summary>
internal static class FilterValue
{
    public static MemberExpression Create(Type type, object? value)
    {
        var box = Activator.CreateInstance(typeof(Box<>).MakeGenericType(type), value);
        return Expression.Property(Expression.Constant(box), nameof(Box<>.Value));
    }

    public static object Parse(PropertyInfo property, string text, string argument)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        object? value = type switch
        {
            _ when type == typeof(string) && StorableText.Holds(text) => text,
            _ when type == typeof(long) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ when type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ when type == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
            _ when type == typeof(bool) && bool.TryParse(text, out var truth) => truth,
            _ when type == typeof(DateTime) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time.UtcDateTime,
            _ when type.IsEnum && Enum.TryParse(type, text, ignoreCase: true, out var name) && Enum.IsDefined(type, name!) => name,
            _ => null,
        };
        return value ?? throw new ArgumentException($"The value for {property.Name} is no {Form(type)}.", argument);
    }

    private static string Form(Type type) => type switch
    {
        _ when type == typeof(string) => "text that a database holds: it has U+0000, or half of a pair",
        _ when type == typeof(long) || type == typeof(int) => "whole number, like 42",
        _ when type == typeof(double) => "number, like 59.5",
        _ when type == typeof(bool) => "truth value: give true or false",
        _ when type == typeof(DateTime) => "time, like 2026-03-15T12:00:00Z",
        _ => $"name of {type.Name}: give one of {string.Join(", ", Enum.GetNames(type))}",
    };

    private sealed class Box<T>(T value)
    {
        public T Value { get; } = value;
    }
}
