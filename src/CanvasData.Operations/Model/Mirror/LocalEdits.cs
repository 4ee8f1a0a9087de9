using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Model;

/// <summary>
/// Marks rows of the mirror that the host edits through EF, tracked or by ExecuteUpdate. The mark holds the names of the edited properties,
/// so that the next sync sees a conflict. An edit by plain SQL must set RowHash to 0 itself. Properties that the host has added to the
/// table are not part of the mirror.
/// </summary>
internal static class LocalEdits
{
    private static readonly string[] Bookkeeping =
        [nameof(CanvasRow.RowHash), nameof(CanvasRow.LocalEdits), nameof(CanvasRow.FirstSyncedAt), nameof(CanvasRow.SyncedAt), nameof(CanvasRow.MissingSince)];

    /// <summary>Whether a property holds what Canvas says.</summary>
    public static bool IsMirrored(Type row, string property) =>
        !Bookkeeping.Contains(property) && row.GetProperty(property) is { SetMethod.IsPublic: true } found && found.DeclaringType?.Assembly == typeof(CanvasRow).Assembly;

    public static void Mark(EntityEntry entry, CanvasRow row)
    {
        var written = entry.Properties.Where(property => property.IsModified && IsMirrored(entry.Metadata.ClrType, property.Metadata.Name)).ToList();
        if (written.Count == 0)
        {
            return;
        }

        var edited = written.Where(property => !Equals(property.OriginalValue, property.CurrentValue)).Select(property => property.Metadata.Name).ToList();
        row.RowHash = 0;

        // A row that was written whole (DbContext.Update) does not show what is new in it: any difference is an edit then.
        row.LocalEdits = edited.Count == 0 ? null : string.Join(',', (row.LocalEdits?.Split(',') ?? []).Union(edited).Order(StringComparer.Ordinal));
        entry.Property(nameof(CanvasRow.RowHash)).IsModified = true;
        entry.Property(nameof(CanvasRow.LocalEdits)).IsModified = true;
    }

    /// <summary>Adds the marks to the setters of an ExecuteUpdate.</summary>
    /// <param name="update">The call.</param>
    /// <param name="written">What its setters write.</param>
    public static Expression Mark(MethodCallExpression update, IReadOnlyList<WrittenProperty> written)
    {
        var marks = new List<Expression>();
        foreach (var row in written.Where(property => property.Row.Type.IsAssignableTo(typeof(CanvasRow))).GroupBy(property => property.Row, ExpressionEqualityComparer.Instance))
        {
            var names = string.Join(',', row.Select(property => property.Name).Where(name => IsMirrored(row.Key.Type, name)).Distinct().Order(StringComparer.Ordinal));
            if (names.Length > 0 && !row.Any(property => property.Name == nameof(CanvasRow.RowHash)))
            {
                marks.Add(Zero(row.Key));
                marks.Add(Names(row.Key, names));
            }
        }

        var setters = ((NewArrayExpression)update.Arguments[1]).Expressions;
        marks.AddRange(setters.Zip(written, SignInKey).OfType<Expression>());
        return marks.Count == 0 ? update : update.Update(null, [update.Arguments[0], Expression.NewArrayInit(typeof(ITuple), [.. setters, .. marks])]);
    }

    // The lower-case form of a login or an address follows it.
    private static NewExpression? SignInKey(Expression setter, WrittenProperty written)
    {
        var key = written.Row.Type != typeof(CanvasUser) ? null : written.Name switch
        {
            nameof(CanvasUser.LoginId) => nameof(CanvasUser.LoginKey),
            nameof(CanvasUser.Email) => nameof(CanvasUser.EmailKey),
            _ => null,
        };
        if (key is null)
        {
            return null;
        }

        var value = ((NewExpression)setter).Arguments[1];
        while (value is UnaryExpression { NodeType: ExpressionType.Quote or ExpressionType.Convert } wrapped)
        {
            value = wrapped.Operand;
        }

        var row = written.Row;
        if (value is LambdaExpression { Parameters: [var element] } computed)
        {
            value = ReplacingExpressionVisitor.Replace(element, WrittenProperty.SourceOf(row), computed.Body);
        }

        return Setter(Lambda(row, Expression.Property(row, key)), Lambda(row, Lower(value, Expression.Property(row, written.Name), Expression.Property(row, nameof(CanvasRow.Id)))));
    }

    // EF Core trims on SQLite only what has a type of the database. A parameter gets it from the column that it replaces.
    private static MethodCallExpression Lower(Expression value, Expression replaced, Expression id)
    {
        var text = value.Type == typeof(string) ? value : Expression.Convert(value, typeof(string));
        return Expression.Call(Expression.Call(Expression.Condition(Expression.Equal(id, id), text, replaced), nameof(string.Trim), null), nameof(string.ToLower), null);
    }

    private static NewExpression Zero(Expression row) =>
        Setter(Lambda(row, Expression.Property(row, nameof(CanvasRow.RowHash))), Expression.Convert(Expression.Constant(0L), typeof(object)));

    private static NewExpression Names(Expression row, string names)
    {
        var known = Expression.Property(row, nameof(CanvasRow.LocalEdits));
        var concat = ((Func<string, string, string>)string.Concat).Method;
        var value = Expression.Condition(
            Expression.Equal(known, Expression.Constant(null, typeof(string))),
            Expression.Constant(names),
            Expression.Add(known, Expression.Constant($",{names}"), concat));
        return Setter(Lambda(row, known), Lambda(row, value));
    }

    private static LambdaExpression Lambda(Expression row, Expression body) => Expression.Lambda(body, WrittenProperty.SourceOf(row));

    private static NewExpression Setter(LambdaExpression property, Expression value) =>
        Expression.New(typeof(Tuple<Delegate, object>).GetConstructor([typeof(Delegate), typeof(object)])!, property, value);
}
