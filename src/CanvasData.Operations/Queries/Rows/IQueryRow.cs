using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>A row of a query, with the order in which it comes.</summary>
/// <typeparam name="TSelf">The row.</typeparam>
public interface IQueryRow<TSelf> where TSelf : IQueryRow<TSelf>
{
    /// <summary>The fields that identify a row; they break ties of every sort.</summary>
    static abstract IReadOnlyList<string> Key { get; }

    /// <summary>The order of the query when none is asked for, in the form of <see cref="CanvasQueryableExtensions.OrderByName"/>.</summary>
    static abstract string DefaultSort { get; }
}
