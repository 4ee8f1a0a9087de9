using System.Linq.Expressions;

namespace CanvasData.Operations.Model;

/// <summary>Who reads a note, and what is kept of it.</summary>
internal static class NoteRules
{
    /// <summary>Whether everyone who sees what the note is about may read it, as staff.</summary>
    public static readonly Expression<Func<CanvasNote, bool>> ForStaff = note => note.Visibility != NoteVisibility.Author;

    /// <summary>Whether the student whom the note is about may read it.</summary>
    public static readonly Expression<Func<CanvasNote, bool>> ForPerson = note => note.Visibility == NoteVisibility.Person;

    /// <summary>What an edit replaces.</summary>
    public static CanvasNoteRevision RevisionOf(CanvasNote before, DateTime replacedAt, long? editorUserId, string? editorName) => new()
    {
        NoteId = before.Id,
        Version = before.Version,
        Category = before.Category,
        Visibility = before.Visibility,
        Text = before.Text,
        WrittenAt = before.UpdatedAt,
        ReplacedAt = replacedAt,
        ReplacedByUserId = editorUserId,
        ReplacedByName = editorName,
    };
}
