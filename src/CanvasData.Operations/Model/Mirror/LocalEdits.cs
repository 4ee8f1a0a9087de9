using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CanvasData.Operations.Model;

/// <summary>
/// Marks rows of the mirror that the host edits through EF, tracked or by ExecuteUpdate, with the names of the
/// edited properties, so that the next sync sees a conflict. An edit by plain SQL must set RowHash to 0 itself.
/// </summary>
internal static class LocalEdits
{
    private static readonly string[] Bookkeeping =
        [nameof(CanvasRow.RowHash), nameof(CanvasRow.LocalEdits), nameof(CanvasRow.FirstSyncedAt), nameof(CanvasRow.SyncedAt), nameof(CanvasRow.MissingSince)];

    public static void Mark(EntityEntry entry, CanvasRow row)
    {
        var written = entry.Properties.Where(property => property.IsModified && !Bookkeeping.Contains(property.Metadata.Name)).ToList();
        if (written.Count == 0)
        {
            return;
        }

        var edited = written.Where(property => !Equals(property.OriginalValue, property.CurrentValue)).Select(property => property.Metadata.Name).ToList();
        row.RowHash = 0;

        // A row that was written whole (DbContext.Update) does not tell what is new in it: any difference is an edit then.
        row.LocalEdits = edited.Count == 0 ? null : string.Join(',', (row.LocalEdits?.Split(',') ?? []).Union(edited).Order(StringComparer.Ordinal));
        entry.Property(nameof(CanvasRow.RowHash)).IsModified = true;
        entry.Property(nameof(CanvasRow.LocalEdits)).IsModified = true;
    }

    /// <summary>Adds the marks to the setters of an ExecuteUpdate.</summary>
    public static Expression Mark(MethodCallExpression update)
    {
        if (update.Arguments is not [var source, NewArrayExpression setters])
        {
            return update;
        }

        var edited = setters.Expressions.OfType<NewExpression>().Select(PropertyOf).OfType<string>().ToList();
        var names = string.Join(',', edited.Except(Bookkeeping).Order(StringComparer.Ordinal));
        if (names.Length == 0 || edited.Contains(nameof(CanvasRow.RowHash)))
        {
            return update;
        }

        var type = update.Method.GetGenericArguments()[0];
        var marks = Expression.NewArrayInit(typeof(ITuple), [.. setters.Expressions, Zero(type), Names(type, names)]);
        return update.Update(null, [source, marks]);
    }

    private static string? PropertyOf(NewExpression setter) =>
        setter.Arguments is [LambdaExpression lambda, _]
            ? lambda.Body switch
            {
                MemberExpression member => member.Member.Name,
                MethodCallExpression { Method.Name: nameof(EF.Property), Arguments: [_, ConstantExpression { Value: string name }] } => name,
                _ => null,
            }
            : null;

    private static NewExpression Zero(Type type)
    {
        var row = Expression.Parameter(type, "row");
        return Setter(Expression.Lambda(Expression.Property(row, nameof(CanvasRow.RowHash)), row), Expression.Convert(Expression.Constant(0L), typeof(object)));
    }

    private static NewExpression Names(Type type, string names)
    {
        var row = Expression.Parameter(type, "row");
        var known = Expression.Property(row, nameof(CanvasRow.LocalEdits));
        var concat = ((Func<string, string, string>)string.Concat).Method;
        var value = Expression.Condition(
            Expression.Equal(known, Expression.Constant(null, typeof(string))),
            Expression.Constant(names),
            Expression.Add(known, Expression.Constant($",{names}"), concat));
        return Setter(Expression.Lambda(known, row), Expression.Lambda(value, row));
    }

    private static NewExpression Setter(LambdaExpression property, Expression value) =>
        Expression.New(typeof(Tuple<Delegate, object>).GetConstructor([typeof(Delegate), typeof(object)])!, property, value);
}
