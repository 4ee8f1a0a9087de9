using System.Globalization;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.Analytics;

/// <summary>Recognises offerings of the same course by their course codes.</summary>
internal static partial class CourseKeys
{
    private const string Seasons = "FALL|FA|FL|AUTUMN|AUT|AU|SPRING|SPR|SP|SUMMER|SUM|SU|WINTER|WIN|WI|AY";
    private const string LongSeasons = "FALL|AUTUMN|SPRING|SUMMER|WINTER";
    private const string Parts = "TERM|SEMESTER|SEM|TRIMESTER|QUARTER|SESSION|BLOCK|PERIOD|SECTION|SEC";
    private const string Year = @"(?:19|20)\d\d";

    /// <summary>
    /// The subject and number of a course code, without term and section: <c>MATH-101-02 Fall 2026</c>, <c>202580-MATH-101-008-1</c>
    /// and <c>FA25_math101</c> all give <c>MATH 101</c>. A code without a number gives its words: <c>2025-26 Biology</c> gives <c>BIOLOGY</c>.
    /// </summary>
    /// <param name="courseCode">The course code.</param>
    /// <returns>Null where the code is blank, names no subject, or can be read in two ways: no key is better than a wrong one.</returns>
    public static string? Parse(string? courseCode)
    {
        if (string.IsNullOrWhiteSpace(courseCode))
        {
            return null;
        }

        var code = Separators().Replace(courseCode.ToUpperInvariant(), " ").Trim();
        code = Term().Replace(JoinedNumber().Replace(code, "$1 "), " ");
        code = Span().Replace(code, span => IsNextYear(span.Groups[1].Value, span.Groups[2].Value) ? " " : span.Value);
        return CourseIn(WordsOf(PossibleTerm().Replace(code, " ")));
    }

    private static string? CourseIn(List<string> words)
    {
        // A term as 2231 or a section before the subject. Where no number follows, it could be that of the course.
        var first = words.FindIndex(word => !Digits().IsMatch(word));
        if (first > 0 && (CoursesIn(words[first..]).Count > 0 || words.Take(first).All(word => YearAndTerm().IsMatch(word))))
        {
            words = words[first..];
        }

        // After a name, 01 is the number of a campus or a section, where the number of a course follows.
        var courses = CoursesIn(words);
        var course = courses.Find(course => course.Number[0] != '0') ?? courses.FirstOrDefault();
        return course is null ? (words.Count > 0 && words.TrueForAll(IsName) ? string.Join(' ', words) : null)
            : course.IsAmbiguous || Levels().IsMatch(course.Subject) ? null
            : $"{course.Subject} {course.Number}";
    }

    // Names and then a number, in one word or in several.
    private static List<Course> CoursesIn(List<string> words)
    {
        var (courses, subject) = (new List<Course>(), new List<string>());
        for (var i = 0; i < words.Count; i++)
        {
            if (IsName(words[i]))
            {
                subject.Add(words[i]);
                continue;
            }

            if (Numbered().Match(words[i]) is { Success: true } match && (subject.Count > 0 || match.Groups[1].Length > 0))
            {
                var name = match.Groups[1].Length > 0 ? [.. subject, match.Groups[1].Value] : subject;
                courses.Add(new Course(string.Join(' ', name), match.Groups[2].Value, i + 1 < words.Count ? words[i + 1] : ""));
            }

            subject = [];
        }

        return courses;
    }

    private static List<string> WordsOf(string code) => [.. code.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static bool IsName(string word) => !word.Any(char.IsDigit);

    private static bool IsNextYear(string year, string next) =>
        (int.Parse(year, CultureInfo.InvariantCulture) + 1) % 100 == int.Parse(next, CultureInfo.InvariantCulture) % 100;

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    // As in 202580HIST1575.
    [GeneratedRegex(@"\b(\d{4,6})(?=\p{L}{2,}\d)", RegexOptions.CultureInvariant)]
    private static partial Regex JoinedNumber();

    [GeneratedRegex($@"\b(?:{Seasons}) ?{Year}\b|\b{Year} ?(?:{Seasons}|[FSWU]|[STQ][1-4])\b(?! ?{Year}\b)|\b(?:{LongSeasons})(?: (?:{Parts}))?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Term();

    [GeneratedRegex($@"\b(^\d\d|{Year}) ({Year}|\d\d)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Span();

    // FA 25 may be a term or Fine Arts 25: then nothing else names the course, and there is no key.
    [GeneratedRegex($@"\b(?:{Seasons}) ?\d\d\b|\b\d\d ?(?:{Seasons})\b|\b[FSWU]\d\d\b|^\d\d[FSWU]\b|\b(?:{Parts}|[STQ]) ?[1-9]\b", RegexOptions.CultureInvariant)]
    private static partial Regex PossibleTerm();

    [GeneratedRegex(@"^\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex($@"^{Year}(?:\d\d?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex YearAndTerm();

    [GeneratedRegex(@"^(\p{L}*)(\d+\p{L}{0,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    // What a number after these counts is not a course.
    [GeneratedRegex(@"^(?:GRADE|YEAR|CLASS|LEVEL|GROUP)$", RegexOptions.CultureInvariant)]
    private static partial Regex Levels();

    /// <param name="Subject">The words before the number.</param>
    /// <param name="Number">The number.</param>
    /// <param name="Next">The word after it; empty for none.</param>
    private sealed record Course(string Subject, string Number, string Next)
    {
        /// <summary>In BIO 2025 101 the year may be the number, or the number follows it.</summary>
        public bool IsAmbiguous => YearAndTerm().IsMatch(Number) && Next is [not '0', _, _, ..] && Numbered().IsMatch(Next);
    }
}
