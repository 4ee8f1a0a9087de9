using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Orchestration;

/// <summary>The outcomes of a Live Event that was handed over.</summary>
public enum LiveEventOutcome
{
    /// <summary>The object that the event names is stored as waiting, and is refreshed soon. It may have been waiting already.</summary>
    Stored,

    /// <summary>The event concerns nothing that is stored. It needs no repetition.</summary>
    Ignored,

    /// <summary>The same event came before. Nothing was stored.</summary>
    Repeated,

    /// <summary>The event is older than was permitted, or from the future. Nothing was stored.</summary>
    Outdated,

    /// <summary>The event is of another root account. Nothing was stored.</summary>
    OtherAccount,

    /// <summary>The body is no event in Canvas JSON. Nothing was stored.</summary>
    Malformed,

    /// <summary>The event was not stored, because too many wait or the database is away. Hand it over again.</summary>
    Busy,
}

/// <summary>The objects that wait for their refresh.</summary>
public sealed record LiveEventBacklog
{
    /// <summary>The waiting objects, of all processes.</summary>
    public required int Waiting { get; init; }

    /// <summary>The moment at which the oldest of them was named; null when none waits.</summary>
    public DateTimeOffset? OldestAt { get; init; }
}

/// <summary>
/// Takes Live Events of Canvas that the host has received, from a queue for example. An event is a hint: the object that it names is fetched
/// from Canvas and stored as a refresh does. Events of one object are joined. Safe for concurrent use.
/// </summary>
public interface ILiveEvents
{
    /// <summary>
    /// Takes one event. When it returns <see cref="LiveEventOutcome.Stored"/>, the hint is in the database of the host and survives the
    /// process.
    /// </summary>
    /// <param name="body">The event in Canvas JSON, in UTF-8. The caller vouches for its origin: a signature is not checked here.</param>
    /// <param name="maxAge">The age from which the event is refused; null for none. Age is taken by the clock of the host.</param>
    /// <param name="cancellationToken">Ends the wait; the hint may be stored all the same.</param>
    /// <returns>What was done. Only <see cref="LiveEventOutcome.Busy"/> asks for a repetition.</returns>
    /// <exception cref="CanvasConfigurationException">The tables of Live Events are not there.</exception>
    Task<LiveEventOutcome> HandleAsync(ReadOnlyMemory<byte> body, TimeSpan? maxAge = null, CancellationToken cancellationToken = default);

    /// <summary>Reads how much waits for its refresh.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The count and age of what waits.</returns>
    /// <exception cref="CanvasConfigurationException">The tables of Live Events are not there.</exception>
    Task<LiveEventBacklog> ReadBacklogAsync(CancellationToken cancellationToken = default);
}
