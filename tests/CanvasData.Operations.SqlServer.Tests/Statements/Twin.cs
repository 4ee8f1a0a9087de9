using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.SqlServer.Tests.Statements;

/// <summary>
/// Keeps every query, update and deletion that EF Core compiles for a context on another database, and translates each for SQL Server.
/// So a host that runs on real data shows what the same host would send to a SQL Server.
/// </summary>
public sealed class Twin : IQueryExpressionInterceptor
{
    private static readonly MethodInfo RunMethod = typeof(Twin).GetMethod(nameof(Run), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly ConcurrentDictionary<string, Expression> _queries = new();

    public int Count => _queries.Count;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        _queries.TryAdd(eventData.ExpressionPrinter.PrintExpression(queryExpression), queryExpression);
        return queryExpression;
    }

    /// <summary>The statements of all that was kept, with the parameters that may be null given and null.</summary>
    public IReadOnlyList<Statement> At(int level)
    {
        var server = new NoServer();
        var options = new DbContextOptionsBuilder<SchoolContext>();
        server.Configure(options, level);
        using var context = new SchoolContext(options.UseCanvasData().Options);
        foreach (var (text, query) in _queries)
        {
            var before = server.Statements.Count();
            Translate(context, query);
            server.Statements.Count().Should().BeGreaterThan(before, text);
        }

        return [.. server.Statements.Distinct()];
    }

    private static void Translate(SchoolContext context, Expression query)
    {
        var words = new ServerWords(context.Model);
        var translated = words.Visit(query);
        var element = query.Type.GetInterfaces().Append(query.Type).FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IQueryable<>));
        var result = element is null ? query.Type : typeof(IEnumerable<>).MakeGenericType(element.GetGenericArguments());
        RunMethod.MakeGenericMethod(result).Invoke(null, [context, translated, words.Parameters]);
    }

    private static void Run<TResult>(SchoolContext context, Expression query, IReadOnlyCollection<QueryParameterExpression> parameters)
    {
        var run = context.GetService<IDatabase>().CompileQuery<TResult>(query, async: false);
        Send(areNull: false);
        if (parameters.Any(parameter => MayBeNull(parameter.Type)))
        {
            Send(areNull: true);
        }

        void Send(bool areNull)
        {
            var values = context.GetService<IQueryContextFactory>().Create();
            foreach (var parameter in parameters)
            {
                values.Parameters[parameter.Name] = areNull && MayBeNull(parameter.Type) ? null : Example(parameter.Type);
            }

            try
            {
                if (run(values) is IEnumerable rows and not string)
                {
                    foreach (var _ in rows)
                    {
                    }
                }
            }
            catch (Exception error) when (error is InvalidOperationException or IndexOutOfRangeException)
            {
                // The one row that the query wants is not there; its statement was sent all the same.
            }
        }
    }

    private static bool MayBeNull(Type type) => Nullable.GetUnderlyingType(type) is not null || type == typeof(string);

    private static object? Example(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsArray || (type.IsGenericType && type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable))))
        {
            var element = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
            var items = Array.CreateInstance(element, 2);
            items.SetValue(Example(element), 0);
            items.SetValue(Example(element), 1);
            return type.IsAssignableFrom(items.GetType()) ? items : Activator.CreateInstance(type, items);
        }

        return type == typeof(string) ? "x" : Activator.CreateInstance(type);
    }

    /// <summary>The query over the model of SQL Server, with its collation.</summary>
    private sealed class ServerWords(IModel model) : ExpressionVisitor
    {
        private readonly Dictionary<string, QueryParameterExpression> _parameters = [];

        public IReadOnlyCollection<QueryParameterExpression> Parameters => _parameters.Values;

        protected override Expression VisitExtension(Expression node)
        {
            switch (node)
            {
                case EntityQueryRootExpression root:
                    return root.UpdateEntityType(model.FindEntityType(root.EntityType.ClrType)!);
                case QueryParameterExpression parameter:
                    _parameters[parameter.Name] = parameter;
                    return node;
                default:
                    return base.VisitExtension(node);
            }
        }

        protected override Expression VisitConstant(ConstantExpression node) =>
            node.Value is "BINARY" ? Expression.Constant("Latin1_General_100_BIN2") : node;
    }
}
