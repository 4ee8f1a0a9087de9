using System.Numerics;

namespace CanvasData.Operations.Monitoring;

/// <summary>
/// Counts values in buckets, of which each power of two has 32. A quantile is off by at most 1/64 of its value, and values below 64
/// are exact. A page of counts is made when its first value comes. Not safe for concurrent use.
/// </summary>
/// <remarks>The layout is that of HdrHistogram (http://hdrhistogram.org), with pages.</remarks>
internal sealed class ValueHistogram
{
    private const int PageBits = 5;
    private const int PageSize = 1 << PageBits;

    // About 30 hours in units of 100 ns, or a terabyte.
    private const int ValueBits = 40;
    private const long MaxValue = (1L << ValueBits) - 1;

    private readonly long[]?[] _pages = new long[]?[ValueBits - PageBits + 1];

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public long Max { get; private set; }

    public long Min { get; private set; } = long.MaxValue;

    public void Record(long value)
    {
        var index = IndexOf(Math.Clamp(value, 0, MaxValue));
        (_pages[index >> PageBits] ??= new long[PageSize])[index & (PageSize - 1)]++;
        Count++;
        Sum += value;
        Max = Math.Max(Max, value);
        Min = Math.Min(Min, value);
    }

    public void Add(ValueHistogram other)
    {
        for (var page = 0; page < _pages.Length; page++)
        {
            if (other._pages[page] is { } counts)
            {
                var own = _pages[page] ??= new long[PageSize];
                for (var i = 0; i < PageSize; i++)
                {
                    own[i] += counts[i];
                }
            }
        }

        Count += other.Count;
        Sum += other.Sum;
        Max = Math.Max(Max, other.Max);
        Min = Math.Min(Min, other.Min);
    }

    /// <summary>The value that the share of all values does not exceed: the one of rank ⌈share × count⌉; 0 without values.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double Quantile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var page = 0; page < _pages.Length; page++)
        {
            for (var i = 0; _pages[page] is { } counts && i < PageSize; i++)
            {
                rank -= counts[i];
                if (rank <= 0)
                {
                    return Math.Clamp(MiddleOf(page, i), Min, Max);
                }
            }
        }

        return Count == 0 ? 0 : Max;
    }

    private static int IndexOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - PageBits);
        return (shift << PageBits) + (int)(value >> shift);
    }

    private static double MiddleOf(int page, int i)
    {
        var shift = Math.Max(0, page - 1);
        var lowest = (long)((page == 0 ? 0 : PageSize) + i) << shift;
        return lowest + (((1L << shift) - 1) / 2.0);
    }
}
