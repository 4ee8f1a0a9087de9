using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>The options of analytics.</summary>
public sealed class AnalyticsOptions
{
    /// <summary>
    /// The time for which a result for "now" may be reused while its course does not change. The moment of a result is rounded down by it,
    /// but never to before the last change of the course. Default 15 minutes, range zero to a day; zero computes every result again.
    /// </summary>
    public TimeSpan Freshness { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The number of students whose results are kept in memory, where the host has registered no HybridCache. A student's take about 2 kB.
    /// Default 20,000, range 0 to 10,000,000; 0 keeps none.
    /// </summary>
    public int CachedStudents { get; set; } = 20_000;

    /// <summary>The number of courses of a stream that are computed at once. Default 2, range 1 to 64.</summary>
    public int MaxConcurrentCourses { get; set; } = 2;

    /// <summary>
    /// Whether every request sees the same rows, so that a result computed for one may be given to another. Default
    /// <see cref="RowVisibility.Detect"/>.
    /// </summary>
    public RowVisibility Visibility { get; set; }

    /// <summary>
    /// Names the rows that a request sees, for example its tenant or its section: requests with the same name share results.
    /// The name is part of every key. A function that gives null shares nothing. Default null: the library decides by
    /// <see cref="Visibility"/> alone.
    /// </summary>
    public Func<DbContext, string?>? PartitionOf { get; set; }

    internal IEnumerable<string> Validate()
    {
        if (!Enum.IsDefined(Visibility))
        {
            yield return $"Analytics.{nameof(Visibility)} is {Visibility}: give a value of {nameof(RowVisibility)}.";
        }

        if (Freshness < TimeSpan.Zero || Freshness > TimeSpan.FromDays(1))
        {
            yield return $"Analytics.{nameof(Freshness)} is {Freshness}: give zero to a day.";
        }

        if (CachedStudents is < 0 or > 10_000_000)
        {
            yield return $"Analytics.{nameof(CachedStudents)} is {CachedStudents}: give 0 to 10,000,000.";
        }

        if (MaxConcurrentCourses is < 1 or > 64)
        {
            yield return $"Analytics.{nameof(MaxConcurrentCourses)} is {MaxConcurrentCourses}: give 1 to 64.";
        }
    }
}
