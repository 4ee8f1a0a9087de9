namespace CanvasData.Operations.Queries.Tests;

/// <summary>Nulls last; else ASCII letters without case, then code points.</summary>
public sealed class Text : IComparer<string?>
{
    public static Text Comparer { get; } = new();

    public int Compare(string? x, string? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ when string.CompareOrdinal(Fold(x), Fold(y)) is var order and not 0 => order,
        _ => string.CompareOrdinal(x, y),
    };

    private static string Fold(string text) => string.Concat(text.Select(c => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c));
}
