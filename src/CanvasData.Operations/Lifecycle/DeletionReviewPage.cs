using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Lifecycle;

/// <summary>A request for a page of objects that wait for a decision.</summary>
public sealed record DeletionReviewRequest
{
    /// <summary>The most objects of a page.</summary>
    public const int MaxSize = 500;

    /// <summary>The kind of object, a constant of <see cref="CanvasObjectTypes"/>; null for all.</summary>
    public string? ObjectType { get; init; }

    /// <summary>The course; null for all, and for users.</summary>
    public long? CourseId { get; init; }

    /// <summary>How many objects a page has, 1 to 500.</summary>
    public int Size { get; init; } = 50;

    /// <summary>The end of the page before, from <see cref="DeletionReviewPage.Next"/>; null for the first page.</summary>
    public DeletionReviewPosition? After { get; init; }

    internal void Check()
    {
        if (ObjectType is not null)
        {
            LifecycleRefusal.Check(ObjectType);
        }

        if (Size is < 1 or > MaxSize)
        {
            throw new InvalidArgumentException(nameof(Size), string.Create(CultureInfo.InvariantCulture, $"{Size} objects make no page."), string.Create(CultureInfo.InvariantCulture, $"Give 1 to {MaxSize}."));
        }
    }
}

/// <summary>A place in the review.</summary>
/// <param name="Since">The moment since which the object waits.</param>
/// <param name="ObjectType">The kind of object.</param>
/// <param name="ObjectId">The object.</param>
public sealed record DeletionReviewPosition(DateTimeOffset Since, string ObjectType, long ObjectId);

/// <summary>A page of objects that wait for a decision. Decisions made meanwhile neither repeat nor skip objects of later pages.</summary>
/// <param name="Items">The objects.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">The position of the next page; null on the last one.</param>
public sealed record DeletionReviewPage(IReadOnlyList<DeletionReviewItem> Items, int Total, DeletionReviewPosition? Next);

/// <summary>An object that waits for a decision, with what an approval screen shows.</summary>
public sealed record DeletionReviewItem
{
    /// <summary>The kind of object, a constant of <see cref="CanvasObjectTypes"/>.</summary>
    public required string ObjectType { get; init; }

    /// <summary>The Canvas id.</summary>
    public required long ObjectId { get; init; }

    /// <summary>The name; of an enrollment, the name of its user. Null when its row is gone or has none.</summary>
    public required string? Name { get; init; }

    /// <summary>The course; null for users and courses.</summary>
    public required long? CourseId { get; init; }

    /// <summary>The name of the course.</summary>
    public required string? CourseName { get; init; }

    /// <summary>The moment since which it waits: when Canvas first lacked it, or when its deletion was proposed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether Canvas still has it.</summary>
    public required bool IsInCanvas { get; init; }

    /// <summary>The reason why it waits; null when none was given.</summary>
    public required string? Reason { get; init; }

    /// <summary>The name or key of who proposed its deletion; null when a sync missed it.</summary>
    public required string? ProposedBy { get; init; }

    /// <summary>The last complete listing that held it; null when unknown.</summary>
    public required DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>How many notes there are about it.</summary>
    public required int NoteCount { get; init; }

    /// <summary>The latest notes, at most <see cref="MaxNotes"/>.</summary>
    public required IReadOnlyList<DeletionReviewNote> Notes { get; init; }

    /// <summary>The tags on it, in the order of their names.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The other fields that the portal keeps about it, by name: group, difficulty, hours, color, and custom fields.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>How many rows of history there are, and from when to when.</summary>
    public required DeletionReviewHistory History { get; init; }

    /// <summary>How many students its deletion concerns.</summary>
    public required int AffectedStudentCount { get; init; }

    /// <summary>The first of them by name, at most <see cref="MaxStudents"/>.</summary>
    public required IReadOnlyList<DeletionReviewStudent> AffectedStudents { get; init; }

    /// <summary>The most notes that an item holds.</summary>
    public const int MaxNotes = 5;

    /// <summary>The most students that an item holds.</summary>
    public const int MaxStudents = 10;
}

/// <summary>A note about an object that waits for a decision.</summary>
/// <param name="NoteId">The note.</param>
/// <param name="Category">The category, for example general.</param>
/// <param name="Text">The text as it is now.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record DeletionReviewNote(long NoteId, string Category, string Text, DateTimeOffset CreatedAt);

/// <summary>The history of an object that waits for a decision.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="From">The moment of the first; null for none.</param>
/// <param name="Until">The moment of the last; null for none.</param>
public sealed record DeletionReviewHistory(int Rows, DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>A student whom a deletion concerns.</summary>
/// <param name="UserId">The Canvas user id.</param>
/// <param name="Name">The name; null when unknown.</param>
public sealed record DeletionReviewStudent(long UserId, string? Name);
