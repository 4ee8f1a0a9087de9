using System.Linq.Expressions;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>How a table takes part in the sync of a course.</summary>
internal sealed record TableRules<TRow> where TRow : CanvasRow
{
    /// <summary>The rows of the course; null for rows that courses share, which are found by id and never vanish.</summary>
    public Expression<Func<TRow, bool>>? OfCourse { get; init; }

    /// <summary>Whether <see cref="OfCourse"/> chooses a part of the rows of the course.</summary>
    public bool IsPart { get; init; }

    /// <summary>When the list was read that the rows come from; null for the moment of the sync.</summary>
    public DateTime? ReadAt { get; init; }

    /// <summary>Whether a row may come from another course: sections and their enrollments move.</summary>
    public bool MayMove { get; init; }

    /// <summary>Whether a vanished row is the plain consequence of another one that vanished.</summary>
    public Predicate<TRow>? VanishesWithAnother { get; init; }

    /// <summary>Finds vanished rows that are not lost, because what they belong to has moved to another course; null for never.</summary>
    public Func<IReadOnlyCollection<TRow>, CancellationToken, Task<HashSet<long>>>? FindMoved { get; init; }

    /// <summary>Gives rows that are added the moment when they were first stored; null when they can only be new.</summary>
    public Func<IReadOnlyList<TRow>, CancellationToken, Task>? FindFirstSight { get; init; }

    /// <summary>What only one row may have; null for tables without such a thing.</summary>
    public Func<TRow, object>? AlternateKey { get; init; }

    /// <summary>Stored rows whose unique place one of these rows takes, though it has another id.</summary>
    public Func<IReadOnlyList<TRow>, CancellationToken, Task<IReadOnlyList<TRow>>>? FindReplaced { get; init; }

    /// <summary>Takes a replaced row out of its unique place.</summary>
    public Action<TRow>? ReleaseAlternateKey { get; init; }

    /// <summary>Whether a row that is not listed is none that the listing covers; it stays as it is.</summary>
    public Predicate<TRow>? IsNotListed { get; init; }

    /// <summary>Whether something follows from added rows, so that they too must be handed on.</summary>
    public bool FollowsAdded { get; init; }

    /// <summary>What else follows from the changes: history, lifecycle. Called once a batch, inside the transaction.</summary>
    public Func<IReadOnlyList<RowChange<TRow>>, CancellationToken, Task>? OnChanges { get; init; }
}
