using System.Text.RegularExpressions;

namespace CanvasData.Operations.Analytics;

/// <summary>Recognises offerings of the same course.</summary>
public static partial class CourseKeys
{
    /// <summary>
    /// The course code without what tells the term or the section: <c>MATH-101-02 Fall 2026</c> and
    /// <c>math 101-01 (2025FA)</c> both give <c>MATH 101</c>.
    /// </summary>
    /// <param name="courseCode">The course code; null or blank gives null.</param>
    public static string? Of(string? courseCode)
    {
        if (string.IsNullOrWhiteSpace(courseCode))
        {
            return null;
        }

        var text = Term().Replace(courseCode.ToUpperInvariant(), " ");
        var words = Separators().Split(text).Where(word => word.Length > 0).ToList();
        var number = words.FindIndex(word => Digits().IsMatch(word));
        return words.Count == 0 ? null : string.Join(' ', number < 0 ? words : words.Take(number + 1));
    }

    [GeneratedRegex(@"\b(?:19|20)\d{2}(?:[-/ ]?(?:FA|SP|SU|WI|FALL|SPRING|SUMMER|WINTER|AUTUMN|[A-Z]))?\b|\b(?:FA|SP|SU|WI|FALL|SPRING|SUMMER|WINTER|AUTUMN)[-/ ]?(?:(?:19|20)?\d{2})?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Term();

    [GeneratedRegex(@"[^\p{L}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    [GeneratedRegex(@"\d", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
