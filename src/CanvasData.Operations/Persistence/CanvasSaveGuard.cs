using System.Linq.Expressions;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Watches the host's own writes through EF: history is append-only, and a row of the mirror that is edited
/// locally is marked, so that the next sync's conflict strategy sees it.
/// </summary>
internal sealed class CanvasSaveGuard : ISaveChangesInterceptor, IQueryExpressionInterceptor
{
    public static CanvasSaveGuard Instance { get; } = new();

    private static readonly Type[] AppendOnly = [typeof(CanvasGradeHistory), typeof(CanvasAssignmentScoreHistory), typeof(CanvasCourseSnapshot)];

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Watch(eventData.Context);
        return result;
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken)
    {
        Watch(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (queryExpression is not MethodCallExpression { Method: { Name: "ExecuteUpdate" or "ExecuteDelete", IsGenericMethod: true } method } call ||
            method.DeclaringType?.Namespace != "Microsoft.EntityFrameworkCore")
        {
            return queryExpression;
        }

        var type = method.GetGenericArguments()[0];
        if (AppendOnly.Contains(type))
        {
            throw Refuse(type, method.Name);
        }

        return method.Name == "ExecuteUpdate" && type.IsAssignableTo(typeof(CanvasRow)) ? LocalEdits.Mark(call) : queryExpression;
    }

    private static void Watch(DbContext? context)
    {
        foreach (var entry in context?.ChangeTracker.Entries() ?? [])
        {
            if (entry.State is EntityState.Modified or EntityState.Deleted && AppendOnly.Contains(entry.Metadata.ClrType))
            {
                throw Refuse(entry.Metadata.ClrType, entry.State == EntityState.Deleted ? "delete" : "update");
            }

            if (entry is { State: EntityState.Modified, Entity: CanvasRow row })
            {
                LocalEdits.Mark(entry, row);
            }
        }
    }

    private static AppendOnlyException Refuse(Type type, string verb) => new(
        $"{type.Name} is history and append-only; {verb} was refused.",
        "Add a row that holds the correction. To erase a person or to shorten the history, delete the rows with SQL of the host's own.");
}
