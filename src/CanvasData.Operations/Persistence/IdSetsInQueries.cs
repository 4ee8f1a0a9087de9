using System.Linq.Expressions;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Gives each query its sets of ids as the database takes them. It stands apart from the save guard, which a context of the library
/// over a host's connection leaves out.
/// </summary>
internal sealed class IdSetsInQueries : IQueryExpressionInterceptor
{
    public static IdSetsInQueries Instance { get; } = new();

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData) =>
        eventData.Context is { } context && context.Model.FindEntityType(typeof(CanvasInstance)) is not null
            ? IdSets.AsTheDatabaseTakesThem(queryExpression, context)
            : queryExpression;
}
