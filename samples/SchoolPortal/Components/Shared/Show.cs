using System.Globalization;

namespace CanvasData.Operations.SchoolPortal.Components.Shared;

/// <summary>Numbers as the reader's language writes them, and numbers of drawings, which no language changes.</summary>
internal static class Show
{
    /// <summary>What stands where there is no number.</summary>
    public const string Nothing = "–";

    public static string Percent(double? value) => value is { } number ? $"{number.ToString("0.#", CultureInfo.CurrentCulture)} %" : Nothing;

    public static string Percent(decimal? value) => Percent((double?)value);

    public static string Number(double? value) => value is { } number ? number.ToString("0.##", CultureInfo.CurrentCulture) : Nothing;

    /// <summary>The number with its sign.</summary>
    public static string Signed(double value) => value.ToString("+0.#;−0.#;0", CultureInfo.CurrentCulture);

    /// <summary>A number of a drawing.</summary>
    public static string Draw(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
