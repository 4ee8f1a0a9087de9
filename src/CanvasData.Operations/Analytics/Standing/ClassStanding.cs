namespace CanvasData.Operations.Analytics;

/// <summary>
/// A class at a moment: the standing of each student and what the items and the class have in common. For staff: it holds
/// grades that were not shown to students, and peers. Made by <see cref="StandingCalculator"/>.
/// </summary>
internal sealed class ClassStanding
{
    private readonly StudentStanding[] _students;
    private readonly AnalyticsStatus[] _statuses;
    private readonly ItemState[] _states;
    private readonly double[] _percents;
    private readonly double[] _weights;
    private readonly bool[] _missing;
    private ulong? _inputsHash;

    internal ClassStanding(WorkPlan plan, DateTime asOf, StandingOptions options)
    {
        (Plan, AsOf, Options) = (plan, asOf, options);
        var students = plan.Work.StudentIds.Count;
        var cells = plan.Work.Cells.Length;
        _students = new StudentStanding[students];
        _statuses = new AnalyticsStatus[students];
        (_states, Behaviors, _percents, _weights, _missing) = (new ItemState[cells], new ItemState[cells], new double[cells], new double[cells], new bool[cells]);
        Scores = new ExactSum[plan.Points.Length];
        GroupScores = new ExactSum[plan.GroupCount];
    }

    /// <summary>The work that it was computed from.</summary>
    public CourseWork Work => Plan.Work;

    /// <summary>The moment; nothing later was used.</summary>
    public DateTime AsOf { get; }

    /// <summary>
    /// The mean of <see cref="StudentStanding.Current"/> over the students with 5% of the course known; null with fewer than five.
    /// </summary>
    public double? ClassMean { get; internal set; }

    /// <summary>
    /// The spread of scores around the mean of their item, missing work as 0: a standard deviation in percentage points, 5 at least; 25
    /// while fewer than 20 scores can be compared.
    /// </summary>
    public double NoiseDeviation { get; internal set; }

    /// <summary>The typical standing in the class, over the students that have a status of Ok.</summary>
    public StudentStanding Typical { get; internal set; }

    internal WorkPlan Plan { get; }

    internal StandingOptions Options { get; }

    /// <summary>States before drop rules, by student and item.</summary>
    internal ItemState[] Behaviors { get; }

    /// <summary>Percentages of graded work, by item.</summary>
    internal ExactSum[] Scores { get; }

    /// <summary>Percentages of graded work, by group.</summary>
    internal ExactSum[] GroupScores { get; }

    internal StudentStanding[] Students => _students;

    internal AnalyticsStatus[] Statuses => _statuses;

    /// <summary>The numbers of a student; meaningful whenever <see cref="StatusOf"/> is Ok or concerns the remaining weight.</summary>
    /// <param name="student">Place in <see cref="CourseWork.StudentIds"/>.</param>
    public StudentStanding this[int student] => _students[student];

    /// <summary>Whether a student's numbers allow a prediction.</summary>
    /// <param name="student">Place in <see cref="CourseWork.StudentIds"/>.</param>
    public AnalyticsStatus StatusOf(int student) => _statuses[student];

    /// <summary>The reason why they do not, as a sentence; null when they do.</summary>
    /// <param name="student">Place in <see cref="CourseWork.StudentIds"/>.</param>
    public string? ReasonOf(int student) => StatusReason.Describe(_statuses[student]);

    /// <summary>The states of a student's items, in the order of <see cref="CourseWork.Items"/>.</summary>
    /// <param name="student">Place in <see cref="CourseWork.StudentIds"/>.</param>
    public ReadOnlySpan<ItemState> StatesOf(int student) => RowOf(_states, student);

    /// <summary>The percentages as they are, 0 where nothing is known; of bonus items, points.</summary>
    /// <param name="student">Place in <see cref="CourseWork.StudentIds"/>.</param>
    public ReadOnlySpan<double> PercentsOf(int student) => RowOf(_percents, student);

    /// <summary>
    /// The shares of the total of the items that exist; 0 where an item does not count or is dropped. Of bonus items, percentage points a
    /// point.
    /// </summary>
    /// <param name="student">Place in <see cref="CourseWork.StudentIds"/>.</param>
    public ReadOnlySpan<double> WeightsOf(int student) => RowOf(_weights, student);

    /// <summary>The mean percentage, 0 to 120, of those whose work on the item is graded; null for none.</summary>
    /// <param name="item">Place in <see cref="CourseWork.Items"/>.</param>
    public double? ItemMean(int item) => Scores[item].Count == 0 ? null : Scores[item].Mean();

    /// <summary>The hash over all that could be seen at the moment; the order of students and items does not change it.</summary>
    public ulong InputsHash => _inputsHash ??= Analytics.InputsHash.Compute(Work, AsOf, Options);

    internal ReadOnlySpan<ItemState> BehaviorsOf(int student) => RowOf(Behaviors, student);

    /// <summary>Whether each item of a student is missing, as Canvas decides it.</summary>
    internal ReadOnlySpan<bool> MissingOf(int student) => RowOf(_missing, student);

    internal void Store(int student, StandingComputation pass)
    {
        var from = student * Plan.Points.Length;
        pass.States.CopyTo(_states, from);
        pass.Behaviors.CopyTo(Behaviors, from);
        pass.Percents.CopyTo(_percents, from);
        pass.Weights.CopyTo(_weights, from);
        pass.Missing.CopyTo(_missing, from);
    }

    private ReadOnlySpan<T> RowOf<T>(T[] table, int student) => table.AsSpan(student * Plan.Points.Length, Plan.Points.Length);
}
