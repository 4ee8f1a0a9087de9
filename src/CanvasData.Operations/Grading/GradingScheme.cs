using System.Text.Json;

namespace CanvasData.Operations.Grading;

/// <summary>A letter of a scheme.</summary>
/// <param name="Name">The letter; may be a number ("4.0").</param>
/// <param name="LowerBound">The lowest score that earns it, as a fraction: 0.9 is 90 percent.</param>
public sealed record GradingSchemeEntry(string Name, decimal LowerBound);

/// <summary>
/// A scheme of letters, and the look-up in it as Canvas does it: scores are not rounded first, so 89.999 does not reach 90.
/// </summary>
public sealed class GradingScheme
{
    private const decimal Most = 1_000_000;

    private readonly GradingSchemeEntry[] _entries;

    /// <summary>Creates a scheme.</summary>
    /// <param name="entries">The letters, in any order; one at least.</param>
    /// <param name="scalingFactor">For a scheme in points, the points that make 100 percent, more than 0 and up to a million; null for one in percent.</param>
    /// <exception cref="ArgumentException">There is no letter, or a letter has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scaling factor is out of its range, or a lower bound is beyond ±1,000,000.</exception>
    public GradingScheme(IEnumerable<GradingSchemeEntry> entries, decimal? scalingFactor = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        _entries = [.. entries.OrderByDescending(entry => entry.LowerBound)];
        if (_entries.Length == 0 || _entries.Any(entry => string.IsNullOrWhiteSpace(entry.Name)))
        {
            throw new ArgumentException("A grading scheme has one letter at least, and each has a name.", nameof(entries));
        }

        if (!IsWithin(scalingFactor))
        {
            throw new ArgumentOutOfRangeException(nameof(scalingFactor), scalingFactor, $"It must be more than 0 and at most {Most:N0}.");
        }

        if (Array.Find(_entries, entry => !IsWithin(entry)) is { } wrong)
        {
            throw new ArgumentOutOfRangeException(nameof(entries), wrong.LowerBound, "A lower bound is a fraction: 0.9 for 90 percent.");
        }

        ScalingFactor = scalingFactor;
    }

    /// <summary>The scheme that Canvas uses where a course has letters but no scheme of its own.</summary>
    public static GradingScheme Default { get; } = new(
    [
        new("A", 0.94m), new("A-", 0.90m), new("B+", 0.87m), new("B", 0.84m), new("B-", 0.80m), new("C+", 0.77m),
        new("C", 0.74m), new("C-", 0.70m), new("D+", 0.67m), new("D", 0.64m), new("D-", 0.61m), new("F", 0m),
    ]);

    /// <summary>The letters, the highest first.</summary>
    public IReadOnlyList<GradingSchemeEntry> Entries => _entries;

    /// <summary>The points that make 100 percent, for a scheme in points; null for one in percent.</summary>
    public decimal? ScalingFactor { get; }

    /// <summary>Reads what a mirrored grading standard stores: <c>[["A",0.94],["A-",0.9]]</c>.</summary>
    /// <param name="json">The letters with their lower bounds as fractions.</param>
    /// <param name="scalingFactor">For a scheme in points, the points that make 100 percent; null for one in percent.</param>
    /// <exception cref="FormatException">It is no such list.</exception>
    public static GradingScheme Parse(string json, decimal? scalingFactor = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return TryParse(json, scalingFactor, out var scheme)
            ? scheme
            : throw new FormatException($"Invalid grading scheme '{(json.Length > 60 ? json[..60] + "…" : json)}'. Expected a JSON array of [name, lower bound] pairs, for example [[\"A\",0.9],[\"F\",0]].");
    }

