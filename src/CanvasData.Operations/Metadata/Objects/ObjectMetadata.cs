using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <summary>The metadata of a student.</summary>
public sealed record StudentMetadata
{
    /// <summary>The Canvas user id.</summary>
    public required long UserId { get; init; }

    /// <summary>The name in Canvas; null when the student is not stored.</summary>
    public required string? Name { get; init; }

    /// <summary>A group of the portal's own; null for none.</summary>
    public required string? CustomGroupId { get; init; }

    /// <summary>When the school took the student in; null when unknown.</summary>
    public required DateTimeOffset? EnrollmentDate { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version, for <see cref="MetadataChange.Version"/>.</summary>
    public required int Version { get; init; }
}

/// <summary>The metadata of an assignment.</summary>
public sealed record AssignmentMetadata
{
    /// <summary>The Canvas assignment id.</summary>
    public required long AssignmentId { get; init; }

    /// <summary>The course; null when the assignment is not stored.</summary>
    public required long? CourseId { get; init; }

    /// <summary>The name in Canvas; null when the assignment is not stored.</summary>
    public required string? Name { get; init; }

    /// <summary>The difficulty, from 1 (easy) to 5 (hard); null when not rated.</summary>
    public required int? DifficultyRating { get; init; }

    /// <summary>The hours of work; null when not estimated.</summary>
    public required double? EstimatedHours { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version, for <see cref="MetadataChange.Version"/>.</summary>
    public required int Version { get; init; }
}

/// <summary>The metadata of a course.</summary>
public sealed record CourseMetadata
{
    /// <summary>The Canvas course id.</summary>
    public required long CourseId { get; init; }

    /// <summary>The name in Canvas; null when the course is not stored.</summary>
    public required string? Name { get; init; }

    /// <summary>The colour as #RRGGBB in upper case; null for none.</summary>
    public required string? CustomColor { get; init; }

    /// <summary>The hours of work; null when unknown.</summary>
    public required int? CourseHours { get; init; }

    /// <summary>Whether the portal follows the course.</summary>
    public required bool TrackingEnabled { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version, for <see cref="MetadataChange.Version"/>.</summary>
    public required int Version { get; init; }
}

/// <summary>A value of a field of the portal's own.</summary>
public sealed record CustomFieldValue
{
    /// <summary>The target of the field.</summary>
    public required MetadataTarget Target { get; init; }

    /// <summary>The name of the field.</summary>
    public required string Name { get; init; }

    /// <summary>The type; null when the field is not declared any more.</summary>
    public required CustomFieldType? Type { get; init; }

    /// <summary>The value: a string, long, decimal, bool, DateOnly or DateTimeOffset. Null when the text does not fit the field any more.</summary>
    public required object? Value { get; init; }

    /// <summary>The value as text in invariant form.</summary>
    public required string Text { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version, for <see cref="MetadataChange.Version"/>.</summary>
    public required int Version { get; init; }
}

/// <summary>The metadata of students to find. What is null does not narrow the search.</summary>
/// <param name="CustomGroupId">The group, to the letter.</param>
public sealed record StudentMetadataSearch(string? CustomGroupId = null);

/// <summary>The metadata of assignments to find. What is null does not narrow the search.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="MinDifficulty">The least difficulty, 1 to 5.</param>
/// <param name="MinHours">The least hours.</param>
public sealed record AssignmentMetadataSearch(long? CourseId = null, int? MinDifficulty = null, double? MinHours = null);

/// <summary>The metadata of courses to find. What is null does not narrow the search.</summary>
/// <param name="TrackingEnabled">Whether the portal follows the course.</param>
/// <param name="MinHours">The least hours.</param>
public sealed record CourseMetadataSearch(bool? TrackingEnabled = null, int? MinHours = null);

/// <summary>An object that Canvas no longer has, and on which the portal keeps something.</summary>
public sealed record OrphanedMetadata
{
    /// <summary>The object.</summary>
    public required MetadataTarget Target { get; init; }

    /// <summary>The last name that it had in Canvas; null when it is not stored any more.</summary>
    public required string? Name { get; init; }

    /// <summary>The moment from which complete listings of Canvas lack it; null when it is not stored any more.</summary>
    public required DateTimeOffset? MissingSince { get; init; }

    /// <summary>The number of notes about it.</summary>
    public required int Notes { get; init; }

    /// <summary>The number of tags on it.</summary>
    public required int Tags { get; init; }

    /// <summary>The number of values of custom fields on it.</summary>
    public required int CustomFields { get; init; }

    /// <summary>Whether it has other metadata: a group, a rating, a colour and the like.</summary>
    public required bool HasMetadata { get; init; }
}
