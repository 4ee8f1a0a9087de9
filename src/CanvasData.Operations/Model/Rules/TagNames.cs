using System.Text;

namespace CanvasData.Operations.Model;

/// <summary>When two tags are the same: one rule for the host's saves, the tag manager and every search.</summary>
internal static class TagNames
{
    public const int MaxLength = 100;

    /// <summary>The spelling that is shown: form NFC, no spaces around, single spaces inside. Control characters count as spaces.</summary>
    public static string Clean(string name)
    {
        // Normalization refuses this one code point, which is no character.
        var storable = StorableText.From(name).Replace('\uFFFE', '\uFFFD');
        var text = new StringBuilder(name.Length);
        foreach (var character in storable.IsNormalized() ? storable : storable.Normalize())
        {
            if (!char.IsWhiteSpace(character) && !char.IsControl(character))
            {
                text.Append(character);
            }
            else if (text.Length > 0 && text[^1] != ' ')
            {
                text.Append(' ');
            }
        }

        return text.ToString().TrimEnd(' ');
    }

    /// <summary>The identity of a tag: its clean spelling in lower case. By way of upper case, which knows the final sigma and the long s.</summary>
#pragma warning disable CA1308 // The stored form is documented as lower case, and read by hosts.
    public static string Key(string name) => Clean(Clean(name).ToUpperInvariant().ToLowerInvariant());
#pragma warning restore CA1308
}
