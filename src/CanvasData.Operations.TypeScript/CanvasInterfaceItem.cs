using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.TypeScript;

/// <summary>A piece of the answer of a Canvas interface.</summary>
public abstract record CanvasInterfaceItem
{
    private protected CanvasInterfaceItem()
    {
    }

    /// <summary>The Canvas course id; null in the lists of accounts and courses.</summary>
    public long? CourseId { get; init; }
}

/// <summary>A record.</summary>
/// <param name="Kind">The kind, as the contract names it: "submission".</param>
/// <param name="Record">The record, as Canvas sent it.</param>
public sealed record CanvasInterfaceRecord(string Kind, CanvasRecord Record) : CanvasInterfaceItem;

/// <summary>A list of a course that could not be read. The other lists are not concerned.</summary>
/// <param name="List">The list, as the contract names it: "users".</param>
/// <param name="Error">Why.</param>
public sealed record CanvasInterfaceSkippedList(string List, CanvasOperationsException Error) : CanvasInterfaceItem;

/// <summary>How far an answer is.</summary>
public sealed record CanvasInterfaceProgress
{
    /// <summary>The list that is read; null when the program does not say.</summary>
    public string? List { get; init; }

    /// <summary>The Canvas course id; null when the program does not say.</summary>
    public long? CourseId { get; init; }

    /// <summary>The records sent so far.</summary>
    public required long Done { get; init; }

    /// <summary>The records expected; null when unknown.</summary>
    public long? Total { get; init; }
}
