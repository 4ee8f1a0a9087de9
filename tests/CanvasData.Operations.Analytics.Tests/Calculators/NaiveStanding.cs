using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Standings by the book, one number after another, without drop rules and without a calendar.</summary>
internal static class NaiveStanding
{
    public static bool IsKnown(CourseWork work, int student, int item, DateTime asOf) =>
        StateOf(work, work.CellsOf(student)[item], work.Items[item].Points, asOf) is ItemState.Graded or ItemState.ZeroEntered or ItemState.OverdueMissing;

    public static StudentStanding Of(CourseWork work, int student, DateTime asOf)
    {
        var items = work.Items.Select((item, i) => (Item: item, Cell: work.CellsOf(student)[i])).Where(pair => pair.Cell.Counts)
            .Select(pair => new Piece(pair.Item, pair.Cell, StateOf(work, pair.Cell, pair.Item.Points, asOf), WeightOf(work, student, pair.Item), IsMissing(pair.Cell, pair.Item.Points, asOf)))
            .OrderBy(piece => MomentOf(piece.Cell, asOf) ?? DateTime.MaxValue).ThenBy(piece => piece.Item.AssignmentId).ToList();
        var pointed = items.Where(piece => piece.Item.Points > 0).ToList();
        var known = pointed.Where(piece => piece.IsMissing || piece.State == ItemState.Graded).ToList();
        var graded = pointed.Where(piece => piece.State == ItemState.Graded).ToList();
        var due = pointed.Where(piece => piece.IsMissing || (piece.State != ItemState.Open && (piece.Cell.DueAt is { } at ? at + work.Grace < asOf : piece.State == ItemState.Graded))).ToList();
        var handedIn = pointed.Where(piece => piece.State is ItemState.Graded or ItemState.Pending).ToList();
        var (weight, whole) = (known.Sum(piece => piece.Weight), pointed.Sum(piece => piece.Weight));
        var missing = due.Count(piece => piece.IsMissing);

        // To Canvas work is missing from the due date on, whatever grace a prediction gives.
        var asked = pointed.Where(piece => piece.IsFact || due.Contains(piece)).ToList();
        double Faded(Func<Piece, double> value) => known.Select((piece, i) => Math.Pow(0.6, known.Count - 1 - i) * value(piece)).Sum();
        return new StudentStanding
        {
            Earned = items.Where(piece => piece.State is ItemState.Graded or ItemState.ZeroEntered).Sum(piece => piece.Item.Points > 0 ? piece.Weight * piece.Percent : piece.Weight * piece.Cell.Score!.Value),
            KnownWeight = weight,
            RemainingWeight = whole - weight,
            Current = weight > 0 ? Math.Min(known.Sum(piece => piece.Weight * piece.Carried) / weight, 120) : 0,
            ClassMean = 0,
            RecentMean = known.Count == 0 ? 0 : Faded(piece => piece.Carried) / Faded(_ => 1),
            SubmittedRate = known.Count == 0 ? 1 : Faded(piece => piece.IsMissing ? 0 : 1) / Faded(_ => 1),
            MissingRate = due.Count == 0 ? 0 : (double)missing / due.Count,
            LastMissing = due.Count > 0 && due[^1].IsMissing,
            MissingRun = Enumerable.Reverse(due).TakeWhile(piece => piece.IsMissing).Count(),
            SubmittedMean = graded.Count == 0 ? null : graded.Average(piece => piece.Carried),
            LateShare = handedIn.Count == 0 ? 0 : handedIn.Average(piece => piece.Cell.Late && piece.Cell.SubmittedAt <= asOf ? 1.0 : 0),
            ScoreDeviation = graded.Count < 2 ? 0 : Math.Sqrt(graded.Sum(piece => Math.Pow(piece.Carried - graded.Average(other => other.Carried), 2)) / (graded.Count - 1)),
            KnownItems = known.Count,
            DueItems = asked.Count,
            MissingItems = asked.Count(piece => piece.IsFact),
            MissingPoints = asked.Where(piece => piece.IsFact).Sum(piece => piece.Weight * (100 - Math.Min(piece.State == ItemState.Open ? 0 : piece.Carried, 100))),
            Pattern = missing == 0 ? SubmissionPattern.NoneMissing
                : handedIn.Count == 0 ? SubmissionPattern.NothingSubmitted
                : due[^1].IsMissing ? SubmissionPattern.LastDueMissing
                : SubmissionPattern.SomeMissing,
        };
    }

