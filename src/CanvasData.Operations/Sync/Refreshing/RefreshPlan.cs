using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>The objects that may be refreshed.</summary>
internal enum RefreshKind
{
    Student,
    Enrollments,
    Assignment,
    Submission,
}

/// <summary>What to refresh, and what is stored of it.</summary>
internal sealed record RefreshPlan(RefreshKind Kind, long CourseId, CoursePart Part)
{
    /// <summary>Whether the assignment is asked for: it is not stored, or its checkpoints have dates that the submission lacks.</summary>
    public bool NeedsAssignment { get; private init; }

    /// <summary>Whether the course is stored.</summary>
    public bool IsCourseStored { get; private init; }

    /// <summary>Whether the user is the test student, whose work is not stored.</summary>
    public bool IsTestStudent { get; private init; }

    /// <summary>The kind of object that decides about the outcome.</summary>
    public string Entity => Kind switch
    {
        RefreshKind.Assignment => "assignment",
        RefreshKind.Submission => "submission",
        _ => "enrollment",
    };

    /// <summary>The collections and columns that are fetched and written.</summary>
    public SyncProfile Narrow(SyncProfile profile) => profile with
    {
        Sections = false,
        GradingSetup = false,
        Modules = false,
        Enrollments = profile.Enrollments && Kind != RefreshKind.Assignment,
        ContactDetails = profile.ContactDetails && Kind == RefreshKind.Student,
        Assignments = profile.Assignments && (Kind == RefreshKind.Assignment || NeedsAssignment),
        Overrides = profile.Overrides && (Kind == RefreshKind.Assignment || NeedsAssignment),
        Submissions = profile.Submissions && Kind != RefreshKind.Enrollments,
    };

    /// <summary>Why the profile leaves the object out; null when it does not.</summary>
    public string? LeftOutBy(SyncProfile profile)
    {
        var isWanted = Kind switch
        {
            RefreshKind.Assignment => profile.Assignments,
            RefreshKind.Submission => profile.Submissions,
            _ => profile.Enrollments,
        };
        return isWanted ? null : "the profile leaves it out";
    }

    /// <summary>Looks at what is stored, in one statement.</summary>
    public async Task<RefreshPlan> LookAsync(DbContext database, CancellationToken cancellationToken)
    {
        var (course, assignment, user) = (CourseId, Part.AssignmentId ?? 0, Part.UserId ?? 0);
        var (assignments, enrollments) = (database.Rows<CanvasAssignment>(), database.Rows<CanvasEnrollment>());
        var stored = await database.Rows<CanvasCourse>().Where(row => row.Id == course).Select(_ => new
        {
            IsPlain = assignments.Any(row => row.Id == assignment && row.CourseId == course && row.MissingSince == null && !Rule.Holds(AssignmentRules.HasCheckpoints, row)),
            IsTest = enrollments.Any(row => row.CourseId == course && row.UserId == user && row.MissingSince == null && Rule.Holds(EnrollmentRules.TestStudent, row)),
        }).WithRules().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return this with
        {
            IsCourseStored = stored is not null,
            NeedsAssignment = Kind == RefreshKind.Submission && stored?.IsPlain == false,
            IsTestStudent = stored?.IsTest == true,
        };
    }
}
