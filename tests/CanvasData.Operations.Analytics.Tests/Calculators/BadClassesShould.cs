using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Classes of which little or nothing can be foreseen: a status with a reason, never a number that is none, never an exception.</summary>
public class BadClassesShould
{
    private static readonly FinalGradeModel History = FinalGradeModel.Fit([.. Enumerable.Range(1, 2).SelectMany(seed => OfferingSnapshots.Create(Course.Generated(seed, 60, 12)))], "invented");

    private static readonly DateTime Now = Course.Due(1).AddDays(2);

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double[-5, 130], Gen.Double, OneOf(0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 1e50, -1e50, 1e-7));

    private static readonly Gen<DateTime?> Time = Gen.OneOf(
        Gen.Double[-20, 120].Select(day => (DateTime?)Course.Start.AddDays(day)), OneOf<DateTime?>(null, DateTime.MinValue, DateTime.MaxValue, Course.Start));

    public static TheoryData<string, AnalyticsStatus> Named => new()
    {
        { "no items", AnalyticsStatus.NoCountedWork },
        { "no points", AnalyticsStatus.NoCountedWork },
        { "negative points", AnalyticsStatus.NoCountedWork },
        { "points that are no numbers", AnalyticsStatus.NoCountedWork },
        { "all excused", AnalyticsStatus.NoCountedWork },
        { "groups without weight", AnalyticsStatus.NoCountedWork },
        { "groups that are not there", AnalyticsStatus.NoCountedWork },
        { "nothing known", AnalyticsStatus.InsufficientData },
        { "scores that are no numbers", AnalyticsStatus.InsufficientData },
        { "all known and no last day", AnalyticsStatus.NoRemainingWorkKnown },
        { "before the start", AnalyticsStatus.BeforeStart },
        { "left before", AnalyticsStatus.NotFound },
        { "1e50 points", AnalyticsStatus.Ok },
        { "one item of 1e50 points", AnalyticsStatus.Ok },
        { "one student", AnalyticsStatus.Ok },
        { "no due dates", AnalyticsStatus.Ok },
        { "a course that ended", AnalyticsStatus.Ok },
        { "a course that ends before it starts", AnalyticsStatus.Ok },
    };

    [Theory]
    [MemberData(nameof(Named))]
    public void BeAnsweredByAStatusAndAReason(string name, AnalyticsStatus expected)
    {
        var work = Work(name);
        foreach (var model in new[] { FinalGradeModel.ColdStart, History })
        {
            AnalysisBits.Of(work, Now, model).Should().HaveCount(work.StudentIds.Count + 1);
            foreach (var (prediction, s) in FinalGradePredictor.Predict(StandingCalculator.Calculate(work, Now), model, 60).Select((prediction, s) => (prediction, s)))
            {
                prediction.Status.Should().Be(expected);
                (prediction.Reason is null, prediction.Point is not null).Should().Be((expected == AnalyticsStatus.Ok, expected == AnalyticsStatus.Ok));
                var posted = StandingCalculator.Posted(work, s, Now);
                (posted.Reason is null).Should().Be(posted.Status == AnalyticsStatus.Ok);
            }
        }
    }

    [Fact]
    public void CountAnItemThatIsListedTwiceOnce()
    {
        var work = Course.Of([8, 4, null], [6, 6, null]);
        int[] twice = [0, 1, 1, 2, 0];
        var doubled = work with { Items = [.. twice.Select(i => work.Items[i])], Cells = [.. Enumerable.Range(0, 2).SelectMany(s => twice.Select(i => work.CellsOf(s)[i]))] };
        for (var s = 0; s < 2; s++)
        {
            StandingCalculator.Calculate(doubled, Now)[s].Should().Be(StandingCalculator.Calculate(work, Now)[s]);
        }

        TrendCalculator.Calculate(StandingCalculator.Calculate(doubled, Now)).Should().Equal(TrendCalculator.Calculate(StandingCalculator.Calculate(work, Now)));
        AnalysisBits.Of(doubled, Now, History);
    }

    [Fact]
    public void HaveNoStudentsWithoutHarm()
    {
        var work = Course.Of([8, 4, null]) with { StudentIds = [], Cells = [] };
        AnalysisBits.Of(work, Now, History).Should().ContainSingle();
        OfferingSnapshots.Create(work).Should().BeEmpty();
        FinalGradeModel.Fit(OfferingSnapshots.Create(Course.Of([8, 4, null]) with { Items = [], Cells = [] }), "invented").Basis.Should().Be(PredictionBasis.ClassOnly);
    }

    [Fact]
    public void BeRefusedWhereTheCellsDoNotFit()
    {
        var work = Course.Of([8, 4, null]);
        FluentActions.Invoking(() => StandingCalculator.Calculate(work with { Cells = work.Cells[1..] }, Now)).Should().Throw<ArgumentException>().WithMessage("*1 students, 3 items and 2 cells*");
        FluentActions.Invoking(() => StandingCalculator.Calculate(work with { Memberships = new Membership[2] }, Now)).Should().Throw<ArgumentException>().WithMessage("*1 students and 2 memberships*");
        FluentActions.Invoking(() => StandingCalculator.Posted(work, 1, Now)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void NeverBreakACalculatorNorGiveANumberThatIsNone() => Hostile.Sample(
        (work, asOf, options) =>
        {
            foreach (var model in new[] { FinalGradeModel.ColdStart, History })
            {
                var standing = StandingCalculator.Calculate(work, asOf, options);
                foreach (var prediction in FinalGradePredictor.Predict(standing, model, 60))
                {
                    (prediction.Reason is null, prediction.Point is { } point && double.IsFinite(point)).Should().Be((prediction.Status == AnalyticsStatus.Ok, prediction.Status == AnalyticsStatus.Ok));
                }

                AnalysisBits.Of(work, asOf, model);
            }

            var snapshots = OfferingSnapshots.Create(work);
            foreach (var snapshot in snapshots)
            {
                double.IsFinite(snapshot.Final + snapshot.FutureRate).Should().BeTrue();
            }

            FinalGradeModel.Fit([.. snapshots, .. RandomSnapshots.Of(1, 1, 30)], "invented");
            WeightCurve.Create(work)?.DueByWeek.Should().OnlyContain(share => share >= 0 && share <= 1 + 1e-9);
        },
        iter: 1_500);

    private static Gen<(CourseWork Work, DateTime AsOf, StandingOptions Options)> Hostile =>
        from shape in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 6], Gen.Bool)
        from items in Gen.Select(Gen.Long[1, 8], Gen.Long[0, 3], Number, Time).Array[shape.Item2]
        from groups in Gen.Select(Gen.Long[0, 3], Number, Gen.Int[-2, 4], Gen.Int[-2, 4]).Array[0, 3]
        from cells in Gen.Select(Gen.Int[0, 9], Number, Time, Time, Time, Time).Array[shape.Item1 * shape.Item2]
        from course in Gen.Select(Time, Time, Time, Gen.OneOf(Gen.Long[-5, 100], OneOf(long.MinValue, long.MaxValue)), Number)
        select (
            new CourseWork
            {
                CourseId = 1,
                CourseKey = "invented",
                StartAt = course.Item1,
                EndAt = course.Item2,
                Grace = course.Item4 is > -5 and < 101 ? TimeSpan.FromHours(course.Item4) : new TimeSpan(course.Item4),
                WeightsGroups = shape.Item3,
                Groups = [.. groups.Select(g => new WorkGroup(g.Item1, null, g.Item2, g.Item3, g.Item4, [1, 2]))],
                Items = [.. items.Select(item => new WorkItem(item.Item1, item.Item2 == 0 ? null : item.Item2, null, item.Item3, item.Item4))],
                StudentIds = [.. Enumerable.Range(1, shape.Item1).Select(id => (long)id)],
                Cells = [.. cells.Select(cell => new WorkCell
                {
                    Counts = cell.Item1 > 0,
                    ExpectsSubmission = cell.Item1 > 2,
                    Late = cell.Item1 % 2 == 0,
                    Score = cell.Item1 > 5 ? null : cell.Item2,
                    DueAt = cell.Item3,
                    SubmittedAt = cell.Item4,
                    GradedAt = cell.Item5,
                    PostedAt = cell.Item6,
                })],
            },
            course.Item3 ?? Now,
            new StandingOptions { LastOfferingMean = course.Item5, LastOfferingCurve = shape.Item3 ? WeightCurve.Create(Course.Generated(1, 1, 8) with { StartAt = Course.Start }) : null });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static CourseWork Work(string name)
    {
        var work = Course.Of([8, 4, null, null], [6, 6, null, null], [9, null, null, null]);
        CourseWork Points(params double[] points) => work with { Items = [.. work.Items.Select((item, i) => item with { Points = points[i % points.Length] })] };
        CourseWork Cells(Func<WorkCell, WorkCell> change) => work with { Cells = [.. work.Cells.Select(change)] };
        return name switch
        {
            "no items" => work with { Items = [], Cells = [] },
            "no points" => Points(0),
            "negative points" => Points(-10),
            "points that are no numbers" => Points(double.NaN, double.NegativeInfinity),
            "all excused" => Cells(cell => cell with { Counts = false }),
            "groups without weight" => work with { WeightsGroups = true, Groups = [new WorkGroup(1, null, 0, 0, 0, [])], Items = [.. work.Items.Select(item => item with { GroupId = 1 })] },
            "groups that are not there" => work with { WeightsGroups = true, Items = [.. work.Items.Select(item => item with { GroupId = 9 })] },
            "nothing known" => Cells(cell => cell with { Score = null, SubmittedAt = null, DueAt = null }),
            "scores that are no numbers" => Cells(cell => cell with { Score = double.NaN, DueAt = Course.Due(9) }),
            "all known and no last day" => Course.Of([8, 4], [6, 6]),
            "before the start" => work with { StartAt = Now.AddTicks(1) },
            "left before" => work with { Memberships = [.. work.StudentIds.Select(_ => new Membership(null, Now))] },
            "1e50 points" => Points(1e50),
            "one item of 1e50 points" => Points(1e50, 10),
            "one student" => Course.Of([8, 4, null, null]),
            "no due dates" => Cells(cell => cell with { DueAt = null }) with { Items = [.. work.Items.Select(item => item with { DueAt = null })] },
            "a course that ended" => work with { EndAt = Now },
            _ => work with { StartAt = Course.Start, EndAt = Course.Start.AddDays(-1) },
        };
    }
}
