namespace CanvasData.Operations.Simulator.School;

/// <summary>An assignment, and what of it has to be found quickly for each of a million rows.</summary>
internal sealed class AssignmentState
{
    private readonly List<int> rowOfStudent = [];
    private Dictionary<long, SimulatedOverride>? bySection;
    private Dictionary<long, SimulatedOverride>? byStudent;
    private HashSet<long>? unassignedSections;
    private HashSet<long>? unassignedStudents;
    private Audience? audience;
    private Moment baseDue;

    public AssignmentState(int ordinal, SimulatedAssignment info)
    {
        Ordinal = ordinal;
        Info = info;
        Change(info);
    }

    public int Ordinal { get; }

    public SimulatedAssignment Info { get; private set; }

    public bool Deleted { get; set; }

    public bool IsServed => !Deleted;

    public bool HasSubmissions => !Deleted && Info.WorkflowState == "published";

    public double Points { get; private set; }

    public void Change(SimulatedAssignment info)
    {
        Info = info;
        Points = info.PointsPossible ?? 0;
        baseDue = Moment.From(info.DueAt);
        bySection = Index(info.Overrides, o => o.SectionId is { } section ? [section] : []);
        byStudent = Index(info.Overrides, o => o.StudentIds);
        unassignedSections = Unassigned(info.Overrides, o => o.SectionId is { } section ? [section] : []);
        unassignedStudents = Unassigned(info.Overrides, o => o.StudentIds);
    }

    /// <summary>Whether the modules around it leave it to everyone; null and empty audiences do.</summary>
    public bool IsVisibleToEveryone => !Info.OnlyVisibleToOverrides && audience is null;

    /// <summary>Limits the assignment to those that its modules are assigned to; null lifts the limit.</summary>
    public void Limit(Audience? to) => audience = to;

    /// <summary>The student's own due date.</summary>
    public Moment DueFor(StudentState student) =>
        OverrideFor(student) is { OverridesDueAt: true } own ? Moment.From(own.DueAt) : baseDue;

    /// <summary>Whether the student has the assignment. Without it there is no row, or one that is out of sight.</summary>
    public bool IsVisibleTo(StudentState student) => IsAssignedTo(student) && (!Info.OnlyVisibleToOverrides || OverrideFor(student) is not null);

    /// <summary>Whether a row is served for the student: not when an override or a module takes the assignment away.</summary>
    public bool IsAssignedTo(StudentState student)
    {
        if (unassignedStudents is null && unassignedSections is null && audience is null)
        {
            return true;
        }

        if (unassignedStudents?.Contains(student.User.Id) == true)
        {
            return false;
        }

        var own = OverrideFor(student);
        if (unassignedSections is not null && student.Sections.All(unassignedSections.Contains))
        {
            return own is { StudentIds.Count: > 0 };
        }

        return audience is null || own is not null || audience.Includes(student);
    }

    /// <summary>Whether a module item with this content is the assignment: by its own id, its quiz or its discussion.</summary>
    public bool IsContent(long contentId) => contentId == Info.Id || contentId == Info.QuizId || contentId == Generation.Ids.Topic(Info.Id);

    public int RowOf(int student) => student < rowOfStudent.Count ? rowOfStudent[student] : -1;

    public void SetRow(int student, int row)
    {
        while (rowOfStudent.Count <= student)
        {
            rowOfStudent.Add(-1);
        }

        rowOfStudent[student] = row;
    }

    private SimulatedOverride? OverrideFor(StudentState student)
    {
        if (bySection is null && byStudent is null)
        {
            return null;
        }

        if (byStudent is not null && byStudent.TryGetValue(student.User.Id, out var own))
        {
            return own;
        }

        if (bySection is not null)
        {
            foreach (var section in student.Sections)
            {
                if (bySection.TryGetValue(section, out own))
                {
                    return own;
                }
            }
        }

        return null;
    }

    private static Dictionary<long, SimulatedOverride>? Index(IReadOnlyList<SimulatedOverride> overrides, Func<SimulatedOverride, IReadOnlyList<long>> names)
    {
        Dictionary<long, SimulatedOverride> index = [];
        foreach (var one in overrides.Where(o => !o.UnassignItem))
        {
            foreach (var id in names(one))
            {
                index[id] = one;
            }
        }

        return index.Count == 0 ? null : index;
    }

    private static HashSet<long>? Unassigned(IReadOnlyList<SimulatedOverride> overrides, Func<SimulatedOverride, IReadOnlyList<long>> names)
    {
        var ids = overrides.Where(o => o.UnassignItem).SelectMany(names).ToHashSet();
        return ids.Count == 0 ? null : ids;
    }
}

/// <summary>Those that the modules of an assignment are assigned to.</summary>
internal sealed class Audience(IEnumerable<long> sections, IEnumerable<long> students)
{
    private readonly HashSet<long> sections = [.. sections];
    private readonly HashSet<long> students = [.. students];

    public bool Includes(StudentState student) => students.Contains(student.User.Id) || student.Sections.Exists(sections.Contains);
}

/// <summary>A student, or the test student, in one course.</summary>
internal sealed class StudentState(int ordinal, SimulatedUser user, long sectionId)
{
    public int Ordinal { get; } = ordinal;

    public SimulatedUser User { get; set; } = user;

    public long SectionId { get; } = sectionId;

    /// <summary>All sections that the student is or was in, the first one first.</summary>
    public List<long> Sections { get; } = [sectionId];

    /// <summary>Indexes into the course's enrollments.</summary>
    public List<int> Enrollments { get; } = [];

    /// <summary>Whether any enrollment is left that is not deleted: else the submissions are out of sight.</summary>
    public bool InScope { get; set; } = true;

    /// <summary>Whether any enrollment still lives, so that new work can come.</summary>
    public bool IsStudying { get; set; } = true;

    public bool IsTest { get; init; }

    /// <summary>The computed scores; null until someone asks, and again after each change.</summary>
    public SimulatedGrades? Grades { get; set; }
}