    /// <summary>The names of the numbers in which two standings differ.</summary>
    public static IEnumerable<string> Differences(StudentStanding one, StudentStanding other) => typeof(StudentStanding).GetProperties()
        .Where(property => property.GetValue(one) is double a && property.GetValue(other) is double b ? !(Math.Abs(a - b) < 1e-6) : !Equals(property.GetValue(one), property.GetValue(other)))
        .Select(property => $"{property.Name}: {property.GetValue(one)} and not {property.GetValue(other)}");

    private static ItemState StateOf(CourseWork work, WorkCell cell, double points, DateTime asOf)
    {
        var handedIn = cell.SubmittedAt <= asOf;
        return !cell.Counts ? ItemState.NotCounted
            : cell is { Score: { } score, AwaitsReview: false } && !((cell.GradedAt ?? cell.SubmittedAt) > asOf)
                ? (points > 0 && (IsMarked(cell, asOf) || (score <= 0 && !handedIn && cell.ExpectsSubmission)) ? ItemState.ZeroEntered : ItemState.Graded)
            : points <= 0 ? ItemState.Open
            : IsMarked(cell, asOf) ? ItemState.OverdueMissing
            : handedIn ? ItemState.Pending
            : cell.ExpectsSubmission && cell.DueAt + work.Grace < asOf ? ItemState.OverdueMissing
            : ItemState.Open;
    }

    public static bool IsMarked(WorkCell cell, DateTime asOf) =>
        cell.MarkedMissing && (cell is { DueAt: null, GradedAt: null } || cell.DueAt <= asOf || cell.GradedAt <= asOf);

    private static bool IsMissing(WorkCell cell, double points, DateTime asOf) => points > 0 && (IsMarked(cell, asOf) ||
        (cell.ExpectsSubmission && cell.DueAt < asOf && !(cell.SubmittedAt <= asOf) && (cell.Score is null || cell.AwaitsReview || (cell.GradedAt ?? cell.SubmittedAt) > asOf)));

    private static DateTime? MomentOf(WorkCell cell, DateTime asOf) =>
        cell.DueAt ?? (cell.SubmittedAt <= asOf ? cell.SubmittedAt : cell.GradedAt <= asOf ? cell.GradedAt : null);

    private static double WeightOf(CourseWork work, int student, WorkItem item)
    {
        var cells = work.CellsOf(student).ToArray();
        var counted = work.Items.Where((_, i) => cells[i].Counts).ToList();
        var all = counted.Sum(other => other.Points);
        if (!work.WeightsGroups)
        {
            return all <= 0 ? 0 : item.Points > 0 ? item.Points / all : 100 / all;
        }

        var possible = counted.Where(other => other.GroupId == item.GroupId).Sum(other => other.Points);
        var weights = work.Groups.Where(group => counted.Any(other => other.GroupId == group.Id && other.Points > 0)).Sum(group => group.Weight);
        var share = weights <= 0 || possible <= 0 ? 0 : work.Groups.Single(group => group.Id == item.GroupId).Weight / Math.Min(weights, 100) / possible;
        return item.Points > 0 ? item.Points * share : 100 * share;
    }

    private sealed record Piece(WorkItem Item, WorkCell Cell, ItemState State, double Weight, bool IsFact)
    {
        public bool IsMissing => State is ItemState.OverdueMissing or ItemState.ZeroEntered;

        public double Percent => State == ItemState.OverdueMissing ? 0 : 100 * Cell.Score!.Value / Item.Points;

        public double Carried => Math.Clamp(Percent, 0, 120);
    }
}
