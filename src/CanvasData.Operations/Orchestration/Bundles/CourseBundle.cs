using CanvasData.Operations.Client;

namespace CanvasData.Operations.Orchestration;

/// <summary>The records of one course. Of a listing that is null, nothing is written.</summary>
/// <param name="Course">The course itself, with its term.</param>
public sealed record CourseBundle(CourseRecord Course)
{
    /// <summary>The sections of the course.</summary>
    public BundleListing<SectionRecord>? Sections { get; init; }

    /// <summary>The enrollments in every state but deleted and rejected, with users and grades.</summary>
    public BundleListing<EnrollmentRecord>? Enrollments { get; init; }

    /// <summary>The users with what the enrollments lack: e-mail address and last login.</summary>
    public BundleListing<UserRecord>? Users { get; init; }

    /// <summary>The assignment groups of the course.</summary>
    public BundleListing<AssignmentGroupRecord>? AssignmentGroups { get; init; }

    /// <summary>The assignments with base dates, overrides and checkpoints.</summary>
    public BundleListing<AssignmentRecord>? Assignments { get; init; }

    /// <summary>The submissions of published assignments.</summary>
    public BundleListing<SubmissionRecord>? Submissions { get; init; }

    /// <summary>The grading periods that apply to the course.</summary>
    public BundleListing<GradingPeriodRecord>? GradingPeriods { get; init; }

    /// <summary>The letter schemes that the course may use.</summary>
    public BundleListing<GradingStandardRecord>? GradingStandards { get; init; }

    /// <summary>The late policy of the course; an empty listing for none.</summary>
    public BundleListing<LatePolicyRecord>? LatePolicies { get; init; }

    /// <summary>The modules of the course, each with all its items.</summary>
    public BundleListing<ModuleRecord>? Modules { get; init; }
}
