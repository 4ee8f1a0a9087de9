using CanvasData.Operations.Model;

namespace CanvasData.Operations.AspNetCore;

/// <summary>A new note. The signed-in person is its author; what it is about stands in the path.</summary>
public sealed record NoteText
{
    /// <summary>The text, 1 to 65,536 characters.</summary>
    public required string Text { get; init; }

    /// <summary>The category, 1 to 100 characters; null for <c>general</c>.</summary>
    public string? Category { get; init; }

    /// <summary>Who may read it, one of <see cref="NoteVisibility"/>; null for staff.</summary>
    public string? Visibility { get; init; }
}

/// <summary>A change of a note. What is null stays.</summary>
public sealed record NoteChange
{
    /// <summary>The new text; null to keep it.</summary>
    public string? Text { get; init; }

    /// <summary>The new category; null to keep it.</summary>
    public string? Category { get; init; }

    /// <summary>The new visibility, one of <see cref="NoteVisibility"/>; null to keep it.</summary>
    public string? Visibility { get; init; }
}

/// <summary>Names of tags. They stand in the body of a request, because a tag on a student is personal data.</summary>
/// <param name="Tags">The names, each at most 100 characters.</param>
public sealed record TagNames(IReadOnlyList<string> Tags);

/// <summary>The number of tags or fields that a call changed.</summary>
/// <param name="Changed">How many.</param>
public sealed record ChangeCount(int Changed);

/// <summary>A change of a custom field.</summary>
public sealed record FieldChange
{
    /// <summary>The name of a declared field.</summary>
    public required string Name { get; init; }

    /// <summary>The value as text in invariant form, such as 12.5 or 2026-03-16; null removes it.</summary>
    public string? Value { get; init; }

    /// <summary>The version that was read; null to write whatever is stored.</summary>
    public int? Version { get; init; }
}
