using System.Linq.Expressions;
using CanvasData.Operations.Canvas;
using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CanvasData.Operations.History;

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
        if (queryExpression is MethodCallExpression { Method: { Name: "ExecuteUpdate" or "ExecuteDelete", IsGenericMethod: true } method } &&
            method.DeclaringType?.Namespace == "Microsoft.EntityFrameworkCore" &&
            AppendOnly.Contains(method.GetGenericArguments()[0]))
        {
            throw Refuse(method.GetGenericArguments()[0], method.Name);
        }

        return queryExpression;
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
                MarkEdited(entry, row);
            }
        }
    }

    private static void MarkEdited(EntityEntry entry, CanvasRow row)
    {
        var edited = entry.Properties
            .Where(property => property.IsModified && property.Metadata.Name is not (nameof(CanvasRow.RowHash) or nameof(CanvasRow.LocalEdits)) && !Equals(property.OriginalValue, property.CurrentValue))
            .Select(property => property.Metadata.Name)
            .ToList();
        if (edited.Count == 0)
        {
            return;
        }

        row.RowHash = 0;
        row.LocalEdits = string.Join(',', (row.LocalEdits?.Split(',') ?? []).Union(edited).Order(StringComparer.Ordinal));
        entry.Property(nameof(CanvasRow.RowHash)).IsModified = true;
        entry.Property(nameof(CanvasRow.LocalEdits)).IsModified = true;
    }

    private static AppendOnlyException Refuse(Type type, string verb) => new(
        $"{type.Name} is history and append-only; {verb} was refused.",
        "Add a row that tells the correction; retention goes through the library's maintenance, not through the context.");
}
