using System.Collections;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query.Internal;

namespace CanvasData.Operations.Queries;

/// <summary>
/// The rows of a query. Read as they are, or only the first of them, by <c>await foreach</c> or <c>ToListAsync</c>, they
/// come from a compiled query; composed further, they are an ordinary query of EF Core.
/// </summary>
#pragma warning disable EF1001 // EF Core looks for its own provider: TagWith and others do nothing without it.
internal sealed class PreparedRows<TRow>(DbContext database, Shape shape, Inputs inputs, Func<Inputs, IQueryable<TRow>> compose) : IOrderedQueryable<TRow>, IAsyncEnumerable<TRow>
{
    private IQueryable<TRow>? _composed;

    public Type ElementType => typeof(TRow);

    public Expression Expression => Composed.Expression;

    public IQueryProvider Provider => field ??= new FirstRowsProvider(database.GetService<IQueryCompiler>(), Expression, First);

    private IQueryable<TRow> Composed => _composed ??= compose(inputs);

    public IAsyncEnumerator<TRow> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        PreparedQuery.Run(database, shape, inputs, compose).GetAsyncEnumerator(cancellationToken);

    public IEnumerator<TRow> GetEnumerator() => Composed.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private PreparedRows<TRow>? First(int count) => inputs.First == 0 ? new(database, shape, inputs with { First = count }, compose) : null;

    // Tells the query itself how many rows are wanted: only it knows which of its parts need not be read for them.
    private sealed class FirstRowsProvider(IQueryCompiler compiler, Expression all, Func<int, PreparedRows<TRow>?> first) : EntityQueryProvider(compiler)
    {
        public override IQueryable<TElement> CreateQuery<TElement>(Expression expression) =>
            expression is MethodCallExpression { Method: { Name: nameof(Queryable.Take) } method, Arguments: [var source, ConstantExpression { Value: > 0 and int count }] }
            && method.DeclaringType == typeof(Queryable) && source == all && first(count) is IQueryable<TElement> rows
                ? rows
                : base.CreateQuery<TElement>(expression);
    }
}
