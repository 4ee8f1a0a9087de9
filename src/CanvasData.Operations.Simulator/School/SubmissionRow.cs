namespace CanvasData.Operations.Simulator.School;

internal enum WorkState : byte
{
    Unsubmitted,
    Submitted,
    PendingReview,
    Graded,
}

/// <summary>The status that a grader has set; without one Canvas decides.</summary>
internal enum LateStatus : byte
{
    Unset,
    None,
    Late,
    Missing,
    Extended,
}

internal enum ExcusedState : byte
{
    Unknown,
    No,
    Yes,
}

/// <summary>What is stored of a submission; everything else is computed when it is read. 48 bytes, so that a million fit into 48 MB.</summary>
internal struct SubmissionRow
{
    public double Entered;
    public double Deducted;
    public int Assignment;
    public int Student;
    public Moment SubmittedAt;
    public Moment GradedAt;
    public Moment PostedAt;
    public byte Attempt;
    public WorkState State;
    public ExcusedState Excused;
    public bool Outdated;
    public bool MissingByPolicy;
    public bool GradedByMachine;
    public LateStatus Status;

    /// <summary>Whether the course keeps <see cref="RowDetails"/> for it.</summary>
    public bool HasDetails;

    public static SubmissionRow Empty(int assignment, int student) =>
        new() { Assignment = assignment, Student = student, Entered = double.NaN, Deducted = double.NaN };

    public readonly bool HasScore => !double.IsNaN(Entered);

    public readonly double Score => double.IsNaN(Deducted) ? Entered : Math.Round(Entered - Deducted, 2);

    public void Grade(double score, Moment at, bool byMachine)
    {
        Entered = score;
        Deducted = double.NaN;
        GradedAt = at;
        State = WorkState.Graded;
        Excused = ExcusedState.No;
        GradedByMachine = byMachine;
        MissingByPolicy = false;
        Outdated = false;
    }
}
