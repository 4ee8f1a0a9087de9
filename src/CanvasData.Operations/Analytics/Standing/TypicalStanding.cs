using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>The means of a class: what a factor is compared with.</summary>
internal static class TypicalStanding
{
    public static StudentStanding Calculate(ClassStanding standing)
    {
        ExactSum current = default, gap = default, known = default, remaining = default, missing = default, submitted = default, last = default, points = default;
        for (var s = 0; s < standing.Students.Length; s++)
        {
            if (standing.Statuses[s] != AnalyticsStatus.Ok)
            {
                continue;
            }

            ref readonly var student = ref standing.Students[s];
            current.Add(student.Current);
            gap.Add(student.RecentMean - student.Current);
            known.Add(student.KnownWeight);
            remaining.Add(student.RemainingWeight);
            missing.Add(student.MissingRate);
            submitted.Add(student.SubmittedRate);
            last.Add(student.LastMissing ? 1 : 0);
            points.Add(student.MissingPoints);
        }

        var mean = current.Count == 0 ? StandingCalculator.DefaultMean : current.Mean();
        return new StudentStanding
        {
            Earned = mean * known.Mean(),
            KnownWeight = known.Mean(),
            RemainingWeight = remaining.Mean(),
            Current = mean,
            ClassMean = mean,
            RecentMean = mean + gap.Mean(),
            MissingRate = missing.Mean(),
            LastMissing = last.Mean() > 0.5,
            SubmittedRate = current.Count == 0 ? 1 : submitted.Mean(),
            SubmittedMean = mean,
            KnownItems = 0,
            MissingPoints = points.Mean(),
            Pattern = missing.Mean() < 0.05 ? SubmissionPattern.NoneMissing : last.Mean() > 0.5 ? SubmissionPattern.LastDueMissing : SubmissionPattern.SomeMissing,
        };
    }
}
