using System.Globalization;
using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// The unit of work of a scope in which the caller is, if any. A host with a factory alone has a context for each question: there the
/// context cannot show that a unit is running.
/// </summary>
internal sealed class RunningUnit
{
    private readonly AsyncLocal<Unit?> _unit = new();

    public Unit? Unit
    {
        get => _unit.Value;
        set => _unit.Value = value;
    }
}

/// <summary>A unit of work that is running: its operation, the request's context, and what has finished inside it.</summary>
internal sealed class Unit(string operation, DbContext context, int depth)
{
    private readonly List<string> _finished = [];
    private int _attempts;

    public string Operation { get; } = operation;

    public DbContext Context { get; } = context;

    public int Depth { get; } = depth;

    /// <summary>A unit inside this one has finished.</summary>
    public void Finish(Unit inner)
    {
        _finished.AddRange(inner._finished);
        _finished.Add(inner.Operation);
    }

    /// <summary>Begins an attempt, of which nothing has finished.</summary>
    /// <returns>Its number.</returns>
    public int Begin()
    {
        _finished.Clear();
        return ++_attempts;
    }

    /// <summary>The exception for a unit that had a transaction of its own.</summary>
    public RolledBackException RolledBack(DatabaseError failure, Exception cause, int attempts) => RolledBack(
        failure, cause, attempts == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" after {attempts} attempts"), false);

    /// <summary>The exception for a unit that had joined a transaction.</summary>
    public RolledBackException RolledBackInside(DatabaseError failure, Exception cause, bool isTransactionOpen) => RolledBack(
        failure, cause, isTransactionOpen ? "; the transaction that it had joined is still open" : "; the transaction that it had joined has ended too", isTransactionOpen);

    private RolledBackException RolledBack(DatabaseError failure, Exception cause, string where, bool isTransactionOpen)
    {
        var inside = _finished.Count == 0 ? "" : $" Rolled back with it: {string.Join(", ", _finished.Distinct())}.";
        return new(
            $"{Operation} was rolled back{where}: nothing of it was written ({failure.Text}).{inside}",
            failure.IsPassing ? "Call it again. If it happens often, look for long transactions of other programs." : failure.Remedy,
            cause, Operation, failure.IsPassing, [.. _finished], isTransactionOpen);
    }
}
