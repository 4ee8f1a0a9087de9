using CanvasData.Operations.Model;
using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.MachineLearning.Tests;

/// <summary>Snapshots of invented students, the same on every machine.</summary>
public static class GeneratedSnapshots
{
    /// <summary>The rest is earned as a straight line would have it.</summary>
    public static double Straight(StudentStanding standing) => 15 + (0.8 * standing.Current);

    /// <summary>Steady and punctual, or neither: well. Only one of the two: badly. No straight line sees that.</summary>
    public static double Crossed(StudentStanding standing) => standing.ScoreDeviation > 10 == standing.LateShare > 0.5 ? 90 : 35;

    public static List<OfferingSnapshot> Of(int offerings, int students, Func<StudentStanding, double> rate)
    {
        var random = new Random(20260316);
        var rows = new List<OfferingSnapshot>();
        for (var offering = 1; offering <= offerings; offering++)
        {
            for (var student = 1; student <= students; student++)
            {
                rows.AddRange(from cut in new[] { 0.25, 0.5, 0.75 } select Row(random, offering, (offering * 1000) + student, cut, rate));
            }
        }

        return rows;
    }

    private static OfferingSnapshot Row(Random random, long offering, long student, double cut, Func<StudentStanding, double> rate)
    {
        var current = 40 + (55 * random.NextDouble());
        var missing = random.Next(4);
        var standing = new StudentStanding
        {
            Earned = current * cut,
            KnownWeight = cut,
            RemainingWeight = 1 - cut,
            Current = current,
            ClassMean = 68,
            RecentMean = Math.Clamp(current + (20 * (random.NextDouble() - 0.5)), 0, 100),
            MissingRate = missing / 10.0,
            LastMissing = missing == 3,
            MissingRun = missing == 3 ? 1 : 0,
            SubmittedRate = 1 - (missing / 10.0),
            SubmittedMean = random.Next(10) == 0 ? null : current + (2 * missing),
            LateShare = random.NextDouble(),
            ScoreDeviation = 20 * random.NextDouble(),
            KnownItems = 10,
            DueItems = 10,
            MissingItems = missing,
            Pattern = missing == 0 ? SubmissionPattern.NoneMissing : missing == 3 ? SubmissionPattern.LastDueMissing : SubmissionPattern.SomeMissing,
        };
        return new OfferingSnapshot
        {
            OfferingId = offering,
            CourseKey = $"PAST {offering}",
            StudentId = student,
            Cut = cut,
            Standing = standing,
            Final = standing.Earned + ((1 - cut) * Math.Clamp(rate(standing) + (10 * (random.NextDouble() - 0.5)), 0, 100)),
            Completed = true,
        };
    }
}
