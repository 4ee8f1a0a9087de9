using System.Linq.Expressions;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Privacy;

/// <summary>The rows of one table that hold data of a person.</summary>
/// <param name="name">The entity.</param>
/// <param name="about">What the rows are, for the person who reads the export.</param>
internal abstract class PersonTable(string name, string about)
{
    public string Name { get; } = name;

    public string About { get; } = about;

    /// <summary>The name of its files in an export; null for a part of another table's file.</summary>
    public string? File { get; set; } = name;

    /// <summary>Whether staff wrote the rows about the person.</summary>
    public bool IsStaffNote { get; set; }

    /// <summary>Whether the rows are those of others too. An erasure takes the person out of them instead.</summary>
    public bool IsShared { get; set; }

    /// <summary>The columns, in the order of the model.</summary>
    public abstract IReadOnlyList<IProperty> Columns { get; }

    /// <summary>Deletes the rows.</summary>
    /// <returns>How many there were.</returns>
    public abstract Task<int> EraseAsync(CancellationToken cancellationToken);

    /// <summary>Reads the values of the rows in the order of the columns.</summary>
    public abstract IAsyncEnumerable<object?[]> ReadAsync();
}

/// <inheritdoc/>
/// <param name="database">The context.</param>
/// <param name="about">What the rows are, for the person who reads the export.</param>
/// <param name="rows">The rows.</param>
/// <param name="without">A column that names others; null for none.</param>
internal sealed class PersonTable<TRow>(DbContext database, string about, IQueryable<TRow> rows, string? without) : PersonTable(typeof(TRow).Name, about) where TRow : class
{
    public override IReadOnlyList<IProperty> Columns { get; } = [.. database.Model.FindEntityType(typeof(TRow))!.GetProperties().Where(column => column.Name != without)];

    public override Task<int> EraseAsync(CancellationToken cancellationToken) => database.DeleteAsync(rows, cancellationToken);

    public override IAsyncEnumerable<object?[]> ReadAsync()
    {
        IOrderedQueryable<TRow>? ordered = null;
        foreach (var key in database.Model.FindEntityType(typeof(TRow))!.FindPrimaryKey()!.Properties)
        {
            ordered = ordered is null ? rows.OrderBy(ValueOf(key)) : ordered.ThenBy(ValueOf(key));
        }

        // Columns that a host has added are read as well.
        var row = Expression.Parameter(typeof(TRow), "row");
        var values = Expression.NewArrayInit(typeof(object), Columns.Select(column => Boxed(row, column)));
        return ordered!.Select(Expression.Lambda<Func<TRow, object?[]>>(values, row)).AsAsyncEnumerable();
    }

    private static Expression<Func<TRow, object>> ValueOf(IProperty column)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        return Expression.Lambda<Func<TRow, object>>(Boxed(row, column), row);
    }

    private static UnaryExpression Boxed(Expression row, IProperty column) =>
        Expression.Convert(
            Expression.Call(typeof(EF), nameof(EF.Property), [column.ClrType], row, Expression.Constant(column.Name)), typeof(object));
}
