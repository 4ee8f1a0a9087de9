using System.Globalization;

namespace CanvasData.Operations.Analytics;

/// <summary>Numbers and words of insights: the same in every culture.</summary>
internal static class InsightText
{
    public static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value, 1, MidpointRounding.AwayFromZero):0.#}%");

    public static string Points(double value)
    {
        var rounded = Math.Round(value, 1, MidpointRounding.AwayFromZero);
        return string.Create(CultureInfo.InvariantCulture, $"{rounded:0.#} percentage {(rounded == 1 ? "point" : "points")}");
    }

    public static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    public static string Verb(int count, string one, string many) => count == 1 ? one : many;

    /// <summary>A title in quotes, cut to a readable length; without one, the number of the assignment.</summary>
    public static string Title(string? name, long assignmentId) => string.IsNullOrWhiteSpace(name)
        ? string.Create(CultureInfo.InvariantCulture, $"assignment {assignmentId}")
        : $"\"{(name.Length <= 60 ? name : new StringInfo(name) is var text && text.LengthInTextElements > 59 ? text.SubstringByTextElements(0, 59) + "…" : name)}\"";
}
