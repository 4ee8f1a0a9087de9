using System.Diagnostics;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Benchmarks.Peers;
using CanvasData.Operations.Grading;

namespace CanvasData.Operations.Benchmarks.Analytics;

/// <summary>
/// The whole analysis of 10,000 students with 40 items, compute only, on one thread: standings, predictions with a model
/// of history, trends, risks with factors. The least of several rounds, as the machine may have other work,
/// against plain loops over the same cells.
/// </summary>
internal sealed class AnalysisBar : Bar
{
    private const int Students = 10_000;
    private const int Items = 40;
    private const int Rounds = 15;
    private const double Bar = 25;
    private static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public override string Name => "analysis of a class, compute only";

    public override Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        var model = FinalGradeModel.Fit([.. Enumerable.Range(1, 3).SelectMany(id => OfferingSnapshots.Create(Class(id, 400)))], "bar");
        var work = Class(9, Students);
        var asOf = Start.AddDays(7 * Items / 2.0);
        var best = new double[5];
        Array.Fill(best, double.MaxValue);
        var (processor, plain) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var used = Process.GetCurrentProcess().UserProcessorTime;
            var parts = Analyze(work, asOf, model);
            processor = Math.Min(processor, (Process.GetCurrentProcess().UserProcessorTime - used).TotalSeconds);
            var clock = Stopwatch.StartNew();
            GC.KeepAlive(PlainAnalysis.Run(work, asOf));
            plain = Math.Min(plain, clock.Elapsed.TotalSeconds);
            for (var part = 0; part < parts.Length; part++)
            {
                best[part] = Math.Min(best[part], parts[part]);
            }
        }

        Console.Error.WriteLine(
            $"      {model.Version}, {model.Basis}; standings {best[0] * 1e3:0} ms, predictions {best[1] * 1e3:0} ms, trends {best[2] * 1e3:0} ms, risks {best[3] * 1e3:0} ms; least user time {processor * 1e3:0} ms");
        return Task.FromResult<IReadOnlyList<BarResult>>(
            [
                BarResult.AtMost($"{Name}: {Students:N0} students x {Items} items, against plain loops without intervals and factors", best[4] / plain, Bar),
                BarResult.Information($"{Name}: {Students:N0} students x {Items} items", $"{best[4]:0.000} s"),
            ]);
    }

    private static double[] Analyze(CourseWork work, DateTime asOf, FinalGradeModel model)
    {
        var clock = Stopwatch.StartNew();
        var standing = StandingCalculator.Calculate(work, asOf);
        var standings = clock.Elapsed.TotalSeconds;
        var predictions = FinalGradePredictor.Predict(standing, model, 60, GradingScheme.Default);
        var predicted = clock.Elapsed.TotalSeconds;
        var trends = TrendCalculator.Calculate(standing);
        var described = clock.Elapsed.TotalSeconds;
        var risks = RiskCalculator.Calculate(standing, model, predictions, trends, 60);
        var all = clock.Elapsed.TotalSeconds;
        if (risks.Count(risk => risk.Probability is not null && risk.Factors.Count > 0) < work.StudentIds.Count / 2)
        {
            throw new InvalidOperationException("The analysis is not of the class.");
        }

        return [standings, predicted - standings, described - predicted, all - described, all];
    }

    private static CourseWork Class(int courseId, int students)
    {
        var random = new Random(courseId);
        WorkItem[] items = [.. Enumerable.Range(0, Items).Select(i => new WorkItem(i + 1, (i % 4) + 1, null, 10 + (10 * (i % 3)), Start.AddDays(7 * (i + 1))))];
        var cells = new WorkCell[students * Items];
        for (var s = 0; s < students; s++)
        {
            var (ability, diligence) = (45 + (45 * random.NextDouble()), 0.5 + (0.6 * random.NextDouble()));
            for (var i = 0; i < Items; i++)
            {
                var due = items[i].DueAt!.Value;
                var late = random.NextDouble() < 0.1;
                var handedIn = random.NextDouble() < diligence ? due.AddHours(late ? 12 : -12) : (DateTime?)null;
                cells[(s * Items) + i] = new WorkCell
                {
                    Counts = true,
                    DueAt = due,
                    ExpectsSubmission = true,
                    SubmittedAt = handedIn,
                    GradedAt = handedIn?.AddDays(2),
                    PostedAt = handedIn?.AddDays(2),
                    Late = late && handedIn is not null,
                    Score = handedIn is null ? null : Math.Round(items[i].Points * Math.Clamp(ability + (40 * random.NextDouble()) - 20, 0, 100) / 100, 1),
                };
            }
        }

        return new CourseWork
        {
            CourseId = courseId,
            CourseKey = "bar",
            StartAt = Start,
            EndAt = Start.AddDays(7 * (Items + 1)),
            WeightsGroups = true,
            Groups = [.. Enumerable.Range(1, 4).Select(g => new WorkGroup(g, null, 10 * g, 0, 0, []))],
            Items = items,
            StudentIds = [.. Enumerable.Range(1, students).Select(id => (long)id)],
            Cells = cells,
        };
    }
}
