using System.Globalization;
using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The version of a stored value as an entity tag, which a write names in If-Match.</summary>
internal static class RowVersion
{
    public static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static bool IsNamed(HttpRequest request) => request.Headers.IfMatch.Count > 0;

    /// <summary>
    /// Whether a write names the stored version, or any by an asterisk. A proxy that compresses answers makes their tags weak; the number in
    /// the tag still names one version exactly.
    /// </summary>
    /// <exception cref="InvalidArgumentException">The header holds no entity tags.</exception>
    public static bool IsMatched(HttpRequest request, int version)
    {
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var tags))
        {
            throw new InvalidArgumentException("If-Match", "it is no entity tag.", "Send the ETag that was read, with its quotation marks.");
        }

        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == Tag(version));
    }
}
