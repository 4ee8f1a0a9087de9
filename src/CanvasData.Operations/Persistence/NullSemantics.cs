using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Keeps the meaning of null in the library's queries: that of C#. In a context with UseRelationalNulls a comparison with
/// null is neither true nor false; there each comparison also says what it is for null.
/// </summary>
internal static class NullSemantics
{
    /// <summary>Whether comparisons of the context follow SQL.</summary>
    public static bool AreRelational(DbContext database) =>
        database.GetService<IDbContextOptions>().Extensions.OfType<RelationalOptionsExtension>().Any(extension => extension.UseRelationalNulls);

    /// <summary>The same query, with the same answer in every context.</summary>
    public static IQueryable<T> WithNullsOfCSharp<T>(this IQueryable<T> query, DbContext database) =>
        AreRelational(database) ? query.Provider.CreateQuery<T>(new Comparisons().Visit(query.Expression)) : query;

    private sealed class Comparisons : ExpressionVisitor
    {
        protected override Expression VisitBinary(BinaryExpression node)
        {
            if (node.NodeType is not (ExpressionType.Equal or ExpressionType.NotEqual or ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual))
            {
                return base.VisitBinary(node);
            }

            var comparison = (BinaryExpression)base.VisitBinary(node);
            var (left, right) = (comparison.Left, comparison.Right);
            return IsNull(left) || IsNull(right)
                ? comparison
                : (node.NodeType, MayBeNull(left), MayBeNull(right)) switch
                {
                    (_, false, false) => comparison,
                    (ExpressionType.Equal, true, true) => Expression.OrElse(
                        Expression.AndAlso(comparison, Expression.AndAlso(Present(left), Present(right))), Expression.AndAlso(Absent(left), Absent(right))),
                    (ExpressionType.NotEqual, true, true) => Expression.OrElse(
                        Expression.AndAlso(comparison, Expression.AndAlso(Present(left), Present(right))),
                        Expression.OrElse(Expression.AndAlso(Absent(left), Present(right)), Expression.AndAlso(Present(left), Absent(right)))),
                    (ExpressionType.NotEqual, true, false) => Expression.OrElse(Absent(left), comparison),
                    (ExpressionType.NotEqual, false, true) => Expression.OrElse(Absent(right), comparison),
                    (_, true, true) => Expression.AndAlso(comparison, Expression.AndAlso(Present(left), Present(right))),
                    (_, true, false) => Expression.AndAlso(comparison, Present(left)),
                    _ => Expression.AndAlso(comparison, Present(right)),
                };
        }

        // Queries that a query reads stand in fields of its closure.
        protected override Expression VisitMember(MemberExpression node) =>
            node.Type.IsAssignableTo(typeof(IQueryable)) && ValueOf(node) is IQueryable query ? Visit(query.Expression) : base.VisitMember(node);

        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression ? node : base.VisitExtension(node);

        private static bool IsNull(Expression node) => node is ConstantExpression { Value: null } || (node is UnaryExpression { NodeType: ExpressionType.Convert } conversion && IsNull(conversion.Operand));

        // Entities are compared by their keys.
        private static bool MayBeNull(Expression node) => node switch
        {
            ConstantExpression constant => constant.Value is null,
            UnaryExpression { NodeType: ExpressionType.Convert } conversion => MayBeNull(conversion.Operand),
            _ => node.Type == typeof(string) || Nullable.GetUnderlyingType(node.Type) is not null,
        };

        private static BinaryExpression Absent(Expression node) => Expression.Equal(node, Expression.Constant(null, node.Type));

        private static BinaryExpression Present(Expression node) => Expression.NotEqual(node, Expression.Constant(null, node.Type));

        private static object? ValueOf(Expression? node) => node switch
        {
            ConstantExpression constant => constant.Value,
            MemberExpression { Member: FieldInfo field } member when ValueOf(member.Expression) is { } owner => field.GetValue(owner),
            MemberExpression { Member: PropertyInfo property } member when ValueOf(member.Expression) is { } owner => property.GetValue(owner),
            _ => null,
        };
    }
}
