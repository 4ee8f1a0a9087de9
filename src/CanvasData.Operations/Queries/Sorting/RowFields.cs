using System.Collections.Frozen;
using System.Reflection;

namespace CanvasData.Operations.Queries;

/// <summary>What may be sorted and filtered by name: the scalar properties of the row. Nothing else ever reaches SQL.</summary>
internal static class RowFields<TRow> where TRow : IQueryRow<TRow>
{
    private static readonly FrozenDictionary<string, PropertyInfo> All = typeof(TRow)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => IsScalar(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))
        .ToFrozenDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Optional = Nullables();

    public static PropertyInfo Find(string name, string argument) => All.TryGetValue(name, out var property)
        ? property
        : throw new ArgumentException(
            $"{typeof(TRow).Name} has no such field. Give one of {string.Join(", ", All.Values.Select(p => p.Name).Order(StringComparer.Ordinal))}.", argument);

    public static bool IsNullable(PropertyInfo property) => Optional.Contains(property.Name);

    private static FrozenSet<string> Nullables()
    {
        var reader = new NullabilityInfoContext();
        return All.Values.Where(property => reader.Create(property).ReadState == NullabilityState.Nullable).Select(property => property.Name).ToFrozenSet();
    }

    private static bool IsScalar(Type type) =>
        type.IsEnum || type == typeof(long) || type == typeof(int) || type == typeof(double) || type == typeof(bool) || type == typeof(string) || type == typeof(DateTime);
}
