using System.Globalization;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>When each rarely changing listing of a course was last read, as its course lease stores it: <c>Sections=1772000000;Users=…</c>.</summary>
internal sealed class ListedMoments
{
    // The last logins come with the list of users, and only under a profile that keeps them.
    private const string Logins = nameof(Logins);
    private const string Concluded = nameof(Concluded);
    private const string Profile = nameof(Profile);
    private const string Refreshed = nameof(Refreshed);

    // The column holds 400 characters.
    private const int MaxLength = 400;

    private static readonly StaticListings[] Kinds =
        [StaticListings.Sections, StaticListings.Users, StaticListings.AssignmentGroups, StaticListings.GradingSetup, StaticListings.Modules];

    private readonly SortedDictionary<string, long> _seconds = new(StringComparer.Ordinal);

    /// <summary>What refreshes have left to the next sync.</summary>
    public OpenWork Open { get; } = new();

    /// <summary>Whether a refresh has written since the last sync, which records no snapshot of the course.</summary>
    public bool OweSnapshot => _seconds.ContainsKey(Refreshed);

    /// <summary>When the course, already concluded, had its last full pass under a profile that held all of this one; null for never.</summary>
    public DateTime? ConcludedPassAt(SyncProfile profile) =>
        _seconds.TryGetValue(Profile, out var passed) && (FlagsOf(profile) & ~passed) == 0 ? this[Concluded] : null;

    /// <summary>When one of the rarely changing listings was last read; null for never.</summary>
    public DateTime? ReadAt(StaticListings kind) => this[kind.ToString()];

    /// <summary>When the records that are stored were read, by Canvas's clock, in whole seconds; null for never.</summary>
    public DateTime? RecordsReadAt => this[ReadMark.Kind];

    private DateTime? this[string kind] => _seconds.TryGetValue(kind, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : null;

    public static ListedMoments Parse(string? stored)
    {
        var moments = new ListedMoments();
        foreach (var pair in (stored ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=') is [var kind, var text] && !moments.Open.TryRead(kind, text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                moments._seconds[kind] = seconds;
            }
        }

        return moments;
    }

    /// <summary>The listings that are due under a profile.</summary>
    public StaticListings Due(SyncProfile profile, Func<DateTime?, bool> isDue)
    {
        var due = Kinds.Where(kind => isDue(this[kind.ToString()])).Aggregate(StaticListings.None, (all, kind) => all | kind);
        return profile.Activity && isDue(this[Logins]) ? due | StaticListings.Users : due;
    }

    /// <summary>Notes when the records that a sync stores were read.</summary>
    /// <param name="read">The moment, by Canvas's clock.</param>
    /// <returns>The text to store.</returns>
    public string WithRead(DateTime read)
    {
        _seconds[ReadMark.Kind] = Seconds(read);
        return Text(Open);
    }

    /// <summary>Notes what a sync has listed.</summary>
    /// <param name="listed">The listings.</param>
    /// <param name="profile">The profile of the sync.</param>
    /// <param name="concluded">Whether it was a full pass over a concluded course (true) or over one that is not (false); null to leave that.</param>
    /// <param name="isOpenDone">Whether it did what refreshes had left to it.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The text to store.</returns>
    public string With(StaticListings listed, SyncProfile profile, bool? concluded, bool isOpenDone, DateTime now)
    {
        _seconds.Remove(Refreshed);
        var seconds = Seconds(now);
        foreach (var kind in Kinds.Where(kind => listed.HasFlag(kind)))
        {
            _seconds[kind.ToString()] = seconds;
        }

        if (listed.HasFlag(StaticListings.Users) && profile.Activity)
        {
            _seconds[Logins] = seconds;
        }

        if (concluded == true)
        {
            (_seconds[Concluded], _seconds[Profile]) = (seconds, FlagsOf(profile));
        }
        else if (concluded == false)
        {
            _seconds.Remove(Concluded);
            _seconds.Remove(Profile);
        }

        return Text(isOpenDone ? new OpenWork() : Open);
    }

    /// <summary>Notes what a refresh has left.</summary>
    /// <param name="open">What to list or to check.</param>
    /// <param name="due">The rarely changing listings that lack something; the next sync reads them again.</param>
    /// <param name="read">When the refreshed records were read, by Canvas's clock. Records that were read earlier must not replace them.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The text to store.</returns>
    public string WithOpen(OpenWork open, StaticListings due, DateTime read, DateTime now)
    {
        Open.Add(open);
        _seconds[ReadMark.Kind] = Math.Max(_seconds.GetValueOrDefault(ReadMark.Kind), Seconds(read));
        foreach (var kind in Kinds.Where(kind => due.HasFlag(kind)))
        {
            _seconds.Remove(kind.ToString());
        }

        _seconds[Refreshed] = Seconds(now);
        return Text(Open);
    }

    // What does not fit into the column is left to a full pass.
    private string Text(OpenWork open)
    {
        if (Joined(open) is { Length: <= MaxLength } text)
        {
            return text;
        }

        open.Widen();
        return Joined(open);
    }

    private string Joined(OpenWork open) =>
        string.Join(';', _seconds.OrderBy(pair => pair.Key == ReadMark.Kind ? 0 : 1).Select(pair => Pair(pair.Key, pair.Value)).Concat(open.Write()));

    private static string Pair(string kind, long seconds) => kind == ReadMark.Kind ? ReadMark.Write(seconds) : string.Create(CultureInfo.InvariantCulture, $"{kind}={seconds}");

    private static long Seconds(DateTime moment) => new DateTimeOffset(moment, TimeSpan.Zero).ToUnixTimeSeconds();

    private static long FlagsOf(SyncProfile profile)
    {
        bool[] flags =
        [
            profile.Sections, profile.Enrollments, profile.Scores, profile.Activity, profile.ContactDetails, profile.Assignments,
            profile.UnpublishedAssignments, profile.Overrides, profile.Submissions, profile.GradingSetup, profile.Modules,
        ];
        return flags.Select((flag, index) => flag ? 1L << index : 0).Sum();
    }
}
