using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Sets of ids in queries. They go to the database as one parameter (EF.Parameter), so that a statement has one text
/// whatever their number. SQL Server before compatibility level 130, and providers that are not known to take such a
/// parameter, get the ids in the text.
/// </summary>
internal static class IdSets
{
    private const int FirstLevelWithLists = 130;

    private static readonly string[] TakeLists = ["Npgsql.EntityFrameworkCore.PostgreSQL", "Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.EntityFrameworkCore.InMemory"];

    public static Expression AsTheDatabaseTakesThem(Expression query, DbContext context) => TakesLists(context) ? query : new Literals().Visit(query);

    private static bool TakesLists(DbContext context)
    {
        var provider = context.Database.ProviderName ?? "";
        return TakeLists.Contains(provider) || (provider == "Microsoft.EntityFrameworkCore.SqlServer" && LevelOf(context) >= FirstLevelWithLists);
    }

    // The level stands in an extension of the provider, which the core does not refer to: one for each kind of server.
    private static int LevelOf(DbContext context)
    {
        foreach (var extension in context.GetService<IDbContextOptions>().Extensions)
        {
            var kind = extension.GetType().GetProperty("EngineType")?.GetValue(extension);
            if (kind is not null && extension.GetType().GetProperty($"{kind}CompatibilityLevel")?.GetValue(extension) is int level)
            {
                return level;
            }
        }

        return FirstLevelWithLists;
    }

    private sealed class Literals : ExpressionVisitor
    {
        protected override Expression VisitMethodCall(MethodCallExpression node) =>
            node.Method.DeclaringType == typeof(EF) && node is { Method.Name: nameof(EF.Parameter), Arguments: [QueryParameterExpression ids] } ? InText(ids) : base.VisitMethodCall(node);

        protected override Expression VisitExtension(Expression node) => node switch
        {
            QueryParameterExpression { TranslationMode: ParameterTranslationMode.Parameter } ids => InText(ids),
            EntityQueryRootExpression => node,
            _ => base.VisitExtension(node),
        };

        private static QueryParameterExpression InText(QueryParameterExpression ids) => new(ids.Name, ids.Type, ParameterTranslationMode.Constant);
    }
}
