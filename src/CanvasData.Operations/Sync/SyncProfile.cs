namespace CanvasData.Operations.Sync;

/// <summary>
/// The lists and columns that a sync fetches and stores. What is left out is neither asked for nor touched: stored values stay. Start from
/// a named profile and change it: <c>SyncProfile.Lightweight with { Sections = true }</c>.
/// </summary>
public sealed record SyncProfile
{
    // Each profile is a new object: the configuration binder sets init-only properties of the object that it finds.

    /// <summary>The profile of everything. The default.</summary>
    public static SyncProfile Full => new();

    /// <summary>The users, enrollments, sections and totals; no assignments.</summary>
    public static SyncProfile StudentsOnly => new()
    {
        Accounts = false, Assignments = false, UnpublishedAssignments = false, Overrides = false, Submissions = false, GradingSetup = false, Modules = false,
    };

    /// <summary>The assignments, groups, overrides and modules; no users.</summary>
    public static SyncProfile AssignmentsOnly => new()
    {
        Accounts = false, Sections = false, Enrollments = false, Scores = false, Activity = false, ContactDetails = false, Submissions = false,
    };

    /// <summary>The users with totals and published assignments: the data of a course card, in few requests.</summary>
    public static SyncProfile Lightweight => new()
    {
        Accounts = false, Sections = false, Activity = false, ContactDetails = false, UnpublishedAssignments = false, Overrides = false,
        Submissions = false, GradingSetup = false, Modules = false,
    };

    /// <summary>The data that analytics need: everything but contact details and modules.</summary>
    public static SyncProfile Analytics => new() { ContactDetails = false, Modules = false };

    /// <summary>The accounts of the school, read once by runs over listed courses.</summary>
    public bool Accounts { get; init; } = true;

    /// <summary>The sections of courses.</summary>
    public bool Sections { get; init; } = true;

    /// <summary>The enrollments and the users in them.</summary>
    public bool Enrollments { get; init; } = true;

    /// <summary>The totals of each student, as Canvas computed them. Needs <see cref="Enrollments"/>.</summary>
    public bool Scores { get; init; } = true;

    /// <summary>The times of last activity, attendance and login, and seconds of activity. Needs <see cref="Enrollments"/>.</summary>
    public bool Activity { get; init; } = true;

    /// <summary>The e-mail addresses, by one more listing. Needs <see cref="Enrollments"/>.</summary>
    public bool ContactDetails { get; init; } = true;

    /// <summary>The assignments and their groups.</summary>
    public bool Assignments { get; init; } = true;

    /// <summary>
    /// The assignments that students do not see yet; without them, one that is stored already still follows Canvas when it is unpublished.
    /// Needs <see cref="Assignments"/>.
    /// </summary>
    public bool UnpublishedAssignments { get; init; } = true;

    /// <summary>The dates that differ for some students. Needs <see cref="Assignments"/>.</summary>
    public bool Overrides { get; init; } = true;

    /// <summary>The submissions with their scores. Needs <see cref="Assignments"/> and <see cref="Enrollments"/>.</summary>
    public bool Submissions { get; init; } = true;

    /// <summary>The grading periods, letter schemes and the late policy.</summary>
    public bool GradingSetup { get; init; } = true;

    /// <summary>The modules and their items.</summary>
    public bool Modules { get; init; } = true;

    /// <summary>Checks the profile for contradictions.</summary>
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
