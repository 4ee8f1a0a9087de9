using System.Collections;
using System.Reflection;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Writers.Tests.Model;

/// <summary>Makes rows of any type from a seed: every property is sometimes null, empty, hostile or extreme.</summary>
public sealed class RowMaker(int seed)
{
    private static readonly string[] Texts =
    [
        "", "plain", "'; DROP TABLE x; --", "Zoë 👩‍👩‍👧 \u202Eabc", "tab\tline\nnull-ish \\N", "\uFFFE nonchar", new('x', 300), "\"quoted\" `tick` %_",
    ];

    private static readonly Type[] Dependent = [typeof(Book), typeof(CanvasTagLink)];

    private readonly Random _random = new(seed);

    /// <summary>Rows with keys from first to first + count - 1.</summary>
    public static List<T> Rows<T>(int seed, int first, int count) where T : class
    {
        var maker = new RowMaker(seed);
        return [.. Enumerable.Range(first, count).Select(i => (T)maker.Row(typeof(T), i))];
    }

    private object Row(Type type, int key)
    {
        if (type == typeof(Animal) || type == typeof(Vehicle) || type == typeof(Shape))
        {
            // The type follows from the key, so that an overwrite keeps it.
            Type[] types = type == typeof(Animal) ? [typeof(Dog), typeof(Puppy), typeof(Cat)]
                : type == typeof(Vehicle) ? [typeof(Vehicle), typeof(Bus)] : [typeof(Circle), typeof(Square)];
            type = types[key % types.Length];
        }

        if (type == typeof(ConstructorBound))
        {
            return new ConstructorBound(key, Text()).Hide(Maybe(Text));
        }

        var row = Fill(type);
        SetKey(row, key);
        return row;
    }

    private static void SetKey(object row, int key)
    {
        switch (row)
        {
            case CompositeKeyed r: (r.School, r.Code, r.Day) = (key % 3, $"code {key % 5}'s", new DateOnly(2026, 1, 1).AddDays(key)); break;
            case KeyOnly r: (r.Left, r.Right) = (key % 4, key); break;
            case Converted r: r.Id = new(key); break;
            case AllTypes r: r.Id = new Guid(key * 7919, 1, 2, [1, 2, 3, 4, 5, 6, 7, (byte)key]); break;
            case Book r: r.Id = key; r.AuthorId = null; break;
            case Limited r: r.Id = key; r.Unique = $"u{key}"; r.Short = "abcd"; break;
            case CanvasSubmission r: (r.Id, r.AssignmentId, r.UserId) = (key, key, key); break;
            case CanvasAnalyticsModel r: (r.Key, r.Version, r.History) = ($"key {key}", $"version {key}", "history"); break;
            case CanvasOffering r: (r.CourseId, r.CourseKey) = (key, key % 2 == 0 ? null : $"KEY {key}"); break;
            case CanvasOfferingSnapshot r: (r.CourseId, r.UserId, r.Cut) = (1, key, 25); break;
            case CanvasTag r: (r.Id, r.NormalizedName) = (key, $"TAG {key}"); break;
            case CanvasTagLink r: (r.TagId, r.TargetType, r.TargetId) = (1, "student", key); break;
            case CanvasNoteRevision r: (r.NoteId, r.Version) = (1, key); break;
            case CanvasCustomFieldValue r: (r.TargetType, r.TargetId, r.Name) = ("student", key, "room"); break;
            case CanvasIntegrityRepair r: r.Id = new Guid(key, 1, 2, [1, 2, 3, 4, 5, 6, 7, 8]); break;
            case CanvasObjectStatus r: (r.Id, r.ObjectId, r.ObjectType) = (key, key, "user"); break;
            default: SetFirstKey(row, key); break;
        }
    }

    private static void SetFirstKey(object row, int key)
    {
        var property = (string[])["Id", "CourseId", "EnrollmentId", "UserId", "AssignmentId"];
        var target = property.Select(n => row.GetType().GetProperty(n)).Where(p => p is not null && p.PropertyType != typeof(long?))
            .OrderBy(p => p!.Name == "Id" || row.GetType().Name.StartsWith("Canvas" + p.Name[..^2], StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(p => row is CanvasEnrollmentStatus && p!.Name == "EnrollmentId" ? 0 : 1)
            .ThenBy(p => row is CanvasStudentMetadata && p!.Name == "UserId" ? 0 : 1)
            .First()!;
        target.SetValue(row, target.PropertyType == typeof(Guid) ? new Guid(key, 0, 0, new byte[8]) : Convert.ChangeType(key, target.PropertyType, null));
    }

    private object Fill(Type type)
    {
        var row = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0))
        {
            if (property.PropertyType != typeof(Author) && property.PropertyType != typeof(List<Book>))
            {
                property.SetValue(row, Value(property));
            }
        }

        return row;
    }

