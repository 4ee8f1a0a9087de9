using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The parameters of a list over a query.</summary>
internal sealed class ListParameters
{
    public const int DefaultSize = 50;

    [FromQuery(Name = "sort"), Description("One to eight names of fields, separated by commas; a minus sign before a name turns its order around.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "filter"), Description("Conditions of the form field:operator:value, such as percentage:lt:60. Operators: eq, ne, lt, le, gt, ge. Without a value it is compared with null.")]
    public string[]? Filter { get; init; }

    [FromQuery(Name = "size"), Description("Rows a page, 1 to 1,000; 50 by default.")]
    public int? Size { get; init; }

    [FromQuery(Name = "cursor"), Description("The cursor of a page, from the Link header of the page before.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "format"), Description("json or csv, in place of the Accept header. CSV has all rows.")]
    public string? Format { get; init; }

    [FromQuery(Name = "fields"), Description("The columns of CSV, separated by commas; all by default.")]
    public string? Fields { get; init; }
}

/// <summary>The parameters of a list that has one order.</summary>
internal sealed class PageParameters
{
    [FromQuery(Name = "size"), Description("Rows a page; 50 by default.")]
    public int? Size { get; init; }

    [FromQuery(Name = "cursor"), Description("The cursor of a page, from the Link header of the page before.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "format"), Description("json or csv, in place of the Accept header. CSV has all rows.")]
    public string? Format { get; init; }
}
