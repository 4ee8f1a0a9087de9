using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Snapshots of finished offerings of which a seed decides everything.</summary>
internal static class RandomSnapshots
{
    /// <summary>Snapshots.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="offerings">How many offerings.</param>
    /// <param name="students">How many students each.</param>
    /// <param name="leave">The share of those who leave.</param>
    /// <param name="courseKey">The course.</param>
    public static List<OfferingSnapshot> Of(int seed, int offerings, int students, double leave = 0, string courseKey = "invented")
    {
        var random = new Random(seed);
        var rows = new List<OfferingSnapshot>();
        for (var offering = 1; offering <= offerings; offering++)
        {
            for (var student = 1; student <= students; student++)
            {
                var left = random.NextDouble() < leave;
                foreach (var cut in OfferingSnapshots.Cuts)
                {
                    var standing = StandingOf(random, cut);
                    rows.Add(new OfferingSnapshot
                    {
                        OfferingId = offering * 7,
                        CourseKey = courseKey,
                        StudentId = student * 10,
                        Cut = cut,
                        Standing = standing,
                        Final = standing.Earned + (standing.RemainingWeight * Math.Clamp(standing.Current + (60 * random.NextDouble()) - 30 - (20 * standing.MissingRate), 0, 100)) + (random.Next(40) == 0 ? 9 : 0),
                        Completed = !left,
                    });
                }
            }
        }

        return rows;
    }

    /// <summary>What the class-only model missed of each.</summary>
    public static List<(StudentStanding Standing, double Residual)> Residuals(IEnumerable<OfferingSnapshot> rows) =>
        [.. rows.Select(row => (row.Standing, NaiveForesight.FutureRate(row) - NaiveForesight.ClassRate(row.Standing)))];

    public static StudentStanding StandingOf(Random random, double cut)
    {
        var known = Math.Clamp(cut + (0.3 * random.NextDouble()) - 0.15, 0.06, 0.94);
        var (current, missing) = (100 * random.NextDouble(), random.Next(3) == 0 ? random.NextDouble() : 0);
        return new StudentStanding
        {
            Earned = known * current,
            KnownWeight = known,
            RemainingWeight = 1 - known,
            Current = current,
            ClassMean = 60 + (20 * random.NextDouble()),
            RecentMean = Math.Clamp(current + (30 * random.NextDouble()) - 15, 0, 120),
            MissingRate = missing,
            LastMissing = missing > 0 && random.Next(2) == 0,
            SubmittedRate = 1 - (missing * random.NextDouble()),
            SubmittedMean = current,
            KnownItems = random.Next(1, 12),
            Pattern = missing == 0 ? SubmissionPattern.NoneMissing : (SubmissionPattern)random.Next(3),
        };
    }
}
