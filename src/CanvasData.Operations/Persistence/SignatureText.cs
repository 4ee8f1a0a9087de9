using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Persistence;

/// <summary>The texts by which records of decisions say who decided.</summary>
internal static class SignatureText
{
    private const int MaxLength = 200;

    /// <summary>The text for a person in Canvas.</summary>
    public static string Of(long userId) => string.Create(CultureInfo.InvariantCulture, $"user {userId}");

    /// <summary>Refuses a text that the columns cannot hold.</summary>
    public static void Check(string? by, string argument, string remedy)
    {
        if (by is null)
        {
            return;
        }

        if (by.Length > MaxLength)
        {
            throw new InvalidArgumentException(argument, string.Create(CultureInfo.InvariantCulture, $"The text has {by.Length} characters; at most {MaxLength} are stored."), remedy);
        }

        if (!StorableText.Holds(by))
        {
            throw new InvalidArgumentException(argument, "The text holds a character that databases refuse: U+0000, or half of a pair.", remedy);
        }
    }
}
