using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Model;

/// <summary>
/// What a setter of an ExecuteUpdate writes. The element of its source may be a row, a pair of rows from a join or a
/// projection: only the member that is set says which table is written.
/// </summary>
/// <param name="Row">The row, as a path that begins at the element of the source.</param>
/// <param name="Name">The property of the row.</param>
/// <param name="IsReachable">Whether the path exists in the element; false for a column that a projection took out of its row.</param>
internal sealed record WrittenProperty(Expression Row, string Name, bool IsReachable)
{
    /// <summary>What all setters of a call write.</summary>
    /// <param name="update">An ExecuteUpdate.</param>
    /// <param name="model">The model of its context.</param>
    /// <returns>Null when one of them cannot be followed.</returns>
    public static IReadOnlyList<WrittenProperty>? Find(MethodCallExpression update, IReadOnlyModel model)
    {
        if (update.Arguments is not [var source, NewArrayExpression setters])
        {
            return null;
        }

        var element = Expression.Parameter(update.Method.GetGenericArguments()[0], "element");
        var written = setters.Expressions.Select(setter => Find(setter, element, source, model)).ToList();
        return written.Contains(null) ? null : [.. written.OfType<WrittenProperty>()];
    }

    /// <summary>The element at which a path begins.</summary>
    public static ParameterExpression SourceOf(Expression row) => row switch
    {
        ParameterExpression element => element,
        MemberExpression { Expression: { } inner } => SourceOf(inner),
        UnaryExpression conversion => SourceOf(conversion.Operand),
        _ => throw new InvalidOperationException("The path to a written row does not begin at an element."),
    };

    private static WrittenProperty? Find(Expression setter, ParameterExpression element, Expression source, IReadOnlyModel model)
    {
        if (setter is not NewExpression { Arguments: [var selector, _] } || Plain(selector) is not LambdaExpression { Parameters: [var parameter] } lambda)
        {
            return null;
        }

        var path = ReplacingExpressionVisitor.Replace(parameter, element, lambda.Body);
        return Find(path, ElementOf(source), model, isReachable: true) ?? (Behind(path, element, source) is { } behind ? Find(behind, typeof(object), model, isReachable: false) : null);
    }

    private static WrittenProperty? Find(Expression path, Type elementType, IReadOnlyModel model, bool isReachable)
    {
        while (true)
        {
            if (Step(path) is not var (owner, name))
            {
                return null;
            }

            // The element of an IQueryable of object is the row that its source gives.
            owner = owner is ParameterExpression && owner.Type.IsAssignableFrom(elementType) && owner.Type != elementType ? Expression.Convert(owner, elementType) : owner;
            if (owner.Type.IsAssignableTo(typeof(CanvasRow)) || model.FindEntityType(owner.Type) is not null)
            {
                return new WrittenProperty(owner, name, isReachable);
            }

            // A part of a row, or a member of a projection.
            path = owner;
        }
    }

    private static (Expression Owner, string Name)? Step(Expression path) => Plain(path) switch
    {
        MemberExpression { Expression: { } owner } member => (Plain(owner), member.Member.Name),
        MethodCallExpression { Method.Name: nameof(EF.Property), Arguments: [var owner, ConstantExpression { Value: string name }] } => (Plain(owner), name),
        MethodCallExpression { Method.Name: "get_Item", Object: { } owner, Arguments: [ConstantExpression { Value: string name }] } => (Plain(owner), name),
        _ => null,
    };

    /// <summary>The path with what the projections before the call say instead of their members.</summary>
    private static Expression? Behind(Expression path, ParameterExpression element, Expression source)
    {
        while (source is MethodCallExpression { Arguments: [var before, ..] } call)
        {
            if (call.Arguments[^1] is var last && Plain(last) is LambdaExpression projection && projection.ReturnType == element.Type && call.Method.Name is not ("Where" or "OrderBy" or "ThenBy"))
            {
                path = new Projected().Visit(ReplacingExpressionVisitor.Replace(element, projection.Body, path));
                if (projection.Parameters is not [var only])
                {
                    return path;
                }

                element = only;
            }

            source = before;
        }

        return path;
    }

    private static Type ElementOf(Expression source) =>
        source.Type.GetInterfaces().Append(source.Type).FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IQueryable<>))?.GetGenericArguments()[0] ?? typeof(object);

    private static Expression Plain(Expression node) =>
        node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.TypeAs or ExpressionType.Quote } conversion ? Plain(conversion.Operand) : node;

    /// <summary>Takes a member out of the projection that made it.</summary>
    private sealed class Projected : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) => Plain(Visit(node.Expression)!) switch
        {
            NewExpression { Members: { } members } made when members.IndexOf(node.Member) is >= 0 and var place => made.Arguments[place],
            MemberInitExpression made when made.Bindings.OfType<MemberAssignment>().FirstOrDefault(binding => binding.Member.Name == node.Member.Name) is { } binding => binding.Expression,
            var owner => node.Expression == owner ? node : base.VisitMember(node),
        };
    }
}
