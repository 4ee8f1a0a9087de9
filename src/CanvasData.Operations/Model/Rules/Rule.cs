using System.Linq.Expressions;
using System.Reflection;

namespace CanvasData.Operations.Model;

/// <summary>
/// Puts one rule into another, or into a query. <c>Rule.Of(rule, row)</c> in an expression marks the place;
/// <see cref="WithRules"/> and <c>Inline</c> put the body of the rule there, so that the database evaluates it.
/// </summary>
internal static class Rule
{
    public static TResult Holds<T, TResult>(Expression<Func<T, TResult>> rule, T row) => throw NotInlined(rule);

    public static TResult Holds<T1, T2, TResult>(Expression<Func<T1, T2, TResult>> rule, T1 first, T2 second) => throw NotInlined(rule);

    public static TResult Holds<T1, T2, T3, TResult>(Expression<Func<T1, T2, T3, TResult>> rule, T1 first, T2 second, T3 third) => throw NotInlined(rule);

    public static Expression<Func<T, bool>> Inline<T>(Expression<Func<T, bool>> rule) => Inlined(rule);

    public static Expression<Func<T1, T2, T3, bool>> Inline<T1, T2, T3>(Expression<Func<T1, T2, T3, bool>> rule) => Inlined(rule);

    public static Expression<TDelegate> Inlined<TDelegate>(Expression<TDelegate> expression) => (Expression<TDelegate>)new Inliner().Visit(expression);

    /// <summary>The query with the bodies of its rules.</summary>
    public static IQueryable<T> WithRules<T>(this IQueryable<T> query) => query.Provider.CreateQuery<T>(new Inliner().Visit(query.Expression));

    private static InvalidOperationException NotInlined(LambdaExpression rule) => new($"The rule {rule} was not put into its query.");

    private sealed class Inliner : ExpressionVisitor
    {
        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method.DeclaringType != typeof(Rule) || node.Method.Name != nameof(Holds))
            {
                return base.VisitMethodCall(node);
            }

            var rule = RuleOf(node.Arguments[0]);
            var values = node.Arguments.Skip(1).Select(Visit).ToArray();
            return new Replacement(rule.Parameters, values!).Visit(Visit(rule.Body));
        }

        private static LambdaExpression RuleOf(Expression place) => (LambdaExpression)(place is MemberExpression { Expression: null } member
            ? member.Member switch
            {
                FieldInfo field => field.GetValue(null)!,
                PropertyInfo property => property.GetValue(null)!,
                _ => throw new InvalidOperationException($"{member} is no rule."),
            }
            : throw new InvalidOperationException($"{place} is no static rule."));
    }

    private sealed class Replacement(IReadOnlyList<ParameterExpression> parameters, Expression[] values) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node)
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (parameters[i] == node)
                {
                    return values[i];
                }
            }

            return node;
        }
    }
}
