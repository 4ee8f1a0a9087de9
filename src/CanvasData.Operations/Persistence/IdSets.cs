using System.Linq.Expressions;
using System.Reflection;
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

    // The level stands in an extension of the provider, which the core does not refer to; one for each kind of server, of
    // which the lowest decides: it is only lowered by a host that needs it.
    private static int LevelOf(DbContext context) =>
        context.GetService<IDbContextOptions>().Extensions
            .SelectMany(extension => extension.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.PropertyType == typeof(int) && property.Name.EndsWith("CompatibilityLevel", StringComparison.Ordinal))
                .Select(property => (int)property.GetValue(extension)!))
            .DefaultIfEmpty(FirstLevelWithLists)
            .Min();

    private sealed class Literals : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node switch
        {
            QueryParameterExpression { TranslationMode: ParameterTranslationMode.Parameter } ids => new QueryParameterExpression(ids.Name, ids.Type, ParameterTranslationMode.Constant),
            EntityQueryRootExpression => node,
            _ => base.VisitExtension(node),
        };
    }
}
