namespace CanvasData.Operations.Sync;

/// <summary>
/// What a sync fetches and stores. What is left out is neither asked for nor touched: stored values stay.
/// Start from a named profile and change it: <c>SyncProfile.Lightweight with { Sections = true }</c>.
/// </summary>
public sealed record SyncProfile
{
    // Each profile is a new object: the configuration binder sets init-only properties of the object that it finds.

    /// <summary>Everything. The default.</summary>
    public static SyncProfile Full => new();

    /// <summary>Persons, enrollments, sections and totals; no assignments.</summary>
    public static SyncProfile StudentsOnly => new()
    {
        Assignments = false, UnpublishedAssignments = false, Overrides = false, Submissions = false, GradingSetup = false, Modules = false,
    };

    /// <summary>Assignments, groups, overrides and modules; no persons.</summary>
    public static SyncProfile AssignmentsOnly => new()
    {
        Sections = false, Enrollments = false, Scores = false, Activity = false, ContactDetails = false, Submissions = false,
    };

    /// <summary>Persons with totals and published assignments: what a course card shows, in few requests.</summary>
    public static SyncProfile Lightweight => new()
    {
        Sections = false, Activity = false, ContactDetails = false, UnpublishedAssignments = false, Overrides = false,
        Submissions = false, GradingSetup = false, Modules = false,
    };

    /// <summary>What analytics need: everything but contact details and modules.</summary>
    public static SyncProfile Analytics => new() { ContactDetails = false, Modules = false };

    /// <summary>Sections.</summary>
    public bool Sections { get; init; } = true;

    /// <summary>Enrollments and the persons in them.</summary>
    public bool Enrollments { get; init; } = true;

    /// <summary>The totals of each student, as Canvas computed them. Needs <see cref="Enrollments"/>.</summary>
    public bool Scores { get; init; } = true;

    /// <summary>Times of last activity, attendance and login, and seconds of activity. Needs <see cref="Enrollments"/>.</summary>
    public bool Activity { get; init; } = true;

    /// <summary>E-mail addresses, by one more listing. Needs <see cref="Enrollments"/>.</summary>
    public bool ContactDetails { get; init; } = true;

    /// <summary>Assignments and their groups.</summary>
    public bool Assignments { get; init; } = true;

    /// <summary>Assignments that students do not see yet; without them, one that is stored already still follows Canvas when it is unpublished. Needs <see cref="Assignments"/>.</summary>
    public bool UnpublishedAssignments { get; init; } = true;

    /// <summary>Dates that differ for some students. Needs <see cref="Assignments"/>.</summary>
    public bool Overrides { get; init; } = true;

    /// <summary>Submissions with their scores. Needs <see cref="Assignments"/> and <see cref="Enrollments"/>.</summary>
    public bool Submissions { get; init; } = true;

    /// <summary>Grading periods, letter schemes and the late policy.</summary>
    public bool GradingSetup { get; init; } = true;

    /// <summary>Modules and their items.</summary>
    public bool Modules { get; init; } = true;

    /// <summary>Says what is contradictory.</summary>
    /// <returns>One sentence a contradiction; empty when the profile is fine.</returns>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        Needs(Scores, nameof(Scores), Enrollments, nameof(Enrollments));
        Needs(Activity, nameof(Activity), Enrollments, nameof(Enrollments));
        Needs(ContactDetails, nameof(ContactDetails), Enrollments, nameof(Enrollments));
        Needs(UnpublishedAssignments, nameof(UnpublishedAssignments), Assignments, nameof(Assignments));
        Needs(Overrides, nameof(Overrides), Assignments, nameof(Assignments));
        Needs(Submissions, nameof(Submissions), Assignments, nameof(Assignments));
        Needs(Submissions, nameof(Submissions), Enrollments, nameof(Enrollments));
        return problems;

        void Needs(bool flag, string name, bool needed, string neededName)
        {
            if (flag && !needed)
            {
                problems.Add($"{name} needs {neededName}: set {neededName} to true or {name} to false.");
            }
        }
    }
}
