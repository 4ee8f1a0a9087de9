using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The parameters of every list.</summary>
/// <param name="Sort">The order.</param>
/// <param name="Filter">The conditions.</param>
/// <param name="Size">Rows a page.</param>
/// <param name="Cursor">Where to go on.</param>
/// <param name="Format">json or csv.</param>
/// <param name="Fields">The columns of CSV.</param>
internal sealed record ListParameters(
    [property: FromQuery(Name = "sort"), Description("One to eight names of fields, separated by commas; a minus sign before a name turns its order around.")] string? Sort,
    [property: FromQuery(Name = "filter"), Description("Conditions of the form field:operator:value, such as percentage:lt:60. Operators: eq, ne, lt, le, gt, ge. No value means null.")] string[]? Filter,
    [property: FromQuery(Name = "size"), Description("Rows a page, 1 to 1,000; 50 by default.")] int? Size,
    [property: FromQuery(Name = "cursor"), Description("The cursor of a page, from the Link header of the page before.")] string? Cursor,
    [property: FromQuery(Name = "format"), Description("json or csv, in place of the Accept header.")] string? Format,
    [property: FromQuery(Name = "fields"), Description("The columns of CSV, separated by commas; all by default.")] string? Fields)
{
    public const int DefaultSize = 50;
}
