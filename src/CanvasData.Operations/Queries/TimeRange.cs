namespace CanvasData.Operations.Queries;

/// <summary>A span of time, both ends included.</summary>
public readonly record struct TimeRange
{
    /// <summary>Creates a range.</summary>
    /// <param name="from">The first moment; null for no bound.</param>
    /// <param name="to">The last moment; null for no bound.</param>
    /// <exception cref="ArgumentException">The range is inverted.</exception>
    public TimeRange(DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from > to)
        {
            throw new ArgumentException($"The range begins at {from:O}, after its end at {to:O}: swap them.", nameof(from));
        }

        (From, To) = (from, to);
    }

    /// <summary>The first moment; null for no bound.</summary>
    public DateTimeOffset? From { get; }

    /// <summary>The last moment; null for no bound.</summary>
    public DateTimeOffset? To { get; }
}
