namespace CanvasData.Operations.Analytics;

/// <summary>
/// The work of a class and its grades, as plain arrays: the input of every calculator. Rows of a database, of a file or of a test become
/// this first. So the calculators depend on no source, no clock and no culture.
/// </summary>
internal sealed record CourseWork
{
    /// <summary>The Canvas course id: one offering of a course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The key that the offerings of one course have in common; null when unknown. See <see cref="CourseKeys"/>.</summary>
    public string? CourseKey { get; init; }

    /// <summary>The first day, UTC; null when unknown.</summary>
    public DateTime? StartAt { get; init; }

    /// <summary>The last day, UTC; null when unknown.</summary>
    public DateTime? EndAt { get; init; }

    /// <summary>Whether assignment groups are weighted; else points count.</summary>
    public bool WeightsGroups { get; init; }

    /// <summary>
    /// The weighted grading periods in the order of their dates: the total is then made of theirs. Empty where they are not weighted, or
    /// there are none.
    /// </summary>
    public IReadOnlyList<WorkPeriod> Periods { get; init; } = [];

    /// <summary>The time after the due date in which work is not yet missing. Default 24 hours.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The assignment groups with their weights and drop rules.</summary>
    public required IReadOnlyList<WorkGroup> Groups { get; init; }

    /// <summary>The items that can count in the total: published, graded and not omitted, in the order of ids.</summary>
    public required IReadOnlyList<WorkItem> Items { get; init; }

    /// <summary>The students, each once, in the order of Canvas user ids.</summary>
    public required IReadOnlyList<long> StudentIds { get; init; }

    /// <summary>When each student belonged to the class, for the same places as <see cref="StudentIds"/>; empty when all did all the time.</summary>
    public IReadOnlyList<Membership> Memberships { get; init; } = [];

    /// <summary>A cell a student and item, the items of the first student first: StudentIds.Count times Items.Count.</summary>
    public required WorkCell[] Cells { get; init; }

    /// <summary>The cells of a student, one an item.</summary>
    /// <param name="student">Place in <see cref="StudentIds"/>.</param>
    public ReadOnlySpan<WorkCell> CellsOf(int student) => Cells.AsSpan(student * Items.Count, Items.Count);

    /// <summary>Whether a student belonged to the class at a moment. Leaving later is not known then.</summary>
    /// <param name="student">Place in <see cref="StudentIds"/>.</param>
    /// <param name="asOf">The moment, UTC.</param>
    public bool IsMember(int student, DateTime asOf) =>
        Memberships.Count == 0 || ((Memberships[student].Joined ?? DateTime.MinValue) <= asOf && (Memberships[student].Left ?? DateTime.MaxValue) > asOf);
}

/// <summary>When a student belonged to a class.</summary>
/// <param name="Joined">The start, UTC; null for ever.</param>
/// <param name="Left">When the enrollment was ended before the course did, UTC; null for not.</param>
internal readonly record struct Membership(DateTime? Joined, DateTime? Left);

/// <summary>An assignment group.</summary>
/// <param name="Id">The Canvas id.</param>
/// <param name="Name">The name; null when unknown.</param>
/// <param name="Weight">The percent of the total; counts only in a course that weights groups.</param>
/// <param name="DropLowest">How many of the lowest are dropped.</param>
/// <param name="DropHighest">How many of the highest are dropped.</param>
/// <param name="NeverDrop">The assignments that are never dropped.</param>
internal sealed record WorkGroup(long Id, string? Name, double Weight, int DropLowest, int DropHighest, IReadOnlyList<long> NeverDrop);

/// <summary>A weighted grading period. Work is in it by the student's due date; work without one is in the last.</summary>
/// <param name="StartAt">The start, exclusive, UTC; null for none.</param>
/// <param name="EndAt">The end, inclusive, UTC; null for none.</param>
/// <param name="Weight">The percent of the total.</param>
internal sealed record WorkPeriod(DateTime? StartAt, DateTime? EndAt, double Weight);

/// <summary>A graded item.</summary>
/// <param name="AssignmentId">The Canvas id.</param>
/// <param name="GroupId">The assignment group; null for none.</param>
/// <param name="Name">The title; null when unknown.</param>
/// <param name="Points">The points possible; 0 is a bonus item: it adds to what is earned and has no weight.</param>
/// <param name="DueAt">The due for everyone without a date of their own, UTC; null for none.</param>
internal sealed record WorkItem(long AssignmentId, long? GroupId, string? Name, double Points, DateTime? DueAt);

/// <summary>The work of one student on one item. The default value is an item that the student is not assigned.</summary>
internal readonly record struct WorkCell
{
    /// <summary>Whether the item is assigned to the student and not excused.</summary>
    public bool Counts { get; init; }

    /// <summary>The points; null means no score, not zero.</summary>
    public double? Score { get; init; }

    /// <summary>When it is due for this student, UTC; null for none.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>The time of submission, UTC; null when not submitted, or unknown.</summary>
    public DateTime? SubmittedAt { get; init; }

    /// <summary>When it was graded, UTC; null with a score counts as always known.</summary>
    public DateTime? GradedAt { get; init; }

    /// <summary>When the grade was shown to the student, UTC; null for hidden.</summary>
    public DateTime? PostedAt { get; init; }

    /// <summary>Whether it was submitted late.</summary>
    public bool Late { get; init; }

    /// <summary>Whether the due date alone can make it missing: it is to be submitted through Canvas, and no status, such as an extension, says otherwise.</summary>
    public bool ExpectsSubmission { get; init; }

    /// <summary>Whether a person, a policy or Canvas has marked it as missing; a score that a policy gave counts all the same.</summary>
    public bool MarkedMissing { get; init; }

    /// <summary>Whether it waits for a person to review it: a part of its score may be there, but counts only in the final grade.</summary>
    public bool AwaitsReview { get; init; }

    /// <summary>Whether it is missing though its points may count: a checkpoint of it is, or it was marked before it was due.</summary>
    public bool PartMissing { get; init; }

    /// <summary>Whether it was marked as missing by a moment: when it was due, or when the mark was set.</summary>
    internal bool IsMarkedMissingAt(DateTime asOf) => MarkedMissing && (DueAt <= asOf || GradedAt <= asOf || (DueAt is null && GradedAt is null));

    /// <summary>Its place in time as far as it is known at a moment: when it is due, else when it was submitted or graded by then.</summary>
    internal DateTime? MomentAt(DateTime asOf) => DueAt ?? (SubmittedAt <= asOf ? SubmittedAt : GradedAt <= asOf ? GradedAt : null);

    /// <summary>Whether it had been submitted late by a moment.</summary>
    internal bool IsLateAt(DateTime asOf) => Late && SubmittedAt <= asOf;
}
