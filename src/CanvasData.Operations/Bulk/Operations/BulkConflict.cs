using System.Linq.Expressions;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Bulk;

/// <summary>How a bulk write handles a row whose primary key is stored.</summary>
/// <typeparam name="TEntity">The entity type.</typeparam>
public sealed class BulkConflict<TEntity> where TEntity : class
{
    private BulkConflict()
    {
    }

    /// <summary>Overwrites the stored row.</summary>
    public static BulkConflict<TEntity> Update { get; } = new();

    /// <summary>Keeps the stored row.</summary>
    public static BulkConflict<TEntity> Ignore { get; } = new() { Members = new HashSet<string>() };

    /// <summary>Refuses the row.</summary>
    public static BulkConflict<TEntity> Fail { get; } = new() { IsRefused = true };

    /// <summary>The members that are set in the stored row; null for all.</summary>
    internal IReadOnlySet<string>? Members { get; private init; }

    internal bool IsRefused { get; private init; }

    internal Func<TEntity, TEntity, TEntity?>? Choice { get; private init; }

    /// <summary>Whether no column of a stored row is ever set.</summary>
    internal bool KeepsStored => IsRefused || Members?.Count == 0;

    /// <summary>Overwrites chosen members of the stored row, and keeps its others.</summary>
    /// <param name="members">Names the members: <c>row => row.Name</c>, or <c>row => new { row.Name, row.Address }</c>.</param>
    /// <exception cref="InvalidArgumentException">The expression holds more than members of the row.</exception>
    public static BulkConflict<TEntity> Merge(Expression<Func<TEntity, object?>> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var body = members.Body is UnaryExpression { NodeType: ExpressionType.Convert } boxed ? boxed.Operand : members.Body;
        var names = (body is NewExpression made ? made.Arguments : [body])
            .Select(part => part is MemberExpression { Expression: ParameterExpression } member
                ? member.Member.Name
                : throw new InvalidArgumentException(nameof(members), "it holds more than members of the row.", "Give row => new { row.Name, row.Address }."));
        return new() { Members = names.ToHashSet() };
    }

    /// <summary>Asks the host. The rows of a part are read before it is called.</summary>
    /// <param name="choose">
    /// Gets the stored row and the new one, and returns the row to store, with the same key; null keeps the stored row. The stored row is
    /// a copy that may be changed and returned; the new one must stay as it is, because the same pair may come again.
    /// </param>
    /// <remarks>
    /// Stored rows with one whole number as their key are locked until the end of the transaction, where the database has locks. Others
    /// may be changed by another transaction in between: run the call in a serializable unit of work where that matters.
    /// </remarks>
    public static BulkConflict<TEntity> Resolve(Func<TEntity, TEntity, TEntity?> choose)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return new() { Choice = choose };
    }
}
