using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Finished offerings are predicted by models and residuals that had not seen them.</summary>
public class BacktestShould
{
    [Fact]
    public void GiveTheFiguresOfPredictionsThatHadNotSeenTheOffering() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[1, 4], Gen.Int[8, 40], Gen.Double[0, 0.4]).Sample(
        (seed, offerings, students, leave) =>
        {
            var rows = RandomSnapshots.Of(seed, offerings, students, leave);
            var report = Backtest.Run([.. Enumerable.Reverse(rows)], 60, new MeanTrainer());
            var naive = Outcomes(rows, 60);
            (report.Snapshots, report.ModelVersion).Should().Be((rows.Count(row => row.Completed), "mean-1"));
            foreach (var (figures, key) in report.ByCut.Zip(OfferingSnapshots.Cuts))
            {
                Compare(figures, [.. naive.Where(outcome => outcome.Row.Cut == key)]);
            }

            foreach (var (figures, key) in report.ByOffering.Zip(report.Offerings))
            {
                Compare(figures, [.. naive.Where(outcome => outcome.Row.OfferingId == key)]);
            }

            report.Accepted.Should().Be(naive.Where(outcome => outcome.Row.Completed).GroupBy(outcome => outcome.Row.Cut).Any(cut =>
                cut.Average(outcome => Math.Abs(outcome.Error)) <= 1.02 * cut.Average(outcome => Math.Abs(outcome.ClassOnly - outcome.Row.Final))), "it may help early and hurt late");
        },
        iter: 60);

    [Fact]
    public void CoverAboutWhatIsPromised()
    {
        var figures = Enumerable.Range(1, 10).SelectMany(seed => Backtest.Run(RandomSnapshots.Of(seed, 4, 120), 60).ByCut).ToList();
        figures.Average(cut => cut.Coverage80).Should().BeInRange(0.77, 0.84);
        figures.Average(cut => cut.Coverage90).Should().BeInRange(0.87, 0.93);
    }

    [Fact]
    public void ShowTheAccuracyForGroupsOfTheCallerFrom30StudentsOn()
    {
        var rows = RandomSnapshots.Of(3, 3, 60, 0.2);
        string? GroupOf(long student) => student <= 400 ? "first" : student <= 550 ? null : "last";
        var report = Backtest.Run(rows, 60, new MeanTrainer(), GroupOf);
        var naive = Outcomes(rows, 60).Where(outcome => GroupOf(outcome.Row.StudentId) == "first").ToList();
        var audit = report.ByGroup.Should().ContainSingle("five students are too few").Which;
        var (stayed, failed, passed) = (naive.Where(outcome => outcome.Row.Completed).ToList(), naive.Where(outcome => outcome.Row.Final < 60).ToList(), naive.Where(outcome => outcome.Row.Final >= 60).ToList());
        (audit.Group, audit.Students).Should().Be(("first", stayed.Select(outcome => outcome.Row.StudentId).Distinct().Count()));
        audit.MeanPredicted.Should().BeApproximately(stayed.Average(outcome => outcome.Foresight.Point), 1e-9);
        audit.MeanFinal.Should().BeApproximately(stayed.Average(outcome => outcome.Row.Final), 1e-9);
        audit.FalsePositiveRate.Should().BeApproximately(passed.Average(outcome => outcome.Below >= 0.5 ? 1.0 : 0), 1e-9);
        audit.FalseNegativeRate.Should().BeApproximately(failed.Average(outcome => outcome.Below < 0.5 ? 1.0 : 0), 1e-9);
        audit.Coverage80.Should().BeApproximately(stayed.Average(outcome => outcome.IsWithin(80)), 1e-9);
    }

    [Fact]
    public void HaveNoFiguresWithoutAnOfferingThatSomebodyFinished()
    {
        foreach (var rows in new List<OfferingSnapshot>[] { [], RandomSnapshots.Of(1, 2, 20, leave: 1) })
        {
            var report = Backtest.Run(rows, 60);
            (report.Offerings.Count, report.Snapshots, report.Accepted).Should().Be((0, 0, false));
            report.ByCut.Should().BeEmpty();
        }
    }

    private static void Compare(BacktestFigures figures, List<Outcome> everybody)
    {
        var stayed = everybody.FindAll(outcome => outcome.Row.Completed);
        figures.Count.Should().Be(stayed.Count);
        figures.MeanAbsoluteError.Should().BeApproximately(stayed.Average(outcome => Math.Abs(outcome.Error)), 1e-9);
        figures.RootMeanSquareError.Should().BeApproximately(Math.Sqrt(stayed.Average(outcome => Math.Pow(outcome.Error, 2))), 1e-9);
        figures.Bias.Should().BeApproximately(stayed.Average(outcome => outcome.Error), 1e-9);
        figures.CarryForwardError.Should().BeApproximately(stayed.Average(outcome => Math.Abs(outcome.Row.Standing.Current - outcome.Row.Final)), 1e-9);
        figures.ClassOnlyError.Should().BeApproximately(stayed.Average(outcome => Math.Abs(outcome.ClassOnly - outcome.Row.Final)), 1e-9);
        figures.Coverage80.Should().BeApproximately(stayed.Average(outcome => outcome.IsWithin(80)), 1e-9);
        figures.Coverage90.Should().BeApproximately(stayed.Average(outcome => outcome.IsWithin(90)), 1e-9);
        figures.Width80.Should().BeApproximately(stayed.Average(outcome => outcome.Foresight.Interval(80).High - outcome.Foresight.Interval(80).Low), 1e-9);
        figures.Width90.Should().BeApproximately(stayed.Average(outcome => outcome.Foresight.Interval(90).High - outcome.Foresight.Interval(90).Low), 1e-9);
        var chances = everybody.Select(outcome => (outcome.Below, outcome.Row.Final < 60)).ToList();
        figures.Brier.Should().BeApproximately(Calibration.Brier(chances), 1e-9);
        figures.CalibrationError.Should().BeApproximately(Calibration.ExpectedError(chances), 1e-9);
        (figures.Auc ?? -1).Should().BeApproximately(Calibration.Auc(chances) ?? -1, 1e-9);
        var residuals = stayed.ConvertAll(outcome => outcome.Residual);
        var (n, mean) = ((double)residuals.Count, residuals.Average());
        var error = n < 2 ? double.PositiveInfinity : Math.Sqrt(residuals.Sum(residual => Math.Pow(residual - mean, 2)) / (n - 1) / n);
        figures.Drift.Should().BeApproximately(Math.Abs(mean) > 2 * error ? mean * n / (n + 4) : 0, 1e-9);
    }

    private static List<Outcome> Outcomes(List<OfferingSnapshot> rows, double passingScore)
    {
        var offerings = rows.Where(row => row.Completed).Select(row => row.OfferingId).Distinct().Order().ToList();
        var known = rows.FindAll(row => offerings.Contains(row.OfferingId));
        var students = known.Select(row => row.StudentId).Distinct().Order().ToList();
        int PartOf(OfferingSnapshot row) => offerings.Count > 1 ? offerings.IndexOf(row.OfferingId) : students.IndexOf(row.StudentId) % 5;
        double RateOf(OfferingSnapshot row)
        {
            var others = known.FindAll(other => other.Completed && PartOf(other) != PartOf(row));
            return others.Count == 0 ? NaiveForesight.ClassRate(row.Standing) : (others.Average(NaiveForesight.FutureRate) + row.Standing.Current) / 2;
        }

        var rates = known.ConvertAll(row => (Row: row, Rate: RateOf(row), Part: PartOf(row)));
        return rates.ConvertAll(own =>
        {
            var others = rates.FindAll(other => other.Part != own.Part).ConvertAll(other => (other.Row.Completed, Pair: (other.Row.Standing, NaiveForesight.FutureRate(other.Row) - other.Rate)));
            var (stayed, everybody) = (others.FindAll(other => other.Completed).ConvertAll(other => other.Pair), others.ConvertAll(other => other.Pair));
            return new Outcome(
                own.Row,
                NaiveForesight.Of(own.Row.Standing, own.Rate, stayed),
                NaiveForesight.Of(own.Row.Standing, own.Rate, everybody).Below(passingScore),
                new NaiveForesight(own.Row.Standing, NaiveForesight.ClassRate(own.Row.Standing), [0]).Point,
                NaiveForesight.FutureRate(own.Row) - own.Rate);
        });
    }

    private sealed record Outcome(OfferingSnapshot Row, NaiveForesight Foresight, double Below, double ClassOnly, double Residual)
    {
        public double Error => Foresight.Point - Row.Final;

        public double IsWithin(int percent) => Foresight.Interval(percent) is var interval && interval.Low <= Row.Final && Row.Final <= interval.High ? 1 : 0;
    }
}
