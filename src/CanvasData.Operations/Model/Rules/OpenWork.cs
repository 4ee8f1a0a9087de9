namespace CanvasData.Operations.Model;

/// <summary>
/// What a refresh of single objects leaves to the next sync of the course. It has stored a change that an incremental sync would have
/// noticed, and followed up. It is stored as pairs of a kind and ids in <see cref="CanvasCourseLease.ListedAt"/>.
/// </summary>
internal sealed class OpenWork
{
    private static readonly string[] Kinds = [nameof(Assignments), nameof(Arrivals), nameof(Totals)];
    private static readonly string[] KindsOfPeople = [nameof(Arrivals), nameof(Totals)];
    private readonly Dictionary<string, SortedSet<long>> _ids = Kinds.ToDictionary(kind => kind, _ => new SortedSet<long>());
    private readonly HashSet<string> _all = [];

    /// <summary>Assignments whose submissions are to be listed.</summary>
    public SortedSet<long> Assignments => _ids[nameof(Assignments)];

    /// <summary>Students whose submissions are to be listed.</summary>
    public SortedSet<long> Arrivals => _ids[nameof(Arrivals)];

    /// <summary>Students whose totals may not follow from the stored work.</summary>
    public SortedSet<long> Totals => _ids[nameof(Totals)];

    /// <summary>Whether the totals of every student are to be checked.</summary>
    public bool HasAllTotals => _all.Contains(nameof(Totals));

    /// <summary>Whether there is more to list than was noted, so that only a full pass lists it all.</summary>
    public bool NeedsFullPass => _all.Contains(nameof(Assignments)) || _all.Contains(nameof(Arrivals));

    /// <summary>Takes a stored entry.</summary>
    /// <returns>Whether it is one of these.</returns>
    public bool TryRead(string kind, string text)
    {
        if (!_ids.TryGetValue(kind, out var ids))
        {
            return false;
        }

        if (text == "*")
        {
            _all.Add(kind);
        }

        ids.UnionWith(text.Split(',').Select(id => long.TryParse(id, out var number) ? number : 0).Where(id => id > 0));
        return true;
    }

    /// <summary>Takes people out of a stored text.</summary>
    /// <param name="listedAt">The text of a course lease; null for none.</param>
    /// <param name="people">The Canvas user ids.</param>
    public static string? Without(string? listedAt, IReadOnlySet<long> people)
    {
        if (listedAt is null || people.Count == 0)
        {
            return listedAt;
        }

        return string.Join(';', listedAt.Split(';').Select(pair => pair.Split('=') is [var kind, var text] && KindsOfPeople.Contains(kind) ? WithoutThem(kind, text) : pair).Where(pair => pair.Length > 0));

        string WithoutThem(string kind, string text) =>
            string.Join(',', text.Split(',').Where(id => !long.TryParse(id, out var number) || !people.Contains(number))) is { Length: > 0 } rest ? $"{kind}={rest}" : "";
    }

    public void Add(OpenWork more)
    {
        foreach (var kind in Kinds)
        {
            _ids[kind].UnionWith(more._ids[kind]);
        }

        _all.UnionWith(more._all);
    }

    /// <summary>Gives up the single ids: they are too many.</summary>
    public void Widen() => _all.UnionWith(Kinds.Where(kind => _ids[kind].Count > 0));

    public IEnumerable<string> Write() => Kinds
        .Where(kind => _all.Contains(kind) || _ids[kind].Count > 0)
        .Select(kind => $"{kind}={(_all.Contains(kind) ? "*" : string.Join(',', _ids[kind]))}");
}
