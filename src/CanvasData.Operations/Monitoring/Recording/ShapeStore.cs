using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CanvasData.Operations.Monitoring;

/// <summary>The shapes that were seen, at most as many as the options say; what took the least time is folded into one for the rest.</summary>
internal sealed class ShapeStore(int maxShapes, bool keepsStatements)
{
    private const int KnownTexts = 2_048;

    private readonly ConcurrentDictionary<(string System, string Text), QueryShape> _shapes = new();
    private readonly Lock _lock = new();

    // EF Core sends the same string object for the same compiled query: most commands find their shape by reference alone.
    private readonly KnownText?[] _known = new KnownText?[KnownTexts];
    private int _count;

    public QueryShape Rest { get; } = new(new StatementText("(other queries)", null, "OTHER", null), "other_sql", "");

    public IEnumerable<QueryShape> All => _shapes.Values;

    /// <summary>The shape of a command, and its call site.</summary>
    public KnownText Find(DbCommand command, CommandEventData eventData)
    {
        var text = command.CommandText;
        ref var place = ref _known[RuntimeHelpers.GetHashCode(text) & (KnownTexts - 1)];
        if (Volatile.Read(ref place) is { } known && ReferenceEquals(known.Text, text) && known.CommandType == command.GetType())
        {
            return known;
        }

        var statement = StatementText.Read(text);
        var system = SystemOf(command);
        var shape = _shapes.TryGetValue((system, statement.Text), out var found) ? found : Add(statement, system, command, eventData);
        known = new KnownText(text, command.GetType(), shape, statement.CallSite);

        // Long texts are scripts or statements with many values, which do not come again. EF Core writes each text of SaveChanges again.
        if (text.Length <= StatementText.MaxText && eventData.CommandSource != CommandSource.SaveChanges)
        {
            Volatile.Write(ref place, known);
        }

        return known;
    }

    private QueryShape Add(StatementText statement, string system, DbCommand command, CommandEventData eventData)
    {
        lock (_lock)
        {
            if (_shapes.TryGetValue((system, statement.Text), out var found))
            {
                return found;
            }

            if (_count >= maxShapes)
            {
                Fold();
            }

            var shape = new QueryShape(
                statement with { CallSite = null }, system, eventData.CommandSource.ToString(), eventData.Context?.GetType(), keepsStatements ? KeptStatement.Create(command, statement) : null);
            _shapes[(system, statement.Text)] = shape;
            _count++;
            return shape;
        }
    }

    // A quarter at once: ordering the shapes is not worth it for each new one.
    private void Fold()
    {
        foreach (var shape in _shapes.Values.OrderBy(shape => shape.TotalTicks).Take(Math.Max(1, maxShapes / 4)).ToList())
        {
            _shapes.TryRemove((shape.System, shape.Statement.Text), out _);
            _count--;
            shape.FoldInto(Rest);
        }

        // Known texts would keep what was folded in memory.
        Array.Clear(_known);
    }

    private static string SystemOf(DbCommand command) => command.GetType().Name switch
    {
        "NpgsqlCommand" => "postgresql",
        "SqliteCommand" => "sqlite",
        "SqlCommand" => "microsoft.sql_server",
        "MySqlCommand" => "mysql",
        _ => "other_sql",
    };
}

/// <summary>A command text whose shape is known.</summary>
internal sealed record KnownText(string Text, Type CommandType, QueryShape Shape, string? CallSite);
