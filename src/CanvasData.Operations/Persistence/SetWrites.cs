using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Changes and deletes rows of a query in one statement. InMemory has no such statements: there the rows are loaded,
/// changed and saved.
/// </summary>
internal static class SetWrites
{
    // Part of the expression, so that a statement of the library never shares a compiled query with one of the host.
    private const string Mark = "CanvasData.Operations";

    /// <summary>Every row, past the host's query filters, untracked.</summary>
    public static IQueryable<TEntity> Rows<TEntity>(this DbContext database) where TEntity : class =>
        database.Set<TEntity>().IgnoreQueryFilters().AsNoTracking();

    /// <summary>The rows that the host's query filters leave to a request, untracked.</summary>
    public static IQueryable<TEntity> VisibleRows<TEntity>(this DbContext database) where TEntity : class => database.Set<TEntity>().AsNoTracking();

    /// <summary>Sets columns of the rows that a query selects, past the save guard: mirrored rows are not marked as edited, history may be changed.</summary>
    /// <param name="database">The context of a unit of work.</param>
    /// <param name="rows">Selects from <see cref="Rows"/>.</param>
    /// <param name="set">The columns, for databases with tables.</param>
    /// <param name="change">The same for one loaded row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Rows changed.</returns>
    public static async Task<int> UpdateAsync<TEntity>(
        this DbContext database, IQueryable<TEntity> rows, Action<UpdateSettersBuilder<TEntity>> set, Action<TEntity> change, CancellationToken cancellationToken)
        where TEntity : class
    {
        if (database.Database.IsRelational())
        {
            return await rows.TagWith(Mark).ExecuteUpdateAsync(set, cancellationToken).ConfigureAwait(false);
        }

        var loaded = await rows.AsTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        loaded.ForEach(change);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        database.ChangeTracker.Clear();
        return loaded.Count;
    }

    /// <summary>Deletes the rows that a query selects, past the save guard.</summary>
    /// <inheritdoc cref="UpdateAsync" path="/param"/>
    /// <returns>Rows deleted.</returns>
    public static async Task<int> DeleteAsync<TEntity>(this DbContext database, IQueryable<TEntity> rows, CancellationToken cancellationToken) where TEntity : class
    {
        if (database.Database.IsRelational())
        {
            return await rows.TagWith(Mark).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }

        var loaded = await rows.AsTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        database.RemoveRange(loaded);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        database.ChangeTracker.Clear();
        return loaded.Count;
    }

    /// <summary>Whether a statement came from here.</summary>
    public static bool IsMarked(Expression query) =>
        query is MethodCallExpression { Method.Name: nameof(EntityFrameworkQueryableExtensions.TagWith), Arguments: [_, ConstantExpression { Value: Mark }] };
}
