using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>What of a course a pass may see.</summary>
internal enum GradeVisibility
{
    /// <summary>All that was graded by then.</summary>
    Graded,

    /// <summary>What was graded and shown to the student by then.</summary>
    Posted,

    /// <summary>Everything, and what has no score is 0: the final grade.</summary>
    Final,
}

/// <summary>Computes the standings of one student after another in one set of buffers.</summary>
internal sealed class StandingComputation(WorkPlan plan)
{
    internal const double MaxCarried = 120;
    private const double Decay = 0.6;
    private const double MaxPercent = 1e9;

    private readonly int[] _order = new int[plan.Order.Length];
    private readonly long[] _keys = new long[plan.Order.Length];
    private readonly double[] _perPoint = new double[plan.BucketCount];
    private readonly double[] _possible = new double[plan.BucketCount];
    private readonly int[] _bucket = new int[plan.Points.Length];
    private readonly bool[] _foregone = new bool[plan.Points.Length];
    private readonly double[] _scores = new double[plan.Points.Length];
    private double _whole;
    private readonly DropScratch? _drops = plan.HasDrops ? new DropScratch(plan.Points.Length) : null;

    /// <summary>Percent as it is, by item; of bonus items, points.</summary>
    public double[] Percents { get; } = new double[plan.Points.Length];

    /// <summary>Share of the total, by item; of bonus items, percent of the total a point.</summary>
    public double[] Weights { get; } = new double[plan.Points.Length];

    /// <summary>State by item, before drop rules.</summary>
    public ItemState[] Behaviors { get; } = new ItemState[plan.Points.Length];

    /// <summary>Whether it is missing, by item: as Canvas decides it, without the grace of <see cref="Behaviors"/>.</summary>
    public bool[] Missing { get; } = new bool[plan.Points.Length];

    /// <summary>State by item.</summary>
    public ItemState[] States { get; } = new ItemState[plan.Points.Length];

    /// <summary>The student's items in the order of due dates, after <see cref="Run"/>.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Whether anything counts for the student that <see cref="Run"/> was last called for.</summary>
    public bool HasWork => _whole > 0;

    /// <summary>Reads the student's work at a moment. Remaining weight is that of the items; the class mean is not known yet.</summary>
    public StudentStanding Run(int student, DateTime asOf, GradeVisibility sight)
    {
        var cells = plan.Work.CellsOf(student);
        Read(cells, asOf, sight);
        Weigh();
        Sort(cells, asOf);
        return Sum(cells, asOf);
    }

    private void Read(ReadOnlySpan<WorkCell> cells, DateTime asOf, GradeVisibility sight)
    {
        States.AsSpan().Clear();
        Missing.AsSpan().Clear();
        Behaviors.AsSpan().Clear();
        var latest = asOf.Ticks;
        var overdue = plan.Work.Grace.Ticks <= 0 ? latest : Math.Max(0, latest - plan.Work.Grace.Ticks);
        foreach (var i in plan.Order)
        {
            ref readonly var cell = ref cells[i];
            Percents[i] = 0;
            _scores[i] = 0;
            _bucket[i] = cell.Counts ? plan.BucketOf(i, cell.DueAt) : -1;
            if (_bucket[i] < 0)
            {
                continue;
            }

            var submitted = cell.SubmittedAt is { } at && at.Ticks <= latest;
            var known = cell.Score is { } score && double.IsFinite(score) && IsKnown(in cell, latest, sight);
            var marked = sight != GradeVisibility.Final && cell.IsMarkedMissingAt(asOf);
            var state = ItemState.Open;
            if (known)
            {
                score = Math.Clamp(cell.Score.GetValueOrDefault(), -1e290, 1e290);
                _scores[i] = score;
                Percents[i] = plan.Points[i] > 0 ? Math.Clamp(100 * (score / plan.Points[i]), -MaxPercent, MaxPercent) : Math.Clamp(score, -MaxPercent, MaxPercent);
                state = marked || (score <= 0 && !submitted && plan.Points[i] > 0 && cell.ExpectsSubmission) ? ItemState.ZeroEntered : ItemState.Graded;
            }
            else
            {
                state = sight == GradeVisibility.Final || marked ? ItemState.OverdueMissing
                    : submitted ? ItemState.Pending
                    : cell.ExpectsSubmission && cell.DueAt is { } due && due.Ticks < overdue ? ItemState.OverdueMissing
                    : ItemState.Open;
            }

            Missing[i] = plan.Points[i] > 0 && (marked || cell.PartMissing || (!known && !submitted && cell.ExpectsSubmission && cell.DueAt < asOf));

            // A bonus that was let go is not missing.
            _foregone[i] = plan.Points[i] <= 0 && state == ItemState.OverdueMissing;
            state = plan.Points[i] <= 0 && !known ? ItemState.Open : plan.Points[i] <= 0 ? ItemState.Graded : state;
            Behaviors[i] = States[i] = state;
        }
    }

