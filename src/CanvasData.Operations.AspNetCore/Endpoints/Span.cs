using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.AspNetCore;

/// <summary>A span that a request gives in days.</summary>
internal static class Span
{
    private const int DefaultDays = 7;
    private const int MaxDays = 366;

    public static TimeSpan OfDays(int? days) => (days ?? DefaultDays) is var given and >= 1 and <= MaxDays
        ? TimeSpan.FromDays(given)
        : throw new InvalidArgumentException("days", "the span is out of range.", $"Give 1 to {MaxDays} days.");
}
