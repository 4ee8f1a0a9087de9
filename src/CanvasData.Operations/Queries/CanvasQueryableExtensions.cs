using System.Linq.Expressions;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Queries;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Sorts, filters and pages query rows as a query string asks.</summary>
public static class CanvasQueryableExtensions
{
    /// <summary>The most rows that a page may have.</summary>
    public const int MaxPageSize = Paging.MaxSize;

    /// <summary>Sorts by field names: <c>-Percentage,SortableName</c>. Nulls come last, text ignores the case of ASCII letters, ties are broken by the key of the row.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">The query.</param>
    /// <param name="sort">One to eight names of fields of the row, in any case, separated by commas; a minus sign before a name turns its order around.</param>
    /// <exception cref="ArgumentException">There is no such field; the message names those that there are.</exception>
    public static IOrderedQueryable<TRow> OrderByName<TRow>(this IQueryable<TRow> rows, string sort) where TRow : IQueryRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return RowSort<TRow>.Parse(sort, nameof(sort)).Apply(rows);
    }

    /// <summary>
    /// Writes rows as CSV while the database sends them: a header with the names of the fields, and a line a row. Text that a spreadsheet
    /// would take for a formula begins with an apostrophe.
    /// </summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">The query.</param>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="fields">The names of fields of the row, in any case, separated by commas, in the order of the columns.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="ArgumentException">There is no such field; the message names those that there are.</exception>
    public static async Task WriteCsvAsync<TRow>(this IQueryable<TRow> rows, TextWriter writer, string fields, CancellationToken cancellationToken = default) where TRow : IQueryRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentException.ThrowIfNullOrWhiteSpace(fields);
        var columns = fields.Split(',', StringSplitOptions.TrimEntries).Select(name => RowFields<TRow>.Find(name, nameof(fields))).ToList();
        await Csv.WriteLineAsync(writer, columns.Select(column => column.Name), cancellationToken).ConfigureAwait(false);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await Csv.WriteLineAsync(writer, columns.Select(column => column.GetValue(row)), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Filters by a field name.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">The query.</param>
    /// <param name="field">The name of a field of the row, in any case.</param>
    /// <param name="comparison">How to compare.</param>
    /// <param name="value">What to compare with, in invariant form (times without an offset are UTC); null, for equal and not equal only, is "no value".</param>
    /// <exception cref="ArgumentException">There is no such field, the comparison does not fit it, or the value cannot be read; the message says what would.</exception>
    public static IQueryable<TRow> FilterByName<TRow>(this IQueryable<TRow> rows, string field, FilterOperator comparison, string? value) where TRow : IQueryRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentException.ThrowIfNullOrWhiteSpace(field);
        var property = RowFields<TRow>.Find(field.Trim(), nameof(field));
        var row = Expression.Parameter(typeof(TRow), "row");
        var left = Expression.Property(row, property);
        Expression condition;
        if (value is null)
        {
            condition = (comparison, CanBeNull(left)) switch
            {
                (FilterOperator.Equal, true) => Expression.Equal(left, Expression.Constant(null, property.PropertyType)),
                (FilterOperator.NotEqual, true) => Expression.NotEqual(left, Expression.Constant(null, property.PropertyType)),
                (FilterOperator.Equal, false) => Expression.Constant(false),
                (FilterOperator.NotEqual, false) => Expression.Constant(true),
                _ => throw new ArgumentException($"{comparison} needs a value: only Equal and NotEqual know null.", nameof(value)),
            };
        }
        else
        {
            condition = Compare(left, comparison, FilterValue.Create(property.PropertyType, FilterValue.Parse(property, value, nameof(value))));
        }

        return rows.Where(Expression.Lambda<Func<TRow, bool>>(condition, row));
    }

    /// <summary>
    /// A page by number, and how many rows there are: two statements. Its cost grows with the page number; for deep pages take
    /// <see cref="ToKeysetPageAsync"/>.
    /// </summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">The query, in the order of its pages.</param>
    /// <param name="page">The page, from 1; one beyond the last has no rows.</param>
    /// <param name="pageSize">Rows a page, 1 to <see cref="MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentOutOfRangeException">The page or its size is out of range.</exception>
    public static Task<Page<TRow>> ToPageAsync<TRow>(this IQueryable<TRow> rows, int page, int pageSize, CancellationToken cancellationToken = default)
        where TRow : IQueryRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Paging.ReadAsync(rows, page, pageSize, cancellationToken);
    }

    /// <summary>
    /// A page by position, in one statement. Give the cursor of the page before to get the next; its cost does not grow with the depth.
    /// </summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">The query; its own order is replaced.</param>
    /// <param name="size">Rows a page, 1 to <see cref="MaxPageSize"/>.</param>
    /// <param name="cursor">Where to go on; null for the first page.</param>
    /// <param name="sort">The order, as in <see cref="OrderByName"/>; the same for all pages. Null for the order of the query's rows.</param>
    /// <param name="key">Signs the cursors; null for <see cref="CursorKey.OfThisProcess"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">The cursor was altered, or belongs to another order or query; or the sort names an unknown field.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of range.</exception>
    public static async Task<KeysetPage<TRow>> ToKeysetPageAsync<TRow>(
        this IQueryable<TRow> rows, int size, string? cursor = null, string? sort = null, CursorKey? key = null, CancellationToken cancellationToken = default)
        where TRow : IQueryRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        Paging.CheckSize(size, nameof(size));
        var order = sort is null ? RowSort<TRow>.Default : RowSort<TRow>.Parse(sort, nameof(sort));
        var keyset = new Keyset<TRow>(order, TextOrder.Find(rows));
        var signer = key ?? CursorKey.OfThisProcess;
        var after = cursor is null ? rows : keyset.After(rows, cursor, signer);
        var found = await order.Apply(after).Take(size + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (found.Count <= size)
        {
            return new KeysetPage<TRow>(found, NextCursor: null);
        }

        found.RemoveAt(size);
        return new KeysetPage<TRow>(found, keyset.At(found[^1], signer));
    }

    // Said in full, the answer is the same where the host's context compares nulls as SQL does.
    private static bool CanBeNull(MemberExpression field) => !field.Type.IsValueType || Nullable.GetUnderlyingType(field.Type) is not null;

    private static Expression Compare(MemberExpression left, FilterOperator comparison, MemberExpression right)
    {
        var type = Nullable.GetUnderlyingType(left.Type) ?? left.Type;
        var hasOrder = type != typeof(string) && type != typeof(bool) && !type.IsEnum;
        return (comparison, hasOrder) switch
        {
            (FilterOperator.Equal, _) => Expression.Equal(left, right),
            (FilterOperator.NotEqual, _) when CanBeNull(left) => Expression.OrElse(Expression.Equal(left, Expression.Constant(null, left.Type)), Expression.NotEqual(left, right)),
            (FilterOperator.NotEqual, _) => Expression.NotEqual(left, right),
            (FilterOperator.LessThan, true) => Expression.LessThan(left, right),
            (FilterOperator.LessThanOrEqual, true) => Expression.LessThanOrEqual(left, right),
            (FilterOperator.GreaterThan, true) => Expression.GreaterThan(left, right),
            (FilterOperator.GreaterThanOrEqual, true) => Expression.GreaterThanOrEqual(left, right),
            (FilterOperator.Contains, _) when type == typeof(string) => Expression.Call(left, nameof(string.Contains), null, right),
            _ => throw new ArgumentException($"{comparison} does not fit {left.Member.Name}.", nameof(comparison)),
        };
    }
}
