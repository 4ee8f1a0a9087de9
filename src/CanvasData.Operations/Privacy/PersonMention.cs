using System.Globalization;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.Privacy;

/// <summary>Finds the ids of a person in texts. A short id is part of many numbers: the database finds candidates, and whole numbers decide.</summary>
internal sealed class PersonMention
{
    private readonly Regex _whole;

    /// <param name="ids">The accounts of the person.</param>
    public PersonMention(long[] ids)
    {
        Texts = [.. ids.Select(id => id.ToString(CultureInfo.InvariantCulture))];
        _whole = new Regex($@"(?<![\d.-])(?:{string.Join('|', Texts)})(?![\d.])");
    }

    /// <summary>The ids as text, for a search by the database.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Whether a text holds one of the ids as a whole number.</summary>
    public bool IsIn(string text) => _whole.IsMatch(text);
}
