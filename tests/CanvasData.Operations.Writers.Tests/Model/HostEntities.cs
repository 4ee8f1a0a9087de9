using System.ComponentModel.DataAnnotations.Schema;

namespace CanvasData.Operations.Writers.Tests.Model;

// The shapes that hosts give to their own tables.
public enum Mood { Unknown, Calm = 5, Busy = -3 }

public sealed class CompositeKeyed
{
    public int School { get; set; }
    public string Code { get; set; } = "";
    public DateOnly Day { get; set; }
    public string? Remark { get; set; }
}

public sealed class KeyOnly
{
    public long Left { get; set; }
    public long Right { get; set; }
}

public sealed class ShadowCarrier
{
    public int Id { get; set; }
    public string? Name { get; set; }
}

public readonly record struct StudentNumber(long Value);

public sealed class Converted
{
    public StudentNumber Id { get; set; }
    public Mood Mood { get; set; }
    public Mood? MaybeMood { get; set; }
    public Uri? Homepage { get; set; }
    public bool Flag { get; set; }
    public List<string> Words { get; set; } = [];
    public StudentNumber? Friend { get; set; }
    public string? NeverNull { get; set; }
}

public sealed class AllTypes
{
    public Guid Id { get; set; }
    public bool Bool { get; set; }
    public bool? MaybeBool { get; set; }
    public byte Byte { get; set; }
    public sbyte SByte { get; set; }
    public short Short { get; set; }
    public ushort UShort { get; set; }
    public int Int { get; set; }
    public int? MaybeInt { get; set; }
    public uint UInt { get; set; }
    public long Long { get; set; }
    public ulong ULong { get; set; }
    public ulong? MaybeULong { get; set; }
    public float Float { get; set; }
    public double Double { get; set; }
    public double? MaybeDouble { get; set; }
    public decimal Decimal { get; set; }
    public decimal? MaybeDecimal { get; set; }
    public char Char { get; set; }
    public string String { get; set; } = "";
    public string? MaybeString { get; set; }
    public byte[] Bytes { get; set; } = [];
    public byte[]? MaybeBytes { get; set; }
    public Guid? MaybeGuid { get; set; }
    public DateTime DateTime { get; set; }
    public DateTime? MaybeDateTime { get; set; }
    public DateTimeOffset DateTimeOffset { get; set; }
    public DateTimeOffset? MaybeDateTimeOffset { get; set; }
    public DateOnly DateOnly { get; set; }
    public DateOnly? MaybeDateOnly { get; set; }
    public TimeOnly TimeOnly { get; set; }
    public TimeSpan TimeSpan { get; set; }
    public TimeSpan? MaybeTimeSpan { get; set; }
    public Mood Mood { get; set; }
    public Mood? MaybeMood { get; set; }
    public int[] Numbers { get; set; } = [];
    public List<string> Texts { get; set; } = [];
}

[Table("odd \"table\" name")]
public sealed class Renamed
{
    [Column("select")]
    public long Id { get; set; }

    [Column("it's a \"column\"; --")]
    public string? Text { get; set; }
}

public sealed class Owner
{
    public long Id { get; set; }
    public string? Name { get; set; }
    public Address Home { get; set; } = new();
    public Address? Work { get; set; }
}

public sealed class Address
{
    public string Street { get; set; } = "";
    public int? Number { get; set; }
    public Coordinates? Place { get; set; }
}

public sealed class Coordinates
{
    public double North { get; set; }
    public double? East { get; set; }
}

public sealed class Compound
{
    public long Id { get; set; }
    public required Span Span { get; set; }
    public Money Price { get; set; }
    public Span? Maybe { get; set; }
}

public sealed class Span
{
    public DateOnly From { get; set; }
    public DateOnly? To { get; set; }
    public required Money Cost { get; set; }
}

public record struct Money(decimal Amount, string Currency);

public abstract class Animal
{
    public long Id { get; set; }
    public string Name { get; set; } = "";
}

public class Dog : Animal
{
    public int Barks { get; set; }
    public string? Sound { get; set; }
}

public sealed class Puppy : Dog
{
    public bool? Tiny { get; set; }
}

public sealed class Cat : Animal
{
    public int? Lives { get; set; }
    public string? Sound { get; set; }
}

public sealed class Generated
{
    public long Id { get; set; }
    public int Level { get; set; }
    public bool Active { get; set; } = true;
    public string? Stamp { get; set; }
    public string? Name { get; set; }
    public string? Computed { get; private set; }
    [System.ComponentModel.DataAnnotations.ConcurrencyCheck]
    public int Version { get; set; }
}

public sealed class GuidKeyed
{
    public Guid Id { get; set; }
    public string? Text { get; set; }
}

public sealed class ConstructorBound(long id, string title)
{
    private string? _hidden;

    public long Id { get; } = id;
    public string Title { get; private set; } = title;
    public string? Hidden => _hidden;

    public ConstructorBound Hide(string? value)
    {
        _hidden = value;
        return this;
    }
}

public sealed class Author
{
    public long Id { get; set; }
    public string Name { get; set; } = "";
    public List<Book> Books { get; set; } = [];
}

public sealed class Book
{
    public long Id { get; set; }
    public string Title { get; set; } = "";
    public long? AuthorId { get; set; }
    public Author? Author { get; set; }
}

public sealed class Filtered
{
    public long Id { get; set; }
    public bool Deleted { get; set; }
    public int Tenant { get; set; }
    public string? Text { get; set; }
}

public sealed class Limited
{
    public long Id { get; set; }
    public string Unique { get; set; } = "";
    public string? Short { get; set; }
}

// The shapes whose rows do not lie in columns of one table.
public sealed class JsonOwner
{
    public long Id { get; set; }
    public Address? Document { get; set; }
    public List<Coordinates> Track { get; set; } = [];
}

public sealed class JsonCompound
{
    public long Id { get; set; }
    public required Span Span { get; set; }
    public List<Coordinates> Track { get; set; } = [];
}

public class Vehicle
{
    public long Id { get; set; }
    public string Plate { get; set; } = "";
}

public sealed class Bus : Vehicle
{
    public int Seats { get; set; }
}

public sealed class Collector
{
    public long Id { get; set; }
    public List<Coordinates> Places { get; set; } = [];
}

public sealed class Split
{
    public long Id { get; set; }
    public string? Here { get; set; }
    public string? There { get; set; }
}

// Two entities in one row.
public sealed class Purchase
{
    public long Id { get; set; }
    public string? Buyer { get; set; }
    public int Pieces { get; set; }
}

public sealed class PurchaseDetail
{
    public long Id { get; set; }
    public string? Remark { get; set; }
    public int Weight { get; set; }
}

public abstract class Shape
{
    public long Id { get; set; }
    public string? Colour { get; set; }
}

public sealed class Circle : Shape
{
    public double Radius { get; set; }
}

public sealed class Square : Shape
{
    public double Side { get; set; }
}
