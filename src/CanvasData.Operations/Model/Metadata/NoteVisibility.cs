namespace CanvasData.Operations.Model;

/// <summary>The readers of a note: values of <see cref="CanvasNote.Visibility"/>.</summary>
public static class NoteVisibility
{
    /// <summary>The author only.</summary>
    public const string Author = "author";

    /// <summary>The staff who may see what it is about. The default.</summary>
    public const string Staff = "staff";

    /// <summary>The staff, and the student whom it is about.</summary>
    public const string Person = "person";

    /// <summary>The list of all visibilities.</summary>
    public static IReadOnlyList<string> All { get; } = [Author, Staff, Person];
}
