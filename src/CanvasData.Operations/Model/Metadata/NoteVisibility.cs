namespace CanvasData.Operations.Model;

/// <summary>Who may read a note: values of <see cref="CanvasNote.Visibility"/>.</summary>
public static class NoteVisibility
{
    /// <summary>Only its author.</summary>
    public const string Author = "author";

    /// <summary>Staff who may see what it is about. The default.</summary>
    public const string Staff = "staff";

    /// <summary>Staff, and the student whom it is about.</summary>
    public const string Person = "person";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Author, Staff, Person];
}
