using System.Globalization;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>The parameter <c>search_term</c>: part of a name, or a whole id.</summary>
internal sealed class SearchTerm
{
    private const int Shortest = 2;

    private readonly string? text;

    private SearchTerm(string? text) => this.text = text;

    /// <summary>Reads the term, or answers as Canvas does when it is too short. Without one everything matches.</summary>
    public static ApiResponse? TryRead(ApiRequest request, out SearchTerm term)
    {
        var text = request["search_term"]?.Trim();
        term = new SearchTerm(string.IsNullOrEmpty(text) ? null : text);
        return term.text is { Length: < Shortest } && !term.text.All(char.IsAsciiDigit)
            ? ApiResponse.Json(400, """{"status":"argument_error","message":"search_term of 2 or more characters is required"}""")
            : null;
    }

    public bool Matches(long id, params ReadOnlySpan<string?> names)
    {
        if (text is null || id.ToString(CultureInfo.InvariantCulture) == text)
        {
            return true;
        }

        foreach (var name in names)
        {
            if (name?.Contains(text, StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }
}
