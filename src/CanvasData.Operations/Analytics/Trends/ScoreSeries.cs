namespace CanvasData.Operations.Analytics;

/// <summary>The graded, submitted work of one student after another, in the order of due dates, in one set of buffers.</summary>
internal sealed class ScoreSeries(ClassStanding standing)
{
    private readonly int[] _order = new int[standing.Work.Items.Count];
    private readonly long[] _keys = new long[standing.Work.Items.Count];
    private readonly double[] _weeks = new double[standing.Work.Items.Count];
    private readonly double[] _percents = new double[standing.Work.Items.Count];
    private readonly double[] _adjusted = new double[standing.Work.Items.Count];
    private readonly double[] _weights = new double[standing.Work.Items.Count];
    private readonly int[] _items = new int[standing.Work.Items.Count];
    private readonly ExactSum[] _ownOfGroup = new ExactSum[standing.Plan.GroupCount];
    private int _student;
    private int _length;

    public int Count { get; private set; }

    /// <summary>Whether every item has at least five others to compare with.</summary>
    public bool IsCompared { get; private set; }

    /// <summary>Weeks since an arbitrary day: due dates, or when it was submitted or graded.</summary>
    public ReadOnlySpan<double> Weeks => _weeks.AsSpan(0, Count);

    public ReadOnlySpan<double> Percents => _percents.AsSpan(0, Count);

    /// <summary>Percentages less the mean of the others on the item; of the others on its group where they are too few.</summary>
    public ReadOnlySpan<double> Adjusted => _adjusted.AsSpan(0, Count);

    public ReadOnlySpan<double> Weights => _weights.AsSpan(0, Count);

    public void Read(int student)
    {
        (_student, _length, Count, IsCompared) = (student, 0, 0, true);
        if (standing.Statuses[student] == AnalyticsStatus.NotFound)
        {
            return;
        }

        var plan = standing.Plan;
        var behaviors = standing.BehaviorsOf(student);
        var percents = standing.PercentsOf(student);
        Sort(standing.Work.CellsOf(student), behaviors);
        _ownOfGroup.AsSpan().Clear();
        for (var n = 0; n < _length; n++)
        {
            var i = _order[n];
            if (behaviors[i] == ItemState.Graded)
            {
                _weeks[Count] = _keys[n] / (double)TimeSpan.TicksPerDay / 7;
                _percents[Count] = Math.Clamp(percents[i], 0, StandingComputation.MaxCarried);
                _ownOfGroup[plan.Group[i]].Add(_percents[Count]);
                _weights[Count] = plan.Points[i];
                _items[Count++] = i;
            }
        }

        for (var n = 0; n < Count; n++)
        {
            Compare(n, _items[n]);
        }
    }

    /// <summary>The last due items as letters, oldest first.</summary>
    public string SubmissionRun(int length)
    {
        var cells = standing.Work.CellsOf(_student);
        var behaviors = standing.BehaviorsOf(_student);
        Span<char> run = stackalloc char[length];
        var at = length;
        for (var n = _length - 1; n >= 0 && at > 0; n--)
        {
            var i = _order[n];
            switch (behaviors[i])
            {
                case ItemState.OverdueMissing or ItemState.ZeroEntered:
                    run[--at] = 'M';
                    break;
                case ItemState.Graded or ItemState.Pending:
                    run[--at] = cells[i].IsLateAt(standing.AsOf) ? 'L' : 'S';
                    break;
            }
        }

        return run[at..].ToString();
    }

    private void Compare(int place, int item)
    {
        ref readonly var scores = ref standing.Scores[item];
        var group = standing.Plan.Group[item];
        ref readonly var ofGroup = ref standing.GroupScores[group];
        var isCompared = scores.Count > StandingCalculator.MinOthers;
        _adjusted[place] = _percents[place] - (
            isCompared ? scores.MeanWithout(_percents[place])
            : ofGroup.Count - _ownOfGroup[group].Count >= StandingCalculator.MinOthers ? ofGroup.MeanWithout(in _ownOfGroup[group])
            : 0);
        IsCompared &= isCompared;
    }

    private void Sort(ReadOnlySpan<WorkCell> cells, ReadOnlySpan<ItemState> behaviors)
    {
        var plan = standing.Plan;
        _length = 0;
        foreach (var i in plan.Order)
        {
            if (plan.Points[i] <= 0 || behaviors[i] is ItemState.NotCounted or ItemState.Open)
            {
                continue;
            }

            ref readonly var cell = ref cells[i];
            var key = (cell.MomentAt(standing.AsOf) ?? DateTime.MinValue).Ticks;
            var place = _length++;
            while (place > 0 && _keys[place - 1] > key)
            {
                (_keys[place], _order[place]) = (_keys[place - 1], _order[place - 1]);
                place--;
            }

            (_keys[place], _order[place]) = (key, i);
        }
    }
}
