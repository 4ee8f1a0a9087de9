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
internal sealed class CompiledQueryable<TRow>(DbContext database, Shape shape, QueryParameters parameters, Func<QueryParameters, IQueryable<TRow>> compose) : IOrderedQueryable<TRow>, IAsyncEnumerable<TRow>
{
    private IQueryable<TRow>? _composed;

    public Type ElementType => typeof(TRow);

    public Expression Expression => field ??= new ComposedExpression(this);

    public IQueryProvider Provider => field ??= new FirstRowsProvider(database.GetService<IQueryCompiler>(), Expression, First);

    private IQueryable<TRow> Composed => _composed ??= compose(parameters);

    public IAsyncEnumerator<TRow> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        CompiledQueryCache.Run(database, shape, parameters, compose).GetAsyncEnumerator(cancellationToken);

    public IEnumerator<TRow> GetEnumerator() => Composed.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private CompiledQueryable<TRow>? First(int count) => parameters.First == 0 ? new(database, shape, parameters with { First = count }, compose) : null;

    // Composing a query takes longer than running a compiled one, and Take asks for the expression only to name its source. Whoever
    // visits the expression finds the composed one in its place.
    private sealed class ComposedExpression(CompiledQueryable<TRow> rows) : Expression
    {
        public override ExpressionType NodeType => ExpressionType.Extension;

        public override Type Type => typeof(IOrderedQueryable<TRow>);

        protected override Expression Accept(ExpressionVisitor visitor) => visitor.Visit(rows.Composed.Expression);
    }

    // Puts the number of rows wanted into the query itself: only it knows which of its parts need not be read for them.
    private sealed class FirstRowsProvider(IQueryCompiler compiler, Expression all, Func<int, CompiledQueryable<TRow>?> first) : EntityQueryProvider(compiler)
    {
        public override IQueryable<TElement> CreateQuery<TElement>(Expression expression) =>
            expression is MethodCallExpression { Method: { Name: nameof(Queryable.Take) } method, Arguments: [var source, ConstantExpression { Value: > 0 and int count }] }
            && method.DeclaringType == typeof(Queryable) && source == all && first(count) is IQueryable<TElement> rows
                ? rows
                : base.CreateQuery<TElement>(expression);
    }
}
