using System.Reflection;
using System.Text.Json.Serialization;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The columns of CSV: the plain properties of a type, in the order in which it declares them.</summary>
/// <typeparam name="T">The type.</typeparam>
internal static class CsvColumns<T>
{
    private static readonly Type[] Plain =
        [typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan), typeof(Guid)];

    public static IReadOnlyList<PropertyInfo> All { get; } = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => IsPlain(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) && !property.IsDefined(typeof(JsonIgnoreAttribute)))];

    private static bool IsPlain(Type type) => type.IsEnum || Plain.Contains(type);
}
