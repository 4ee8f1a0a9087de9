using System.Linq.Expressions;
using System.Text.Json;

namespace CanvasData.Operations.Queries;

/// <summary>The place after a row in a sorted query: as a condition for the database, and as a cursor.</summary>
internal sealed class Keyset<TRow>(RowSort<TRow> sort, string? collation) where TRow : IQueryRow<TRow>
{
    private readonly SortColumn[] _columns = [.. sort.Columns(collation)];

    public IQueryable<TRow> After(IQueryable<TRow> rows, string cursor, CursorKey key)
    {
        var values = Read(cursor, key);
        var row = Expression.Parameter(typeof(TRow), "row");
        Expression after = Expression.Constant(false);

        // From the last column back: beyond in this one, or level in it and beyond in those that follow.
        for (var i = _columns.Length - 1; i >= 0; i--)
        {
            var column = new ParameterReplacer(_columns[i].Key.Parameters[0], row).Visit(_columns[i].Key.Body);
            var level = Expression.AndAlso(Equal(column, values[i]), after);
            after = values[i] is null ? level : Expression.OrElse(Beyond(column, values[i]!, _columns[i].Descending), level);
        }

        return rows.Where(Expression.Lambda<Func<TRow, bool>>(after, row));
    }

    public string At(TRow row, CursorKey key) => key.Seal(JsonSerializer.Serialize(
        (string[])[typeof(TRow).Name, sort.ToString(), .. _columns.Select(column => JsonSerializer.Serialize(ValueOf(column, row)))]));

    private object?[] Read(string cursor, CursorKey key)
    {
        var parts = key.Open(cursor) is { } text ? JsonSerializer.Deserialize<string[]>(text)! : throw new ArgumentException(
            "The cursor was not made here, was altered, or its key is gone. Start at the first page, and give processes that share cursors one CursorKey.", nameof(cursor));
        return parts[0] == typeof(TRow).Name && parts[1] == sort.ToString() && parts.Length == _columns.Length + 2
            ? [.. _columns.Select((column, i) => JsonSerializer.Deserialize(parts[i + 2], column.Key.ReturnType))]
            : throw new ArgumentException($"The cursor belongs to the order {parts[1]} of {parts[0]}, not to {sort} of {typeof(TRow).Name}. Start at the first page.", nameof(cursor));
    }

    // The values of the cursor are those of the row in memory, but for the collation, which only the database knows.
    private static object? ValueOf(SortColumn column, TRow row)
    {
        var compiled = Expression.Lambda<Func<TRow, object?>>(Expression.Convert(new CollationRemover().Visit(column.Key.Body), typeof(object)), column.Key.Parameters[0]);
        return compiled.Compile(preferInterpretation: true)(row);
    }

    private static BinaryExpression Equal(Expression column, object? value) => Expression.Equal(column, Value(column.Type, value));

    private static BinaryExpression Beyond(Expression column, object value, bool descending)
    {
        var (left, right) = column.Type == typeof(string)
            ? (Expression.Call(typeof(string), nameof(string.Compare), null, column, Value(typeof(string), value)), (Expression)Expression.Constant(0))
            : (column, Value(column.Type, value));
        return descending ? Expression.LessThan(left, right) : Expression.GreaterThan(left, right);
    }

    // A member of an object becomes a parameter of the SQL; a constant would become a literal.
    private static Expression Value(Type type, object? value) =>
        value is null ? Expression.Constant(null, type) : FilterValue.Create(type, value);

    private sealed class ParameterReplacer(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }

    // SQL folds ASCII letters only under these collations, and so must the cursor.
    private sealed class CollationRemover : ExpressionVisitor
    {
        protected override Expression VisitMethodCall(MethodCallExpression node) => node.Method.Name switch
        {
            "Collate" => Visit(node.Arguments[1]),
            nameof(string.ToLower) => Expression.Call(typeof(CollationRemover), nameof(FoldAscii), null, Visit(node.Object!)),
            _ => base.VisitMethodCall(node),
        };

        private static string? FoldAscii(string? text) => text is null
            ? null
            : string.Create(text.Length, text, (span, source) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
                }
            });
    }
}
