namespace CanvasData.Operations.Analytics;

/// <summary>Takes snapshots of a finished offering.</summary>
internal static class OfferingSnapshots
{
    /// <summary>The time after a due date at which a snapshot is taken: late work has come in by then.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromDays(7);

    /// <summary>The nominal shares of the course at which snapshots are taken.</summary>
    public static IReadOnlyList<double> Cuts { get; } = [0.25, 0.5, 0.75];

    /// <summary>
    /// The students of an offering at three moments. Each is a week after a due date: the one at which the due share of the weight is
    /// nearest to a quarter, a half or three quarters. Of two as near, the earlier counts. Students who had left by then, or without
    /// any known work, are left out.
    /// </summary>
    /// <param name="finished">The offering with all that became of it.</param>
    /// <returns>In the order of cuts and user ids; empty for an offering without dated work.</returns>
    /// <exception cref="ArgumentException">The cells or memberships do not fit the students and items.</exception>
    public static IReadOnlyList<OfferingSnapshot> Create(CourseWork finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        var dates = DueWeight.Calculate(finished);
        if (dates.Count == 0)
        {
            return [];
        }

        var (plan, assessment) = (new WorkPlan(finished), AssessmentPlan.Create(finished));
        var final = StandingCalculator.Calculate(plan, DateTime.MaxValue.AddTicks(-1), StandingOptions.None, GradeVisibility.Final);
        var snapshots = new List<OfferingSnapshot>();
        foreach (var cut in Cuts)
        {
            if (MomentOf(dates, cut) is not { } moment)
            {
                continue;
            }

            var standing = StandingCalculator.Calculate(plan, moment, StandingOptions.None, GradeVisibility.Graded);
            for (var s = 0; s < finished.StudentIds.Count; s++)
            {
                if (standing.Statuses[s] != AnalyticsStatus.NotFound && standing.Students[s].KnownWeight > 0)
                {
                    snapshots.Add(new OfferingSnapshot
                    {
                        OfferingId = finished.CourseId,
                        CourseKey = finished.CourseKey,
                        EndedAt = finished.EndAt,
                        Plan = assessment,
                        StudentId = finished.StudentIds[s],
                        Cut = cut,
                        Standing = standing.Students[s].Stored(),
                        Final = Math.Clamp(final.Students[s].Earned, 0, 200),
                        Completed = finished.Memberships.Count == 0 || finished.Memberships[s].Left is null,
                    });
                }
            }
        }

        return snapshots;
    }

    /// <summary>When the snapshot at a cut is taken.</summary>
    /// <param name="finished">The offering.</param>
    /// <param name="cut">The share, 0 to 1.</param>
    /// <returns>Null for an offering without dated work, or with a single due date.</returns>
    public static DateTime? MomentOf(CourseWork finished, double cut)
    {
        ArgumentNullException.ThrowIfNull(finished);
        return MomentOf(DueWeight.Calculate(finished), cut);
    }

    private static DateTime? MomentOf(IReadOnlyList<(DateTime DueAt, double Cumulative)> dates, double cut)
    {
        const double Whole = 1 - 1e-9;
        var (best, distance) = ((DateTime?)null, double.MaxValue);
        foreach (var (due, cumulative) in dates)
        {
            if (cumulative < Whole && Math.Abs(cumulative - cut) < distance - 1e-12)
            {
                (best, distance) = (due, Math.Abs(cumulative - cut));
            }
        }

        return best < DateTime.MaxValue - Delay ? best + Delay : null;
    }
}
