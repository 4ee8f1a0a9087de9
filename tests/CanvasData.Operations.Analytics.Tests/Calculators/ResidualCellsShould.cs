using CanvasData.Operations.Model;
using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Points, intervals, confidence and chances are read off the residuals of comparable students.</summary>
public class ResidualCellsShould
{
    [Fact]
    public void GiveOrderStatisticsOfComparableStudents() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[20, 400], Gen.Double[0.5, 11.5]).Sample(
        (seed, students, week) =>
        {
            var rows = RandomSnapshots.Of(seed, 1, students);
            var model = FinalGradeModel.Fit(rows, courseKey: null);
            (model.Basis, model.ResidualCount, model.IsCalibrated).Should().Be((PredictionBasis.ClassOnly, rows.Count, true));
            var standing = StandingCalculator.Calculate(Course.Generated(seed, 8, 12), Course.Start.AddDays(7 * week));
            var (residuals, predictions) = (RandomSnapshots.Residuals(rows), FinalGradePredictor.Predict(standing, model, 60));
            for (var s = 0; s < predictions.Length; s++)
            {
                if (predictions[s] is not { Point: { } point, Interval80: { } likely, Interval90: { } wide, Confidence: { } confidence } || standing[s].RemainingWeight <= 0)
                {
                    continue;
                }

                var (own, naive) = (standing[s], NaiveForesight.Of(standing[s], NaiveForesight.ClassRate(standing[s]), residuals));
                if (!(Near(point, naive.Point) && Near(likely, naive.Interval(80)) && Near(wide, naive.Interval(90)) && Near(confidence, naive.Confidence)
                    && Near(FinalGradePredictor.ProbabilityBelow(in own, model, 60)!.Value, naive.Below(60)) && !predictions[s].IntervalIsReference))
                {
                    return false;
                }
            }

            return true;
        },
        iter: 300);

    [Theory]
    [InlineData(80, 0, 0, 10)]
    [InlineData(79, 200, 0, -10)]
    [InlineData(40, 30, 300, -20)]
    [InlineData(30, 20, 10, 5)]
    public void BeMergedOnlyWhereTheyAreTooFew(int ofCell, int ofPattern, int ofBand, double expected)
    {
        var rows = new List<OfferingSnapshot>();
        void Add(int count, double residual, double current, SubmissionPattern pattern, double known)
        {
            for (var i = 0; i < count; i++)
            {
                var standing = At(current, pattern, known);
                rows.Add(new OfferingSnapshot
                {
                    OfferingId = 1,
                    StudentId = rows.Count,
                    Cut = 0.5,
                    Completed = true,
                    Standing = standing,
                    Final = standing.Earned + (standing.RemainingWeight * (NaiveForesight.ClassRate(standing) + residual)),
                });
            }
        }

        Add(ofCell, 10, 85, SubmissionPattern.NoneMissing, 0.5);
        Add(ofPattern, -10, 70, SubmissionPattern.NoneMissing, 0.5);
        Add(ofBand, -20, 70, SubmissionPattern.SomeMissing, 0.5);
        Add(400, 5, 70, SubmissionPattern.LastDueMissing, 0.2);
        var model = FinalGradeModel.Fit(rows, courseKey: null);
        var standing = At(85, SubmissionPattern.NoneMissing, 0.5);
        var level = standing.Earned + (standing.RemainingWeight * (NaiveForesight.ClassRate(standing) + expected));
        var below = FinalGradePredictor.ProbabilityBelow(in standing, model, level - 1e-6)!.Value;
        var above = FinalGradePredictor.ProbabilityBelow(in standing, model, level + 1e-6)!.Value;
        (below < 0.5 && above > 0.5).Should().BeTrue("the median residual is {0}, but the chances around it are {1} and {2}", expected, below, above);
    }

    [Theory]
    [InlineData(0.34999, 0)]
    [InlineData(0.35, 1)]
    [InlineData(0.60, 1)]
    [InlineData(0.60001, 2)]
    public void BeBoundedByRemainingWeight(double remaining, int band)
    {
        double[] ofBands = [-10, 0, 10];
        var rows = new List<OfferingSnapshot>();
        foreach (var known in new[] { 0.9, 0.5, 0.1 })
        {
            for (var i = 0; i < 80; i++)
            {
                var standing = At(50, SubmissionPattern.NoneMissing, known);
                var residual = ofBands[known > 0.65 ? 0 : known >= 0.4 ? 1 : 2];
                rows.Add(new OfferingSnapshot { OfferingId = 1, StudentId = rows.Count, Cut = 0.5, Completed = true, Standing = standing, Final = standing.Earned + (standing.RemainingWeight * (NaiveForesight.ClassRate(standing) + residual)) });
            }
        }

        var model = FinalGradeModel.Fit(rows, courseKey: null);
        var own = At(50, SubmissionPattern.NoneMissing, 1 - remaining) with { RemainingWeight = remaining };
        for (var other = 0; other < 3; other++)
        {
            var level = own.Earned + (remaining * (NaiveForesight.ClassRate(own) + ofBands[other]));
            var below = FinalGradePredictor.ProbabilityBelow(in own, model, level + 1e-6) - FinalGradePredictor.ProbabilityBelow(in own, model, level - 1e-6);
            (below > 0.9).Should().Be(other == band);
        }
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void SayNothingBelow60(int count, bool calibrated)
    {
        var model = FinalGradeModel.Fit(RandomSnapshots.Of(3, 1, 20).GetRange(0, count), courseKey: null);
        (model.IsCalibrated, model.ResidualCount).Should().Be((calibrated, calibrated ? count : 0));
        var standing = StandingCalculator.Calculate(Course.Generated(3, 8, 12), Course.Due(5).AddDays(2));
        FinalGradePredictor.Predict(standing, model, 60).Should().OnlyContain(prediction =>
            prediction.IntervalIsReference == !calibrated && prediction.Confidence.HasValue == calibrated && FinalGradePredictor.ProbabilityBelow(prediction.Standing!.Value, model, 60).HasValue == calibrated);
    }

    [Fact]
    public void ComeFromTheCoursesOwnOfferingsWhereThereAreEnough()
    {
        List<OfferingSnapshot> own = RandomSnapshots.Of(5, 2, 40), others = [.. RandomSnapshots.Of(6, 4, 80, courseKey: "other").Select(row => row with { OfferingId = row.OfferingId + 1000 })];
        var mine = FinalGradeModel.Fit([.. own, .. others], "invented");
        var theirs = FinalGradeModel.Fit([.. own.Take(60), .. others], "invented");
        (mine.Basis, theirs.Basis).Should().Be((PredictionBasis.CourseHistory, PredictionBasis.InstitutionHistory));
        mine.Offerings.Should().Equal(7, 14);
        theirs.Offerings.Should().Equal(7, 1007, 1014, 1021, 1028);
        theirs.ResidualCount.Should().Be(60 + others.Count);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;

    private static bool Near(GradeInterval a, GradeInterval b) => Near(a.Low, b.Low) && Near(a.High, b.High);

    private static StudentStanding At(double current, SubmissionPattern pattern, double known) => new()
    {
        Earned = known * current,
        KnownWeight = known,
        RemainingWeight = 1 - known,
        Current = current,
        ClassMean = current,
        RecentMean = current,
        MissingRate = 0,
        LastMissing = false,
        SubmittedRate = 1,
        KnownItems = 4,
        Pattern = pattern,
    };
}
