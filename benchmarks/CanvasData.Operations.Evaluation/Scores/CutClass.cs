using CanvasData.Operations.Analytics;
using CanvasData.Operations.Evaluation.Data;

namespace CanvasData.Operations.Evaluation.Scores;

/// <summary>A class on a day of prediction, with what became of its students, which no method may read.</summary>
internal sealed class CutClass
{
    private CutClass(Offering offering, double cut, ClassStanding standing)
    {
        (Offering, Cut, Standing) = (offering, cut, standing);
        Active = [.. Enumerable.Range(0, offering.Students.Count).Where(place => standing.StatusOf(place) != AnalyticsStatus.NotFound)];
        Finals = [.. offering.Students.Select(student => student.FinalOf(offering))];
    }

    public Offering Offering { get; }

    public double Cut { get; }

    /// <summary>Where the class stands, computed from what had happened by then and nothing else.</summary>
    public ClassStanding Standing { get; }

    /// <summary>Places of the students who were registered and had not left.</summary>
    public IReadOnlyList<int> Active { get; }

    /// <summary>The final percentages, by place.</summary>
    public IReadOnlyList<double> Finals { get; }

    /// <summary>The cuts of an offering; none for one whose work falls due on a single day.</summary>
    public static IEnumerable<CutClass> Of(Offering offering)
    {
        var work = OfferingWork.Of(offering);
        foreach (var cut in OfferingSnapshots.Cuts)
        {
            if (OfferingSnapshots.MomentOf(work, cut) is { } moment)
            {
                yield return new CutClass(offering, cut, StandingCalculator.Calculate(OfferingWork.Of(offering, OfferingWork.DayOf(moment)), moment));
            }
        }
    }
}