    private object? Value(PropertyInfo property)
    {
        var type = property.PropertyType;
        var nullable = Nullable.GetUnderlyingType(type) is not null
            || new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        if (property.DeclaringType == typeof(Generated) && property.Name == nameof(Generated.Stamp))
        {
            return "stamped";
        }

        return nullable && _random.Next(3) == 0 ? null : Value(Nullable.GetUnderlyingType(type) ?? type, property.Name);
    }

    private object Value(Type type, string name)
    {
        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(_random.Next(values.Length))!;
        }

        if (type != typeof(string) && type != typeof(byte[]) && typeof(IEnumerable).IsAssignableFrom(type))
        {
            return Many(type, name);
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => _random.Next(2) == 0,
            TypeCode.Byte => (byte)_random.Next(256),
            TypeCode.SByte => (sbyte)_random.Next(-128, 128),
            TypeCode.Int16 => (short)_random.Next(short.MinValue, short.MaxValue + 1),
            TypeCode.UInt16 => (ushort)_random.Next(65536),
            TypeCode.Int32 => Pick(0, 1, -1, int.MaxValue, int.MinValue, _random.Next()),
            TypeCode.UInt32 => Pick(0u, uint.MaxValue, (uint)_random.Next()),
            TypeCode.Int64 => Pick(0L, -7L, long.MaxValue, long.MinValue, 10_000_000_000_000_123L, _random.NextInt64()),
            TypeCode.UInt64 => Pick(0UL, ulong.MaxValue, (ulong)_random.NextInt64()),
            TypeCode.Single => Pick(0f, -0f, 1.5f, float.MaxValue, float.Epsilon, _random.NextSingle()),
            TypeCode.Double => Pick(0d, -0d, 100d, 0.1 + 0.2, 1e308, -1e-300, double.Epsilon, _random.NextDouble() * 100),
            TypeCode.Decimal => Pick(0m, 1.10m, -12345678901234.5678m, 79228162514264337593543950335m, 0.0000000001m, new decimal(_random.Next(), 0, 0, false, 3)),
            TypeCode.Char => Pick('a', 'é', '\'', '中'),
            TypeCode.String => name is "ObjectType" or "TargetType" or "Change" or "NormalizedName" or "Owner" or "AuthorName" or "ListedAt" or "Visibility" or "Decision" or "StateChangedBy" or "Check" or "RepairedBy" or "UndoneBy" or "ReplacedByName" or "RequestedBy" ? "short" : Text(),
            TypeCode.DateTime => DateTime(),
            _ => Other(type),
        };
    }

    private object Other(Type type) =>
        type == typeof(Guid) ? new Guid(_random.Next(), 1, 2, 250, 251, 252, 253, 254, 255, 1, 2)
        : type == typeof(byte[]) ? Pick<byte[]>([], [0], [255, 0, 39, 92, 10], new byte[1000])
        : type == typeof(DateTimeOffset) ? new DateTimeOffset(DateTime(), TimeSpan.Zero)
        : type == typeof(DateOnly) ? DateOnly.FromDateTime(DateTime())
        : type == typeof(TimeOnly) ? Pick(TimeOnly.MinValue, new TimeOnly(13, 30), new TimeOnly(23, 59, 59, 999, 999))
        : type == typeof(TimeSpan) ? Pick(TimeSpan.Zero, TimeSpan.FromTicks(12_345_670), new TimeSpan(3, 4, 5, 6, 7), -TimeSpan.FromHours(5))
        : type == typeof(Uri) ? new Uri("https://canvas.example/~zoe?x=1")
        : type == typeof(StudentNumber) ? new StudentNumber(_random.Next())
        : type == typeof(Money) ? new Money((decimal)Value(typeof(decimal), ""), "EUR")
        : Fill(type);

    private object Many(Type type, string name)
    {
        var element = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
        var items = Array.CreateInstance(element, _random.Next(4));
        for (var i = 0; i < items.Length; i++)
        {
            items.SetValue(Value(element, name), i);
        }

        return type.IsArray ? items : Activator.CreateInstance(type, items)!;
    }

    private string Text() => Texts[_random.Next(Texts.Length)];

    private DateTime DateTime() => Pick(
        new DateTime(2026, 2, 28, 23, 59, 59, DateTimeKind.Utc),
        new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        new DateTime(2199, 12, 31, 23, 59, 59, 999, 999, DateTimeKind.Utc),
        new DateTime(2026, 1, 1, 8, 0, 0, 120, DateTimeKind.Utc),
        new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMicroseconds(_random.NextInt64(200_000_000_000_000)));

    private T? Maybe<T>(Func<T> make) where T : class => _random.Next(3) == 0 ? null : make();

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
}