    private static bool IsKnown(in WorkCell cell, long latest, GradeVisibility sight) => sight switch
    {
        GradeVisibility.Final => true,
        _ when cell.AwaitsReview => false,
        GradeVisibility.Posted when cell.PostedAt is null || cell.PostedAt.GetValueOrDefault().Ticks > latest => false,
        _ => (cell.GradedAt ?? cell.SubmittedAt ?? DateTime.MinValue).Ticks <= latest,
    };

    // Where items will be dropped, the points of the group are those expected to be kept.
    private void Weigh()
    {
        _possible.AsSpan().Clear();
        foreach (var i in plan.Order)
        {
            if (States[i] != ItemState.NotCounted)
            {
                _possible[_bucket[i]] += plan.Points[i];
            }
        }

        if (_drops is not null)
        {
            for (var b = 0; b < plan.BucketCount; b++)
            {
                if (plan.Drops[b % plan.GroupCount])
                {
                    _possible[b] -= Drop(b, _drops);
                }
            }
        }

        _whole = plan.Share(_possible, _perPoint);

        foreach (var i in plan.Order)
        {
            var perPoint = States[i] is ItemState.NotCounted or ItemState.Dropped ? 0 : _perPoint[_bucket[i]];
            Weights[i] = plan.Points[i] > 0 ? plan.Points[i] * perPoint : 100 * perPoint;
        }
    }

    /// <summary>Drops what the rules drop of the known items of a group.</summary>
    /// <returns>The points that are dropped, and those still to be dropped of the rest.</returns>
    private double Drop(int bucket, DropScratch scratch)
    {
        var group = bucket % plan.GroupCount;
        var (known, open, openPoints) = (0, 0, 0.0);
        foreach (var i in plan.Order)
        {
            if (_bucket[i] != bucket || States[i] == ItemState.NotCounted)
            {
                continue;
            }

            // To drop rules a bonus that was let go is 0 of 0 points.
            if (States[i] is ItemState.Open or ItemState.Pending && !_foregone[i])
            {
                open += plan.NeverDrop[i] || plan.Points[i] <= 0 ? 0 : 1;
                openPoints += plan.NeverDrop[i] ? 0 : plan.Points[i];
                continue;
            }

            scratch.Put(known++, i, _scores[i], plan.Points[i], plan.Work.Items[i].AssignmentId, plan.NeverDrop[i]);
        }

        scratch.Keep(plan, group, known);
        var (dropped, droppedPoints) = (0, 0.0);
        for (var k = 0; k < known; k++)
        {
            if (!scratch.Kept[k])
            {
                States[scratch.Items[k]] = ItemState.Dropped;
                dropped++;
                droppedPoints += plan.Points[scratch.Items[k]];
            }
        }

        var rules = plan.Work.Groups[group];
        var still = Math.Clamp((long)Math.Max(0, rules.DropLowest) + Math.Max(0, rules.DropHighest) - dropped, 0, Math.Max(0, known - dropped > 0 ? open : open - 1));
        return droppedPoints + (open == 0 ? 0 : openPoints * still / open);
    }

    // Nearly always the class's order already, so that an insertion sort is a walk.
    private void Sort(ReadOnlySpan<WorkCell> cells, DateTime asOf)
    {
        var items = plan.Work.Items;
        for (var n = 0; n < plan.Order.Length; n++)
        {
            var i = plan.Order[n];
            ref readonly var cell = ref cells[i];
            var key = (cell.MomentAt(asOf) ?? DateTime.MaxValue).Ticks;
            var place = n;
            while (place > 0 && (_keys[place - 1] > key || (_keys[place - 1] == key && items[_order[place - 1]].AssignmentId > items[i].AssignmentId)))
            {
                (_keys[place], _order[place]) = (_keys[place - 1], _order[place - 1]);
                place--;
            }

            (_keys[place], _order[place]) = (key, i);
        }
    }

