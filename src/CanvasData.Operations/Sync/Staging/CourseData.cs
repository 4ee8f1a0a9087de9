using System.Linq.Expressions;
using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;

namespace CanvasData.Operations.Sync;

/// <summary>Everything of one course, fetched and transformed, before the database is touched.</summary>
internal sealed class CourseData(long courseId, RequestCounter counter, int memoryRows, TimeProvider time) : IAsyncDisposable
{
    public long CourseId { get; } = courseId;

    public RequestCounter Usage { get; } = counter;

    /// <summary>The part of the course that is fetched; null for all of it.</summary>
    public CoursePart? Part { get; init; }

    /// <summary>The assignments of which submissions are stored; null for any.</summary>
    public IReadOnlySet<long>? KnownAssignments { get; set; }

    /// <summary>Canvas's clock when the fetch began; null when unknown.</summary>
    public DateTimeOffset? ServerTime { get; set; }

    /// <summary>The course as Canvas sent it; null before it came.</summary>
    public CourseRecord? Record { get; set; }

    /// <summary>The rarely changing listings that were asked for. Nothing is written of the others.</summary>
    public StaticListings Asked { get; set; }

    /// <summary>Whether Canvas sends nothing of the course but its id.</summary>
    public bool IsRestricted { get; set; }

    /// <summary>Collections that could not be read, with the reason. Nothing is inferred about them.</summary>
    public Dictionary<string, string> Skipped { get; } = [];

    /// <summary>Canvas lists submissions of published assignments only; those of these are not lost.</summary>
    public HashSet<long> UnpublishedAssignments { get; } = [];

    /// <summary>Modules whose items could not be listed; those that are stored are not lost.</summary>
    public HashSet<long> UnlistedModules { get; } = [];

    /// <summary>When the checkpoints are due, and for whom otherwise.</summary>
    public CheckpointDates CheckpointDates { get; } = new();

    /// <summary>Test students, whose submissions are not stored.</summary>
    public HashSet<long> TestStudents { get; } = [];

    /// <summary>Assignments that were listed, and were gone when the list was read once more.</summary>
    public HashSet<long> DeletedAssignments { get; } = [];

    /// <summary>Assignments that submissions belong to.</summary>
    public HashSet<long> SubmittedAssignments { get; } = [];

    /// <summary>Sections that enrollments belong to.</summary>
    public HashSet<long> EnrolledSections { get; } = [];

    /// <summary>The places that submissions have taken.</summary>
    public AlternateKeySet Places { get; } = new();

    /// <summary>When the list of users and enrollments was begun, by the host's clock; null when it was not read.</summary>
    public DateTime? PersonsReadAt { get; private set; }

    /// <summary>Tables that held nothing of the course before the write, as far as they were looked at.</summary>
    public IReadOnlySet<Type> NotStored { get; set; } = new HashSet<Type>();

    public FetchedTable<CanvasTerm> Terms { get; } = new("term", memoryRows);

    public FetchedTable<CanvasCourse> Courses { get; } = new("course", memoryRows);

    public FetchedTable<CanvasUser> Users { get; } = new("user", memoryRows);

    public FetchedTable<CanvasSection> Sections { get; } = new("section", memoryRows);

    public FetchedTable<CanvasEnrollment> Enrollments { get; } = new("enrollment", memoryRows);

    public FetchedTable<CanvasGradingPeriod> GradingPeriods { get; } = new("grading_period", memoryRows);

    public FetchedTable<CanvasGradingStandard> GradingStandards { get; } = new("grading_standard", memoryRows);

    public FetchedTable<CanvasLatePolicy> LatePolicies { get; } = new("late_policy", memoryRows);

    public FetchedTable<CanvasAssignmentGroup> AssignmentGroups { get; } = new("assignment_group", memoryRows);

    public FetchedTable<CanvasAssignment> Assignments { get; } = new("assignment", memoryRows);

    public FetchedTable<CanvasAssignmentOverride> Overrides { get; } = new("assignment_override", memoryRows);

    public FetchedTable<CanvasCheckpoint> Checkpoints { get; } = new("checkpoint", memoryRows);

    public FetchedTable<CanvasSubmission> Submissions { get; } = new("submission", memoryRows);

    public FetchedTable<CanvasCheckpointSubmission> CheckpointSubmissions { get; } = new("checkpoint_submission", memoryRows);

    public FetchedTable<CanvasModule> Modules { get; } = new("module", memoryRows);

    public FetchedTable<CanvasModuleItem> ModuleItems { get; } = new("module_item", memoryRows);

    public IEnumerable<FetchedTable> All =>
    [
        Terms, Courses, Users, Sections, Enrollments, GradingPeriods, GradingStandards, LatePolicies,
        AssignmentGroups, Assignments, Overrides, Checkpoints, Submissions, CheckpointSubmissions, Modules, ModuleItems,
    ];

    /// <summary>Rows of all collections.</summary>
    public int Count => All.Sum(collection => collection.Count);

    /// <summary>The stored rows that the listings are compared with.</summary>
    public Expression<Func<TRow, bool>> RowsOf<TRow>() where TRow : CanvasCourseRow => Part?.Of<TRow>(CourseId) ?? (row => row.CourseId == CourseId);

    /// <summary>The rarely changing listings that the client has only in part.</summary>
    public StaticListings PartialStatic =>
        (Sections.IsPartial ? StaticListings.Sections : 0) |
        (Users.IsPartial ? StaticListings.Users : 0) |
        (AssignmentGroups.IsPartial ? StaticListings.AssignmentGroups : 0) |
        (GradingPeriods.IsPartial || GradingStandards.IsPartial || LatePolicies.IsPartial ? StaticListings.GradingSetup : 0) |
        (Modules.IsPartial ? StaticListings.Modules : 0);

    /// <summary>Notes which listings of a client do not hold everything.</summary>
    public void MarkPartial(IPartialListings? listings)
    {
        foreach (var collection in listings is null ? [] : All)
        {
            collection.IsPartial = listings!.IsPartial(CourseId, collection.Entity);
        }
    }

    /// <summary>Notes that the list of users and enrollments is going to be read.</summary>
    public void BeginPersons() => PersonsReadAt ??= UtcDateTimeConverter.Now(time);

    /// <summary>Rejects from now on what the host's columns do not hold.</summary>
    public async Task LimitToHostAsync(ICanvasContexts contexts, CancellationToken cancellationToken)
    {
        var limits = await contexts.UseAsync(database => Task.FromResult(HostLimits.Get(database.Model)), cancellationToken).ConfigureAwait(false);
        foreach (var collection in All)
        {
            collection.Limits = limits;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var collection in All)
        {
            await collection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
