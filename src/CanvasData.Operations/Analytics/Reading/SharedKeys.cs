using System.Text.RegularExpressions;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Course keys that identify no course: courses of one term whose names differ have them. Names differ where less than half of their words
/// are the same; numbers, and what many names begin with, are left out.
/// </summary>
internal static partial class SharedKeys
{
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal) { "AN", "AND", "FOR", "IN", "INTRO", "INTRODUCTION", "OF", "ON", "SECTION", "THE", "TO" };

    /// <summary>Reads the keys.</summary>
    public static async Task<HashSet<string>> ReadAsync(DbContext database, CancellationToken cancellationToken)
    {
        var courses = database.Set<CanvasCourse>().AsNoTracking()
            .Where(course => course.MissingSince == null && course.TermId != null && course.CourseCode != null && course.Name != null)
            .Select(course => new { course.TermId, course.CourseCode, course.Name });
        var (names, shared) = (new Dictionary<(long? Term, string Key), HashSet<string>>(), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var course in courses.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (CourseKeys.Parse(course.CourseCode) is not { } key || shared.Contains(key))
            {
                continue;
            }

            var words = WordsOf(course.Name!);
            if (!names.TryAdd((course.TermId, key), words) && Differ(names[(course.TermId, key)], words))
            {
                shared.Add(key);
            }
        }

        return shared;
    }

    // A name without words says nothing.
    private static bool Differ(HashSet<string> one, HashSet<string> other)
    {
        var same = one.Count(other.Contains);
        return one.Count > 0 && other.Count > 0 && 2 * same < one.Count + other.Count - same;
    }

    private static HashSet<string> WordsOf(string name) =>
        Words().Matches(name.ToUpperInvariant()).Select(word => word.Value).Where(word => !Common.Contains(word)).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
