namespace CanvasData.Operations.Simulator.School;

/// <summary>An assignment, and what of it has to be found quickly for each of a million rows.</summary>
internal sealed class AssignmentState
{
    private readonly List<int> rowOfStudent = [];
    private Dictionary<long, SimulatedOverride>? bySection;
    private Dictionary<long, SimulatedOverride>? byStudent;
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
        bySection = info.Overrides.Any(o => o.SectionId is not null)
            ? info.Overrides.Where(o => o.SectionId is not null).ToDictionary(o => o.SectionId!.Value)
            : null;
        byStudent = info.Overrides.Any(o => o.StudentIds.Count > 0)
            ? info.Overrides.SelectMany(o => o.StudentIds, (o, student) => (o, student)).ToDictionary(p => p.student, p => p.o)
            : null;
    }

    /// <summary>The student's own due date.</summary>
    public Moment DueFor(StudentState student) =>
        OverrideFor(student) is { OverridesDueAt: true } own ? Moment.From(own.DueAt) : baseDue;

    public bool IsVisibleTo(StudentState student) => !Info.OnlyVisibleToOverrides || OverrideFor(student) is not null;

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

        return bySection is not null && bySection.TryGetValue(student.SectionId, out own) ? own : null;
    }
}

/// <summary>A student, or the test student, in one course.</summary>
internal sealed class StudentState(int ordinal, SimulatedUser user, long sectionId)
{
    public int Ordinal { get; } = ordinal;

    public SimulatedUser User { get; set; } = user;

    public long SectionId { get; } = sectionId;

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
