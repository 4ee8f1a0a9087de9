using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace CanvasData.Operations.Queries;

/// <summary>One column that the database sorts by, never null where it decides.</summary>
/// <param name="Key">A function of the row.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
internal sealed record SortColumn(LambdaExpression Key, bool Descending);

/// <summary>
/// An order in which providers agree: nulls last both ways, text first without the case of ASCII letters, then by
/// code points, and ties broken by the key of the row.
/// </summary>
internal sealed class RowSort<TRow> where TRow : IQueryRow<TRow>
{
    private const int MaxTerms = 8;

    private readonly List<(PropertyInfo Property, bool Descending)> _terms;

    private RowSort(List<(PropertyInfo, bool)> terms) => _terms = terms;

    public static RowSort<TRow> Default { get; } = Parse(TRow.DefaultSort, nameof(TRow.DefaultSort));

    public static RowSort<TRow> Parse(string sort, string argument)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sort, argument);
        var names = sort.Split(',', StringSplitOptions.TrimEntries);
        if (names.Length > MaxTerms)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The sort names {names.Length} fields: give at most {MaxTerms}."), argument);
        }

        var terms = new List<(PropertyInfo Property, bool Descending)>();
        foreach (var name in names.Concat(TRow.Key))
        {
            var property = RowFields<TRow>.Find(name.TrimStart('-'), argument);
            if (!terms.Exists(term => term.Property == property))
            {
                terms.Add((property, name.StartsWith('-')));
            }
        }

        return new RowSort<TRow>(terms);
    }

    /// <summary>The one spelling of this order.</summary>
    public override string ToString() => string.Join(',', _terms.Select(term => (term.Descending ? "-" : "") + term.Property.Name));

    public IOrderedQueryable<TRow> Apply(IQueryable<TRow> rows) => Apply(rows, Columns(TextOrder.Find(rows)));

    /// <summary>Sorts the rows of a question, by what may differ among them.</summary>
    public IOrderedQueryable<TRow> Apply(IQueryable<TRow> rows, string? collation, QueryParameters parameters)
    {
        var open = _terms.Where(term => !parameters.Settle(term.Property.Name)).ToList();
        return Apply(rows, Columns(open is [] ? _terms[^1..] : open, collation));
    }

    public IEnumerable<SortColumn> Columns(string? collation) => Columns(_terms, collation);

    private static IOrderedQueryable<TRow> Apply(IQueryable<TRow> rows, IEnumerable<SortColumn> columns)
    {
        var ordered = default(Expression);
        foreach (var column in columns)
        {
            var method = (ordered is null, column.Descending) switch
            {
                (true, false) => nameof(Queryable.OrderBy),
                (true, true) => nameof(Queryable.OrderByDescending),
                (false, false) => nameof(Queryable.ThenBy),
                (false, true) => nameof(Queryable.ThenByDescending),
            };
            ordered = Expression.Call(typeof(Queryable), method, [typeof(TRow), column.Key.ReturnType], ordered ?? rows.Expression, Expression.Quote(column.Key));
        }

        return (IOrderedQueryable<TRow>)rows.Provider.CreateQuery<TRow>(ordered!);
    }

    private static IEnumerable<SortColumn> Columns(List<(PropertyInfo, bool)> terms, string? collation)
    {
        foreach (var (property, descending) in terms)
        {
            var row = Expression.Parameter(typeof(TRow), "row");
            Expression value = Expression.Property(row, property);
            if (RowFields<TRow>.IsNullable(property))
            {
                var rank = Expression.Condition(Expression.Equal(value, Expression.Constant(null, property.PropertyType)), Expression.Constant(1), Expression.Constant(0));
                yield return new SortColumn(Expression.Lambda(rank, row), Descending: false);
            }

            if (property.PropertyType == typeof(string))
            {
                var text = TextOrder.Collate(value, collation);
                yield return new SortColumn(Expression.Lambda(Expression.Call(text, nameof(string.ToLower), null), row), descending);
                yield return new SortColumn(Expression.Lambda(text, row), descending);
            }
            else if (property.PropertyType == typeof(bool))
            {
                yield return new SortColumn(Expression.Lambda(Expression.Condition(value, Expression.Constant(1), Expression.Constant(0)), row), descending);
            }
            else
            {
                yield return new SortColumn(Expression.Lambda(property.PropertyType.IsEnum ? Expression.Convert(value, typeof(int)) : value, row), descending);
            }
        }
    }
}
