using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace CanvasData.Operations.Monitoring;

/// <summary>
/// A statement without its values: literals, parameters and lists of them are question marks, comments are gone. Statements that differ
/// in values or in the length of a list have one text.
/// </summary>
/// <param name="Text">The statement on one line.</param>
/// <param name="CallSite">The comment lines before the statement, which TagWith writes; null without any.</param>
/// <param name="Operation">The verb in capitals, for example SELECT.</param>
/// <param name="Table">The first table that is named, without its schema; null for none.</param>
internal sealed record StatementText(string Text, string? CallSite, string Operation, string? Table)
{
    public const int MaxRead = 16_384;
    public const int MaxText = 4_000;
    private const int MaxCallSite = 200;

    public string Summary => Table is null ? Operation : $"{Operation} {Table}";

    public static StatementText Read(string sql)
    {
        var parts = new SqlParts(sql.Length > MaxRead ? sql.AsSpan(0, MaxRead) : sql);
        var writer = new StatementWriter();
        while (parts.Next())
        {
            writer.Write(parts.Kind, parts.Text, parts.IsAfterSpace);
        }

        return new(Cut(writer.Text), parts.Comment.Length == 0 ? null : Shorten(parts.Comment), writer.Operation, writer.Table);
    }

    // The hash keeps long statements apart that begin alike.
    private static string Cut(string text) => text.Length <= MaxText
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, MaxText)}… #{XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())):x16}");

    private static string Shorten(string comment) => comment.Length <= MaxCallSite ? comment : $"{comment.AsSpan(0, MaxCallSite)}…";
}
