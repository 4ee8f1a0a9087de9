using System.Linq.Expressions;
using System.Reflection;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Queries;

/// <summary>The collation of each provider that compares text by code points, so that the same rows come in the same order everywhere.</summary>
internal static class TextOrder
{
    private static readonly MethodInfo CollateMethod = typeof(RelationalDbFunctionsExtensions)
        .GetMethod(nameof(RelationalDbFunctionsExtensions.Collate))!.MakeGenericMethod(typeof(string));

    public static Expression Collate(Expression text, string? collation) => collation is null
        ? text
        : Expression.Call(CollateMethod, Expression.Constant(EF.Functions), text, Expression.Constant(collation));

    /// <summary>The collation for the provider behind a query; null when it has none of ours.</summary>
    public static string? Find(IQueryable rows)
    {
        var finder = new RootFinder();
        finder.Visit(rows.Expression);

        return finder.Root is { } root ? Find(root.EntityType.Model) : null;
    }

    /// <summary>The collation for the provider of a model.</summary>
    public static string? Find(IReadOnlyModel model)
    {
        // Every provider maps times by a type of its own; other types they may share.
        var time = model.FindEntityType(typeof(CanvasUser))?.FindProperty(nameof(CanvasUser.CreatedAt));
        return time?.FindTypeMapping()?.GetType().Assembly.GetName().Name switch
        {
            "Npgsql.EntityFrameworkCore.PostgreSQL" => "C",
            "Microsoft.EntityFrameworkCore.Sqlite" or "Microsoft.EntityFrameworkCore.Sqlite.Core" => "BINARY",
            "Microsoft.EntityFrameworkCore.SqlServer" => "Latin1_General_100_BIN2",
            _ => null,
        };
    }

    private sealed class RootFinder : ExpressionVisitor
    {
        public EntityQueryRootExpression? Root { get; private set; }

        public override Expression? Visit(Expression? node) => Root is null ? base.Visit(node) : node;

        protected override Expression VisitExtension(Expression node)
        {
            Root ??= node as EntityQueryRootExpression;
            return node;
        }
    }
}