    /// <summary>Reads what a mirrored grading standard stores, if it can.</summary>
    /// <param name="json">The letters with their lower bounds as fractions.</param>
    /// <param name="scalingFactor">For a scheme in points, the points that make 100 percent; null for one in percent.</param>
    /// <param name="scheme">The scheme.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(string? json, decimal? scalingFactor, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out GradingScheme? scheme)
    {
        scheme = null;
        if (string.IsNullOrWhiteSpace(json) || !IsWithin(scalingFactor))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var entries = new List<GradingSchemeEntry>();
            foreach (var pair in document.RootElement.EnumerateArray())
            {
                if (pair.GetArrayLength() != 2 || pair[0].GetString() is not { } name || string.IsNullOrWhiteSpace(name) || !pair[1].TryGetDecimal(out var bound))
                {
                    return false;
                }

                entries.Add(new GradingSchemeEntry(name, bound));
            }

            scheme = entries.Count == 0 || !entries.TrueForAll(IsWithin) ? null : new GradingScheme(entries, scalingFactor);
            return scheme is not null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The scheme that a stored course names: Canvas gives its own the number 0.</summary>
    /// <returns>Null for no scheme, or for one that cannot be read.</returns>
    internal static GradingScheme? OfStored(long? standardId, string? json, bool? pointsBased, double? scalingFactor) => standardId switch
    {
        null => null,
        0 => Default,
        _ => TryParse(json, pointsBased == true && scalingFactor is > 0 and <= (double)Most ? (decimal)scalingFactor : null, out var scheme) ? scheme : null,
    };

    /// <summary>The letter of a score: the highest whose lower bound it reaches; below all bounds, the lowest.</summary>
    /// <param name="percent">The score; negative counts as 0.</param>
    public string LetterOf(decimal percent) => _entries[Rank(percent)].Name;

    /// <summary>
    /// The score that entering a letter gives, in percent. It is 100 for the highest letter, else a whole percent under the next letter's
    /// lower bound. Where the two bounds are closer than that, it is a tenth of a percent under.
    /// </summary>
    /// <param name="letter">The letter, in any case; hyphen and minus sign are alike.</param>
    /// <returns>The score; null when the scheme has no such letter.</returns>
    public decimal? ScoreOf(string letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var rank = RankOf(letter);
        if (rank is null or 0)
        {
            return rank is null ? null : 100;
        }

        var (next, own) = (_entries[rank.Value - 1].LowerBound * 100, _entries[rank.Value].LowerBound * 100);
        return next - (next - own < 1 ? 0.1m : 1);
    }

    /// <summary>Whether a score earns a letter or a better one.</summary>
    /// <param name="percent">The score.</param>
    /// <param name="letter">The letter, in any case.</param>
    /// <exception cref="ArgumentException">The scheme has no such letter.</exception>
    public bool Reaches(decimal percent, string letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var rank = RankOf(letter) ?? throw new ArgumentException(
            $"The scheme has no letter \"{letter}\". It has {string.Join(", ", _entries.Select(entry => entry.Name))}.", nameof(letter));
        return Rank(percent) <= rank;
    }

    private static bool IsWithin(decimal? scalingFactor) => scalingFactor is null or (> 0 and <= Most);

    private static bool IsWithin(GradingSchemeEntry entry) => entry.LowerBound is >= -Most and <= Most;

    private int Rank(decimal percent)
    {
        var reached = Math.Clamp(percent, 0, Most * 100);
        var whole = 100m;
        if (ScalingFactor is { } factor)
        {
            (reached, whole) = (Numbers.Round(reached / 100 * factor), factor);
        }

        var rank = Array.FindIndex(_entries, entry => reached >= entry.LowerBound * whole);
        return rank >= 0 ? rank : _entries.Length - 1;
    }

    private int? RankOf(string letter)
    {
        var wanted = Plain(letter);
        var rank = Array.FindIndex(_entries, entry => string.Equals(Plain(entry.Name), wanted, StringComparison.OrdinalIgnoreCase));
        return rank < 0 ? null : rank;
    }

    private static string Plain(string letter) => letter.Trim().Replace('\u2212', '-');
}