    private StudentStanding Sum(ReadOnlySpan<WorkCell> cells, DateTime asOf)
    {
        var (earned, carried, weight, missingPoints) = (0.0, 0.0, 0.0, 0.0);
        var (recent, handedIn, decays) = (0.0, 0.0, 0.0);
        var (known, due, missing, run, submissions, late) = (0, 0, 0, 0, 0, 0);
        var (dueItems, missingItems, missingStreak) = (0, 0, 0);
        var (graded, sum, squares) = (0, 0.0, 0.0);
        var last = false;
        var overdue = asOf.Ticks - Math.Max(0, plan.Work.Grace.Ticks);
        foreach (var i in _order)
        {
            var state = Behaviors[i];
            if (state == ItemState.NotCounted)
            {
                continue;
            }

            if (plan.Points[i] <= 0)
            {
                earned += state == ItemState.Graded ? Percents[i] * Weights[i] : 0;
                continue;
            }

            var isMissing = state is ItemState.OverdueMissing or ItemState.ZeroEntered;
            var carry = Math.Clamp(Percents[i], 0, MaxCarried);
            if (isMissing || state == ItemState.Graded)
            {
                known++;
                earned += Weights[i] * Percents[i];
                carried += Weights[i] * carry;
                weight += Weights[i];
                recent = (recent * Decay) + carry;
                handedIn = (handedIn * Decay) + (isMissing ? 0 : 1);
                decays = (decays * Decay) + 1;
            }

            var isDue = isMissing || (state != ItemState.Open && (cells[i].DueAt is { } at ? at.Ticks < overdue : state == ItemState.Graded));
            if (isDue)
            {
                due++;
                last = isMissing;
                run = isMissing ? run + 1 : 0;
                missing += isMissing ? 1 : 0;
            }

            if (isDue || Missing[i])
            {
                dueItems++;
                missingItems += Missing[i] ? 1 : 0;
                missingStreak = Missing[i] ? missingStreak + 1 : 0;
                missingPoints += Missing[i] ? Weights[i] * (100 - Math.Clamp(Percents[i], 0, 100)) : 0;
            }

            if (state is ItemState.Graded or ItemState.Pending)
            {
                submissions++;
                late += cells[i].IsLateAt(asOf) ? 1 : 0;
            }

            if (state == ItemState.Graded)
            {
                graded++;
                sum += carry;
                squares += carry * carry;
            }
        }

        weight = Math.Clamp(weight, 0, _whole);
        return new StudentStanding
        {
            Earned = earned,
            KnownWeight = weight,
            RemainingWeight = Remaining(_whole - weight),
            Current = weight > 0 ? Math.Min(carried / weight, MaxCarried) : 0,
            ClassMean = 0,
            RecentMean = decays > 0 ? recent / decays : 0,
            MissingRate = due > 0 ? (double)missing / due : 0,
            LastMissing = last,
            MissingRun = run,
            SubmittedRate = decays > 0 ? handedIn / decays : 1,
            SubmittedMean = graded > 0 ? sum / graded : null,
            LateShare = submissions > 0 ? (double)late / submissions : 0,
            ScoreDeviation = Deviation(graded, sum, squares),
            KnownItems = known,
            DueItems = dueItems,
            MissingItems = missingItems,
            MissingStreak = missingStreak,
            MissesEarlier = missing > run,
            MissingPoints = missingPoints,
            Pattern = missing == 0 ? SubmissionPattern.NoneMissing
                : submissions == 0 ? SubmissionPattern.NothingSubmitted
                : last ? SubmissionPattern.LastDueMissing
                : SubmissionPattern.SomeMissing,
        };
    }

    // Shares that add up to the whole but for rounding leave nothing.
    private static double Remaining(double rest) => rest < 1e-9 ? 0 : rest;

    // Of equal scores the difference is rounding alone, whose root is not small.
    private static double Deviation(int count, double sum, double squares)
    {
        var spread = count > 1 ? squares - (sum * sum / count) : 0;
        return spread > 1e-12 * squares ? Math.Sqrt(spread / (count - 1)) : 0;
    }
}
