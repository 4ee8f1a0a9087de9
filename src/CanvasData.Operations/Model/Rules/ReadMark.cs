using System.Globalization;
using System.Linq.Expressions;

namespace CanvasData.Operations.Model;

/// <summary>When the stored records were read, by Canvas's clock: the first pair of <see cref="CanvasCourseLease.ListedAt"/>, in Unix seconds.</summary>
internal static class ReadMark
{
    /// <summary>The kind of the pair.</summary>
    public const string Kind = "Read";

    // Of one length, so that a statement cuts it off.
    private const string Start = Kind + "=";
    private const int Length = 17;

    /// <summary>Gives what stays of a stored text when everything is to be listed again.</summary>
    public static Expression<Func<CanvasCourseLease, string?>> Only { get; } =
        lease => lease.ListedAt != null && lease.ListedAt.StartsWith(Start) ? lease.ListedAt.Substring(0, Length) : null;

    /// <summary>Writes the pair.</summary>
    public static string Write(long seconds) => string.Create(CultureInfo.InvariantCulture, $"{Start}{seconds:D12}");
}
