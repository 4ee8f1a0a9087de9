using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <summary>A change of the metadata of one object. What is not specified stays as it is.</summary>
public abstract record MetadataChange
{
    private protected MetadataChange()
    {
    }

    /// <summary>The version that was read; 0 for metadata that must not exist yet. Null writes over any version.</summary>
    public int? Version { get; init; }
}

/// <summary>Changes the metadata of a student.</summary>
public sealed record StudentMetadataChange : MetadataChange
{
    /// <summary>The Canvas user id.</summary>
    public required long UserId { get; init; }

    /// <summary>A group of the portal's own; null for none. At most 100 characters.</summary>
    public Optional<string?> CustomGroupId { get; init; }

    /// <summary>When the school took the student in; null when unknown.</summary>
    public Optional<DateTimeOffset?> EnrollmentDate { get; init; }
}

/// <summary>Changes the metadata of an assignment.</summary>
public sealed record AssignmentMetadataChange : MetadataChange
{
    /// <summary>The Canvas assignment id.</summary>
    public required long AssignmentId { get; init; }

    /// <summary>The difficulty, from 1 (easy) to 5 (hard); null for not rated.</summary>
    public Optional<int?> DifficultyRating { get; init; }

    /// <summary>The hours of work, 0 or more; null for not estimated.</summary>
    public Optional<double?> EstimatedHours { get; init; }
}

/// <summary>Changes the metadata of a course.</summary>
public sealed record CourseMetadataChange : MetadataChange
{
    /// <summary>The Canvas course id.</summary>
    public required long CourseId { get; init; }

    /// <summary>A colour such as #1A7F37; null for none.</summary>
    public Optional<string?> CustomColor { get; init; }

    /// <summary>The hours of work, 0 or more; null for unknown.</summary>
    public Optional<int?> CourseHours { get; init; }

    /// <summary>Whether the portal follows the course.</summary>
    public Optional<bool> TrackingEnabled { get; init; }
}

/// <summary>Sets or removes a value of a field of the portal's own.</summary>
public sealed record CustomFieldChange : MetadataChange
{
    /// <summary>The target of the field.</summary>
    public required MetadataTarget Target { get; init; }

    /// <summary>The name of a field that <see cref="MetadataOptions.CustomFields"/> declares for this kind of target, in any case.</summary>
    public required string Name { get; init; }

    /// <summary>The value, as an object of the field's type or as its text in invariant form; null removes it.</summary>
    public required object? Value { get; init; }
}

/// <summary>The counts of what a call wrote.</summary>
/// <param name="Added">The number of rows added.</param>
/// <param name="Updated">The number of rows changed.</param>
/// <param name="Removed">The number of values of custom fields removed.</param>
/// <param name="Unchanged">The changes that were stored already.</param>
public sealed record MetadataSaved(int Added, int Updated, int Removed, int Unchanged);
