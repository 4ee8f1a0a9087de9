namespace CanvasData.Operations.DataAccess;

/// <summary>How a change of a record reaches courses.</summary>
internal enum Reach
{
    /// <summary>The owner is the course.</summary>
    Course,

    /// <summary>The owner is an enrollment.</summary>
    Enrollment,

    /// <summary>The owner is a person, and each course with an enrollment of the person is concerned.</summary>
    Person,

    /// <summary>The owner is an assignment.</summary>
    Assignment,

    /// <summary>The owner is an override of an assignment.</summary>
    Override,

    /// <summary>The owner is a term.</summary>
    Term,

    /// <summary>Each course with an enrollment of the role is concerned.</summary>
    Role,

    /// <summary>The courses of the terms that use the set are concerned, and the owner, which is a course in old sets.</summary>
    PeriodSet,

    /// <summary>The owner is a set of grading periods.</summary>
    Period,

    /// <summary>The owner is a course, or an account and the courses below it.</summary>
    Standard,

    /// <summary>No course is concerned.</summary>
    Nowhere,
}

/// <summary>A table of the platform, as far as the mapping reads it.</summary>
internal sealed record SourceTable
{
    /// <summary>The name at the platform, and of the staged table.</summary>
    public required string Name { get; init; }

    /// <summary>The column of the key.</summary>
    public string Key { get; init; } = "id";

    /// <summary>The column of the owner; null when there is none.</summary>
    public string? Owner { get; init; }

    /// <summary>The column of a second owner; null when there is none.</summary>
    public string? Link { get; init; }

    public required Reach Reach { get; init; }

    /// <summary>The columns without which the mapping would be wrong, with their types.</summary>
    public required IReadOnlyDictionary<string, string> Needed { get; init; }

    /// <summary>The columns that are staged, in the order of their values. The key stands apart.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The place of each staged column among the values.</summary>
    public required IReadOnlyDictionary<string, int> Places { get; init; }

    /// <summary>The columns, besides the state, whose change makes other work listed, or listed otherwise.</summary>
    public IReadOnlyList<string> DecidesWork { get; init; } = [];

    /// <summary>The columns, the first that is there, of the moment at which a record means something else without a change.</summary>
    public IReadOnlyList<string> Due { get; init; } = [];

    /// <summary>Whether a school can do without the table.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The value, as JSON, that <see cref="KindColumn"/> must have; other records are left out.</summary>
    public string? Kind { get; init; }

    /// <summary>The column with the kind of a record; null where all are of one.</summary>
    public string? KindColumn { get; init; }
}
