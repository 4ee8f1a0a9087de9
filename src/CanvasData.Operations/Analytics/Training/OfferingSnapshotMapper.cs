using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>Snapshots as rows, and back.</summary>
internal static class OfferingSnapshotMapper
{
    public static CanvasOfferingSnapshot Create(in OfferingSnapshot snapshot)
    {
        var standing = snapshot.Standing;
        return new CanvasOfferingSnapshot
        {
            CourseId = snapshot.OfferingId,
            UserId = snapshot.StudentId,
            Cut = (int)Math.Round(snapshot.Cut * 100),
            Final = snapshot.Final,
            Completed = snapshot.Completed,
            Earned = standing.Earned,
            KnownWeight = standing.KnownWeight,
            RemainingWeight = standing.RemainingWeight,
            OpenBonus = standing.OpenBonus,
            WeightSource = standing.WeightSource,
            Current = standing.Current,
            ClassMean = standing.ClassMean,
            RecentMean = standing.RecentMean,
            MissingRate = standing.MissingRate,
            LastMissing = standing.LastMissing,
            MissingRun = standing.MissingRun,
            SubmittedRate = standing.SubmittedRate,
            SubmittedMean = standing.SubmittedMean,
            LateShare = standing.LateShare,
            ScoreDeviation = standing.ScoreDeviation,
            KnownItems = standing.KnownItems,
            DueItems = standing.DueItems,
            MissingItems = standing.MissingItems,
            MissingPoints = standing.MissingPoints,
            Pattern = standing.Pattern,
        };
    }

    public static OfferingSnapshot ToSnapshot(CanvasOfferingSnapshot row, string? courseKey, DateTime? endedAt, AssessmentPlan? plan) => new()
    {
        OfferingId = row.CourseId,
        CourseKey = courseKey,
        EndedAt = endedAt,
        Plan = plan,
        StudentId = row.UserId,
        Cut = row.Cut / 100.0,
        Final = row.Final,
        Completed = row.Completed,
        Standing = new StudentStanding
        {
            Earned = row.Earned,
            KnownWeight = row.KnownWeight,
            RemainingWeight = row.RemainingWeight,
            OpenBonus = row.OpenBonus,
            WeightSource = row.WeightSource,
            Current = row.Current,
            ClassMean = row.ClassMean,
            RecentMean = row.RecentMean,
            MissingRate = row.MissingRate,
            LastMissing = row.LastMissing,
            MissingRun = row.MissingRun,
            SubmittedRate = row.SubmittedRate,
            SubmittedMean = row.SubmittedMean,
            LateShare = row.LateShare,
            ScoreDeviation = row.ScoreDeviation,
            KnownItems = row.KnownItems,
            DueItems = row.DueItems,
            MissingItems = row.MissingItems,
            MissingPoints = row.MissingPoints,
            Pattern = row.Pattern,
        },
    };
}
