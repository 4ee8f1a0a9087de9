namespace CanvasData.Operations.Analytics;

/// <summary>How a class did on each item, and in which kind of work each student is best.</summary>
internal sealed class ItemStatistics
{
    private const int MinForDiscrimination = 20;
    private const int MinOthers = 5;
    private const int MinForStrength = 3;

    private readonly ClassStanding _class;
    private readonly int _students;
    private readonly int _items;
    private readonly (double Sum, int Count)[] _ofStudent;

    public ItemStatistics(ClassStanding standing)
    {
        (_class, _students, _items) = (standing, standing.Work.StudentIds.Count, standing.Work.Items.Count);
        _ofStudent = new (double, int)[_students];
        for (var student = 0; student < _students; student++)
        {
            for (var item = 0; item < _items; item++)
            {
                if (ScoreOf(student, item) is { } score)
                {
                    _ofStudent[student] = (_ofStudent[student].Sum + score, _ofStudent[student].Count + 1);
                }
            }
        }
    }

    public IReadOnlyList<ItemFacts> Items => [.. Enumerable.Range(0, _items).Select(Facts)];

    /// <summary>The group in which a student is farthest above the class on the same items; null for too few.</summary>
    public GroupStrength? StrengthOf(int student)
    {
        var groups = new SortedDictionary<long, (double Own, double Above, int Count)>();
        for (var item = 0; item < _items; item++)
        {
            if (_class.Work.Items[item].GroupId is { } group && ScoreOf(student, item) is { } score && _class.Scores[item].Count > MinOthers)
            {
                var known = groups.GetValueOrDefault(group);
                groups[group] = (known.Own + score, known.Above + score - _class.Scores[item].MeanWithout(score), known.Count + 1);
            }
        }

        var best = groups.Where(group => group.Value.Count >= MinForStrength).OrderByDescending(group => group.Value.Above / group.Value.Count).FirstOrDefault();
        return best.Value.Count == 0
            ? null
            : new GroupStrength(
                best.Key, _class.Work.Groups.FirstOrDefault(group => group.Id == best.Key)?.Name, best.Value.Own / best.Value.Count, best.Value.Above / best.Value.Count, best.Value.Count);
    }

    private ItemFacts Facts(int item)
    {
        var (due, missing, weight) = (0, 0, 0.0);
        for (var student = 0; student < _students; student++)
        {
            ref readonly var cell = ref _class.Work.Cells[(student * _items) + item];
            var isMissing = _class.MissingOf(student)[item];
            due += isMissing || (cell.Counts && cell.DueAt <= _class.AsOf) ? 1 : 0;
            missing += isMissing ? 1 : 0;
            weight = Math.Max(weight, _class.WeightsOf(student)[item]);
        }

        var work = _class.Work.Items[item];
        return new ItemFacts(
            work.AssignmentId, work.Name, 100 * weight, _class.Scores[item].Count, _class.ItemMean(item), Discrimination(item), due, missing);
    }

    // Correlation of an item with the mean of the rest of the same student's work.
    private double? Discrimination(int item)
    {
        var (n, x, y, xx, yy, xy) = (0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var student = 0; student < _students; student++)
        {
            if (ScoreOf(student, item) is { } score && _ofStudent[student].Count > MinForStrength)
            {
                var rest = (_ofStudent[student].Sum - score) / (_ofStudent[student].Count - 1);
                (n, x, y, xx, yy, xy) = (n + 1, x + score, y + rest, xx + (score * score), yy + (rest * rest), xy + (score * rest));
            }
        }

        var (spread, restSpread) = (xx - (x * x / Math.Max(1, n)), yy - (y * y / Math.Max(1, n)));
        return n < MinForDiscrimination || spread <= 1e-9 || restSpread <= 1e-9 ? null : (xy - (x * y / n)) / Math.Sqrt(spread * restSpread);
    }

    // As the class's sums hold it; dropped work was done too.
    private double? ScoreOf(int student, int item) =>
        _class.BehaviorsOf(student)[item] == ItemState.Graded && _class.Plan.Points[item] > 0 && _class.Work.IsMember(student, _class.AsOf)
            ? Math.Clamp(_class.PercentsOf(student)[item], 0, StandingComputation.MaxCarried)
            : null;
}
