using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Queries;

/// <summary>What decides the SQL of a question, beside the values and which of them are given.</summary>
/// <param name="Query">The query.</param>
/// <param name="Choice">The details, kinds or order asked for.</param>
/// <param name="Scope">The kind of scope.</param>
/// <param name="IncludeMissing">Whether rows that Canvas no longer has are shown.</param>
/// <param name="NullsOfSql">Whether comparisons of the context follow SQL.</param>
internal readonly record struct Shape(string Query, int Choice, Type Scope, bool IncludeMissing, bool NullsOfSql);

/// <summary>
/// Compiles each shape of query once. EF Core otherwise walks the whole expression at each call to recognise it. That takes longer than the
/// database needs for the rows of one student.
/// </summary>
internal static class CompiledQueryCache
{
    private static readonly ConditionalWeakTable<IModel, ConcurrentDictionary<(Shape Shape, int Given), Delegate>> Compiled = [];

    public static IAsyncEnumerable<TRow> Run<TRow>(DbContext database, Shape shape, QueryParameters parameters, Func<QueryParameters, IQueryable<TRow>> compose)
    {
        var known = Compiled.GetOrCreateValue(database.Model);
        var run = (Func<DbContext, QueryParameters, IAsyncEnumerable<TRow>>)known.GetOrAdd(
            (shape, parameters.Given), static (_, question) => Compile(question.compose(question.parameters).Expression), (compose, parameters));
        return run(database, parameters);

        static Func<DbContext, QueryParameters, IAsyncEnumerable<TRow>> Compile(Expression query)
        {
            var slots = new Slots();
            var body = slots.Visit(query);
            var run = EF.CompileAsyncQuery(Expression.Lambda<Func<DbContext, long?, long[]?, long[]?, DateTime, long?, long?, long?, long[]?, DateTime?, DateTime?, string?, long?, long?, int, long?, IQueryable<TRow>>>(
                body,
                Expression.Parameter(typeof(DbContext), "database"),
                slots[nameof(QueryParameters.UserId)],
                slots[nameof(QueryParameters.MemberIds)],
                slots[nameof(QueryParameters.WithinCourseIds)],
                slots[nameof(QueryParameters.Now)],
                slots[nameof(QueryParameters.CourseId)],
                slots[nameof(QueryParameters.StudentId)],
                slots[nameof(QueryParameters.AssignmentId)],
                slots[nameof(QueryParameters.AssignmentIds)],
                slots[nameof(QueryParameters.From)],
                slots[nameof(QueryParameters.To)],
                slots[nameof(QueryParameters.Name)],
                slots[nameof(QueryParameters.AfterStudentId)],
                slots[nameof(QueryParameters.AfterAssignmentId)],
                slots[nameof(QueryParameters.First)],
                slots[nameof(QueryParameters.TermId)]));
            return (database, i) => run(
                database, i.UserId, i.MemberIds, i.WithinCourseIds, i.Now, i.CourseId, i.StudentId, i.AssignmentId, i.AssignmentIds, i.From, i.To, i.Name, i.AfterStudentId, i.AfterAssignmentId ?? i.AccountId, i.First, i.TermId);
        }
    }

    /// <summary>Puts parameters where an expression reads <see cref="QueryParameters"/>, and lets go of the context.</summary>
    private sealed class Slots : ExpressionVisitor
    {
        private readonly Dictionary<string, ParameterExpression> _parameters = typeof(QueryParameters).GetProperties()
            .ToDictionary(property => property.Name, property => Expression.Parameter(property.PropertyType, property.Name));

        // EF Core compiles queries of at most 15 values. These two are never asked for together.
        public Slots() => _parameters[nameof(QueryParameters.AccountId)] = _parameters[nameof(QueryParameters.AfterAssignmentId)];

        public ParameterExpression this[string input] => _parameters[input];

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Member.DeclaringType == typeof(QueryParameters))
            {
                return _parameters[node.Member.Name];
            }

            return !IsCaptured(node, out var value)
                ? base.VisitMember(node)
                : value switch
                {
                    IQueryable query => Visit(query.Expression),
                    bool choice => Expression.Constant(choice),
                    _ => throw new InvalidOperationException($"A query reads {node.Member.Name}, which would stay in it for ever: put it into {nameof(QueryParameters)}."),
                };
        }

        // Compiling refuses these two: what EF.Constant holds is a constant here already, and what EF.Parameter holds,
        // a set of ids of any length, is to go to the database as one parameter.
        protected override Expression VisitMethodCall(MethodCallExpression node) => (node.Method.DeclaringType == typeof(EF), node.Method.Name) switch
        {
            (true, nameof(EF.Constant)) => Visit(node.Arguments[0]),
            (true, nameof(EF.Parameter)) when Visit(node.Arguments[0]) is ParameterExpression ids => new QueryParameterExpression(ids.Name!, ids.Type, ParameterTranslationMode.Parameter),
            _ => base.VisitMethodCall(node),
        };

        protected override Expression VisitExtension(Expression node) =>
            node is EntityQueryRootExpression root ? root.DetachQueryProvider() : base.VisitExtension(node);

        private static bool IsCaptured(MemberExpression node, out object? value)
        {
            value = node.Expression switch
            {
                ConstantExpression owner => owner.Value,
                MemberExpression inner when IsCaptured(inner, out var owner) => owner,
                _ => null,
            };
            if (value is null || node.Member is not FieldInfo field)
            {
                return false;
            }

            value = field.GetValue(value);
            return true;
        }
    }
}
