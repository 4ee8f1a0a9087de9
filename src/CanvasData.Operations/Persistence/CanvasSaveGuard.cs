using System.Linq.Expressions;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Watches the host's own writes through EF. History is append-only, and the portal's own rows get their times. A row of the mirror that is
/// edited locally is marked, so that the next sync's conflict strategy sees it.
/// </summary>
internal sealed class CanvasSaveGuard : ISaveChangesInterceptor, IQueryExpressionInterceptor
{
    public static CanvasSaveGuard Instance { get; } = new();

    private static readonly Type[] AppendOnly = [typeof(CanvasGradeHistory), typeof(CanvasAssignmentScoreHistory), typeof(CanvasCourseSnapshot)];

    /// <summary>Whether a context passes its writes by the guard.</summary>
    public static bool Watches(DbContext context) =>
        context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<CanvasSaveGuard>().Any() == true;

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
        if (eventData.Context is not { } context || !IsOurs(context.Model))
        {
            return queryExpression;
        }

        return queryExpression is MethodCallExpression { Method: { Name: "ExecuteUpdate" or "ExecuteDelete", IsGenericMethod: true } method } call && method.DeclaringType?.Namespace == "Microsoft.EntityFrameworkCore" && !SetWrites.IsMarked(call.Arguments[0])
            ? Watch(call, context.Model)
            : queryExpression;
    }

    private static Expression Watch(MethodCallExpression call, IModel model)
    {
        var (type, verb) = (call.Method.GetGenericArguments()[0], call.Method.Name);
        if (verb == "ExecuteDelete")
        {
            if ((IsHistory(type) ? type : model.FindEntityType(type) is null ? Roots.Of(call.Arguments[0]).Find(IsHistory) : null) is { } deleted)
            {
                throw Refuse(deleted, verb);
            }

            return call;
        }

        if (WrittenProperty.Find(call, model) is not { } written)
        {
            // No column can be named, but the tables can.
            return Roots.Of(call.Arguments[0]).Find(root => IsHistory(root) || root.IsAssignableTo(typeof(CanvasRow))) is { } root ? throw (IsHistory(root) ? Refuse(root, verb) : Hidden(root)) : call;
        }

        if (written.FirstOrDefault(property => IsHistory(property.Row.Type)) is { } past)
        {
            throw Refuse(past.Row.Type, verb);
        }

        return written.FirstOrDefault(property => !property.IsReachable && property.Row.Type.IsAssignableTo(typeof(CanvasRow)) && LocalEdits.IsMirrored(property.Row.Type, property.Name)) is { } hidden
            ? throw Hidden(hidden.Row.Type)
            : LocalEdits.Mark(call, written);
    }

    private static void Watch(DbContext? context)
    {
        if (context is null || !IsOurs(context.Model))
        {
            return;
        }

        // A save that failed leaves the earlier texts that it added; they are made again.
        var entries = context.ChangeTracker.Entries().ToList();
        var edited = entries.Where(entry => entry.State == EntityState.Modified).Select(entry => entry.Entity).OfType<CanvasNote>().Select(note => note.Id).ToHashSet();
        foreach (var left in entries.Where(entry => entry is { State: EntityState.Added, Entity: CanvasNoteRevision revision } && edited.Contains(revision.NoteId)))
        {
            left.State = EntityState.Detached;
        }

        // The earlier text of a note is added while the entries are looked at.
        foreach (var entry in entries)
        {
            if (entry.State is EntityState.Modified or EntityState.Deleted && IsHistory(entry.Metadata.ClrType))
            {
                throw Refuse(entry.Metadata.ClrType, entry.State == EntityState.Deleted ? "delete" : "update");
            }

            if (entry is { State: EntityState.Modified, Entity: CanvasNoteRevision })
            {
                throw new AppendOnlyException($"{nameof(CanvasNoteRevision)} keeps the earlier text of a note; update was refused.", "Edit the note.");
            }

            if (entry is { State: EntityState.Modified, Entity: CanvasRow row })
            {
                LocalEdits.Mark(entry, row);
            }

            if (entry.State is EntityState.Added or EntityState.Modified)
            {
                PortalRows.Complete(entry);
            }
        }
    }

    private static bool IsOurs(IModel model) => model.FindEntityType(typeof(CanvasInstance)) is not null;

    /// <summary>Whether rows of a type may only be added.</summary>
    public static bool IsHistory(Type type) => Array.Exists(AppendOnly, type.IsAssignableTo);

    /// <summary>The exception for a change of history.</summary>
    public static AppendOnlyException Refuse(Type type, string verb) => new(
        $"{type.Name} is history and append-only; {verb} was refused.",
        "Add a row that holds the correction. To erase a person call IPersonalData.ErasePersonAsync; to shorten the history call IHistoryManager.ArchiveAsync.");

    private static InvalidOperationException Hidden(Type type) => new(
        $"ExecuteUpdate writes columns of {type.Name} through a projection that leaves out the row, so that the edit cannot be marked for the next sync. " +
        $"Select the row itself, as in select new {{ Row = row, Value = value }}, and set its properties: set.SetProperty(pair => pair.Row.Name, pair => pair.Value).");

    /// <summary>The tables that a query reads.</summary>
    private sealed class Roots : ExpressionVisitor
    {
        private readonly List<Type> _types = [];

        public static List<Type> Of(Expression query)
        {
            var roots = new Roots();
            roots.Visit(query);
            return roots._types;
        }

        protected override Expression VisitExtension(Expression node)
        {
            if (node is EntityQueryRootExpression root)
            {
                _types.Add(root.EntityType.ClrType);
                return node;
            }

            return base.VisitExtension(node);
        }
    }
}
