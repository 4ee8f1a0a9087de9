using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <summary>What a note may hold.</summary>
internal static class NoteChecks
{
    public const int MaxTextLength = 65_536;
    private const int MaxCategoryLength = 100;
    private const int MaxNameLength = 200;

    public static string Text(string? text, string argument)
    {
        var stored = StorableText.From(text ?? "");
        return string.IsNullOrWhiteSpace(stored)
            ? throw new InvalidArgumentException(argument, "the text is blank.", "Give the note a text.")
            : stored.Length <= MaxTextLength ? stored : throw TooLong(argument, "text", stored.Length, MaxTextLength);
    }

    public static string Category(string? category, string argument)
    {
        var stored = StorableText.From(category ?? "").Trim();
        return stored.Length == 0
            ? throw new InvalidArgumentException(argument, "the category is blank.", "Give a category, for example 'general'.")
            : stored.Length <= MaxCategoryLength ? stored : throw TooLong(argument, "category", stored.Length, MaxCategoryLength);
    }

    public static string Visibility(string? visibility, string targetType, string argument)
    {
        if (visibility is null || !NoteVisibility.All.Contains(visibility))
        {
            throw new InvalidArgumentException(
                argument, "the visibility is unknown.", $"Give a constant of {nameof(NoteVisibility)}: {string.Join(", ", NoteVisibility.All)}.");
        }

        return visibility != NoteVisibility.Person || targetType == CanvasTargetTypes.Student
            ? visibility
            : throw new InvalidArgumentException(argument, $"a note about a {targetType} cannot be shared with a student.", $"Give '{NoteVisibility.Staff}' or '{NoteVisibility.Author}'.");
    }

    public static NoteAuthor Person(NoteAuthor? person, string argument)
    {
        ArgumentNullException.ThrowIfNull(person, argument);
        var name = person.Name is null ? null : StorableText.From(person.Name).Trim();
        return name is { Length: > MaxNameLength }
            ? throw TooLong(argument + ".Name", "name", name.Length, MaxNameLength)
            : person.UserId is not null || !string.IsNullOrEmpty(name)
                ? new NoteAuthor(person.UserId, string.IsNullOrEmpty(name) ? null : name)
                : throw new InvalidArgumentException(argument, "the person has neither a user id nor a name.", "Give the Canvas user id, or the name or key that the portal knows.");
    }

    /// <summary>Whether two names are one person: by the Canvas user id, without one by the name.</summary>
    public static bool IsSame(NoteAuthor? person, long? userId, string? name) =>
        person is not null && (person.UserId is { } id ? id == userId : userId is null && person.Name is not null && person.Name == name);

    private static InvalidArgumentException TooLong(string argument, string what, int length, int most) => new(
        argument, string.Create(CultureInfo.InvariantCulture, $"the {what} has {length} characters."), string.Create(CultureInfo.InvariantCulture, $"Give at most {most} characters."));
}
