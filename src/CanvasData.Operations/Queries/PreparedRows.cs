using System.Collections;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>
/// The rows of a query. Read as they are, by <c>await foreach</c> or <c>ToListAsync</c>, they come from a compiled query;
/// composed further, they are an ordinary query of EF Core.
/// </summary>
internal sealed class PreparedRows<TRow>(DbContext database, Shape shape, Inputs inputs, Func<IQueryable<TRow>> compose) : IOrderedQueryable<TRow>, IAsyncEnumerable<TRow>
{
    private IQueryable<TRow>? _composed;

    public Type ElementType => typeof(TRow);

    public Expression Expression => Composed.Expression;

    public IQueryProvider Provider => Composed.Provider;

    private IQueryable<TRow> Composed => _composed ??= compose();

    public IAsyncEnumerator<TRow> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        PreparedQuery.Run(database, shape, inputs, compose).GetAsyncEnumerator(cancellationToken);

    public IEnumerator<TRow> GetEnumerator() => Composed.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
