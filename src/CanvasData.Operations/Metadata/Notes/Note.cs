using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;

namespace CanvasData.Operations.Metadata;

/// <summary>A note about a target, with its author and readers.</summary>
public sealed record Note
{
    /// <summary>The id of the note.</summary>
    public required long Id { get; init; }

    /// <summary>The target of the note.</summary>
    public required MetadataTarget Target { get; init; }

    /// <summary>The course in which it was made; null for none.</summary>
    public required long? CourseId { get; init; }

    /// <summary>The author who wrote it first.</summary>
    public required NoteAuthor Author { get; init; }

    /// <summary>The category, for example general.</summary>
    public required string Category { get; init; }

    /// <summary>The readers, one of <see cref="NoteVisibility"/>.</summary>
    public required string Visibility { get; init; }

    /// <summary>The text of the note.</summary>
    public required string Text { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version, which an edit has to name.</summary>
    public required int Version { get; init; }
}

/// <summary>A person who writes or reads notes: a Canvas user, or a person known to the portal only.</summary>
/// <param name="UserId">The Canvas user id; null for somebody who is not in Canvas.</param>
/// <param name="Name">The name or key in the portal; may be null beside a user id. At most 200 characters.</param>
public sealed record NoteAuthor(long? UserId, string? Name = null)
{
    /// <summary>Creates an author who is not in Canvas.</summary>
    /// <param name="name">The name or key in the portal. At most 200 characters.</param>
    public static NoteAuthor Named(string name) => new(null, name);

    /// <summary>
    /// Returns the text by which records of decisions name the person: <c>user 7</c>, or the name without a Canvas user id. An erasure
    /// removes such texts of the person.
    /// </summary>
    public string? ToSignature() => UserId is { } id ? SignatureText.Of(id) : Name;
}

/// <summary>A note to be added.</summary>
public sealed record NewNote
{
    /// <summary>The target of the note.</summary>
    public required MetadataTarget Target { get; init; }

    /// <summary>The course in which it is made; null for none. Teachers see notes of their courses.</summary>
    public long? CourseId { get; init; }

    /// <summary>The author who writes it.</summary>
    public required NoteAuthor Author { get; init; }

    /// <summary>The category. At most 100 characters.</summary>
    public string Category { get; init; } = "general";

    /// <summary>The readers, one of <see cref="NoteVisibility"/>.</summary>
    public string Visibility { get; init; } = NoteVisibility.Staff;

    /// <summary>The text. At most 65,536 characters.</summary>
    public required string Text { get; init; }
}

/// <summary>A change of a note. What is null stays as it is.</summary>
public sealed record NoteEdit
{
    /// <summary>The version of the note that the editor has read.</summary>
    public required int Version { get; init; }

    /// <summary>The editor. A private note is edited by its author only.</summary>
    public required NoteAuthor Editor { get; init; }

    /// <summary>The new text; null to keep it.</summary>
    public string? Text { get; init; }

    /// <summary>The new category; null to keep it.</summary>
    public string? Category { get; init; }

    /// <summary>The new visibility; null to keep it.</summary>
    public string? Visibility { get; init; }
}

/// <summary>An earlier text of a note.</summary>
public sealed record NoteRevision
{
    /// <summary>The version of the note that held this text.</summary>
    public required int Version { get; init; }

    /// <summary>The category then.</summary>
    public required string Category { get; init; }

    /// <summary>The visibility then.</summary>
    public required string Visibility { get; init; }

    /// <summary>The text then.</summary>
    public required string Text { get; init; }

    /// <summary>When this text was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>When the next text replaced it.</summary>
    public required DateTimeOffset ReplacedAt { get; init; }

    /// <summary>The author who replaced it; null when unknown.</summary>
    public required NoteAuthor? ReplacedBy { get; init; }
}

/// <summary>The notes to find. What is null does not narrow the search.</summary>
public sealed record NoteSearch
{
    /// <summary>The reader, who decides which notes are found.</summary>
    public required NoteReader Reader { get; init; }

    /// <summary>The kind of target: one of <see cref="CanvasTargetTypes"/>.</summary>
    public string? TargetType { get; init; }

    /// <summary>The id of the target; needs <see cref="TargetType"/>.</summary>
    public long? TargetId { get; init; }

    /// <summary>The course in which the notes were made.</summary>
    public long? CourseId { get; init; }

    /// <summary>The author, by the Canvas user id.</summary>
    public long? AuthorUserId { get; init; }

    /// <summary>The category, to the letter.</summary>
    public string? Category { get; init; }

    /// <summary>A part of the text, to the letter. There are no wildcards.</summary>
    public string? Contains { get; init; }

    /// <summary>The first moment of creation, included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The last moment of creation, included.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>The reader of notes. The host decides which staff sees which student; this decides which notes about the student.</summary>
/// <param name="Who">The person, who also reads notes of their own; null for staff without an identity.</param>
/// <param name="IsStudent">Whether the person reads as a student: only notes about this student that are shared with the student, and own notes.</param>
public sealed record NoteReader(NoteAuthor? Who, bool IsStudent)
{
    /// <summary>Creates a reader of the staff, who sees every note but the private ones of others.</summary>
    /// <param name="who">The person; null for none, who reads no private note.</param>
    public static NoteReader Staff(NoteAuthor? who = null) => new(who, IsStudent: false);

    /// <summary>Creates a reader who is a student.</summary>
    /// <param name="userId">The Canvas user id.</param>
    public static NoteReader Student(long userId) => new(new NoteAuthor(userId), IsStudent: true);
}
