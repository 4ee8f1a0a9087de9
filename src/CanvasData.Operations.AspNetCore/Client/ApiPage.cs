namespace CanvasData.Operations.AspNetCore;

/// <summary>A page of a list of the web API.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
/// <param name="Rows">The rows.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last one.</param>
public sealed record ApiPage<T>(IReadOnlyList<T> Rows, string? NextCursor);

/// <summary>The page of a list.</summary>
public record PageRequest
{
    /// <summary>Rows a page, 1 to 1,000; null for 50.</summary>
    public int? Size { get; init; }

    /// <summary>The cursor of the page, from <see cref="ApiPage{T}.NextCursor"/>; null for the first page.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The page of a list over a query, with its order and conditions. They are the same for all pages.</summary>
public sealed record ListRequest : PageRequest
{
    /// <summary>One to eight names of fields, separated by commas; a minus sign before a name turns its order around. Null for the order of the rows.</summary>
    public string? Sort { get; init; }

    /// <summary>Conditions of the form <c>field:operator:value</c>, such as <c>percentage:lt:60</c>; null for none.</summary>
    public IReadOnlyList<string>? Filters { get; init; }
}
