using System.Globalization;

namespace CanvasData.Operations.Diagnostics;

/// <summary>The exception that is thrown when an argument of an operation is not valid. Nothing was written.</summary>
public sealed class InvalidArgumentException : CanvasOperationsException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="argument">The argument, for example <c>tag</c> or <c>request.Color</c>.</param>
    /// <param name="problem">What is wrong with it and what was expected. No personal data.</param>
    /// <param name="remedy">What to give instead.</param>
    public InvalidArgumentException(string argument, string problem, string remedy)
        : base($"{argument}: {problem} Nothing was written.", remedy) => Argument = argument;

    /// <summary>The name of the argument.</summary>
    public string Argument { get; }
}

/// <summary>The exception that is thrown when an operation needs an object that is not stored. Nothing was written.</summary>
public sealed class ObjectNotFoundException : CanvasOperationsException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="objectType">The kind of object, for example <c>assignment</c>.</param>
    /// <param name="ids">Its ids; several when several are unknown.</param>
    /// <param name="remedy">What cures it.</param>
    public ObjectNotFoundException(string objectType, IReadOnlyList<long> ids, string remedy)
        : base($"No stored {objectType} has the id {Text(ids)}. Nothing was written.", remedy) => (ObjectType, Ids) = (objectType, ids);

    /// <summary>The kind of object.</summary>
    public string ObjectType { get; }

    /// <summary>The unknown ids.</summary>
    public IReadOnlyList<long> Ids { get; }

    private static string Text(IReadOnlyList<long> ids)
    {
        const int Shown = 10;
        var text = string.Join(", ", ids.Take(Shown).Select(id => id.ToString(CultureInfo.InvariantCulture)));
        return ids.Count <= Shown ? text : string.Create(CultureInfo.InvariantCulture, $"{text} (and {ids.Count - Shown} more)");
    }
}

/// <summary>The exception that is thrown when the state of an object does not permit the operation. Nothing was written.</summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class InvalidStateException(string message, string remedy, Exception? innerException = null)
    : CanvasOperationsException(message, remedy, innerException);

/// <summary>The exception that is thrown when another writer has changed the same value since it was read. Nothing was written.</summary>
public sealed class EditConflictException : CanvasOperationsException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What was edited and where. No values.</param>
    /// <param name="remedy">What cures it.</param>
    /// <param name="attempted">The value that was to be written; null for none.</param>
    /// <param name="stored">The value that is stored; null when it was deleted.</param>
    public EditConflictException(string message, string remedy, object? attempted, object? stored)
        : base(message, remedy) => (Attempted, Stored) = (attempted, stored);

    /// <summary>The value that was to be written; null for none. May be personal data.</summary>
    public object? Attempted { get; }

    /// <summary>The value that is stored; null when it was deleted. May be personal data.</summary>
    public object? Stored { get; }
}

/// <summary>The database failed during a unit of work, which was rolled back as a whole.</summary>
public sealed class RolledBackException : CanvasOperationsException
{
    private readonly bool _isTransient;

    internal RolledBackException(string message, string remedy, Exception cause, string operation, bool isTransient, IReadOnlyList<string> rolledBack, bool isTransactionOpen)
        : base(message, remedy, cause) =>
        (Operation, _isTransient, RolledBack, IsTransactionOpen) = (operation, isTransient, rolledBack, isTransactionOpen);

    /// <summary>The operation that failed.</summary>
    public string Operation { get; }

    /// <summary>The operations that had finished inside it, and were rolled back with it.</summary>
    public IReadOnlyList<string> RolledBack { get; }

    /// <summary>Whether the transaction that the unit had joined is still open and usable. False for a unit that had its own.</summary>
    public bool IsTransactionOpen { get; }

    /// <inheritdoc/>
    public override bool IsTransient => _isTransient;
}

/// <summary>The connection broke during the commit: whether the unit of work was written is not known.</summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class CommitUncertainException(string message, string remedy, Exception? innerException = null)
    : CanvasOperationsException(message, remedy, innerException);
