using System.Numerics;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// A 64-bit hash over numbers. Parts of a set are added, so that their order does not matter; the mixing steps are those
/// of SplitMix64 (Steele, Lea, Flood 2014).
/// </summary>
internal static class InputsHash
{
    /// <summary>Of all of a class's work that could be seen at a moment.</summary>
    public static ulong Compute(CourseWork work, DateTime asOf, StandingOptions options)
    {
        var hash = With(With(With((ulong)work.CourseId, asOf), work.StartAt), work.EndAt);
        hash = With(With(With(hash, work.WeightsGroups ? 1 : 0), (ulong)work.Grace.Ticks), options.LastOfferingMean ?? -1);
        foreach (var due in options.LastOfferingCurve?.DueByWeek ?? [])
        {
            hash = With(hash, due);
        }

        foreach (var period in work.Periods)
        {
            hash = With(With(With(hash, period.StartAt), period.EndAt), period.Weight);
        }

        foreach (var group in work.Groups)
        {
            hash += With(With(With(With((ulong)group.Id, group.Weight), (ulong)group.DropLowest), (ulong)group.DropHighest), group.Name);
            foreach (var id in group.NeverDrop)
            {
                hash += With((ulong)group.Id, (ulong)id);
            }
        }

        foreach (var item in work.Items)
        {
            hash += With(With(With(With((ulong)item.AssignmentId, (ulong)(item.GroupId ?? -1)), item.Points), item.DueAt), item.Name);
        }

        for (var s = 0; s < work.StudentIds.Count; s++)
        {
            hash += OfStudent(work, s, asOf);
        }

        return hash;
    }

    private static ulong With(ulong hash, ulong value)
    {
        var mixed = (hash ^ (value * 0x9E3779B97F4A7C15)) + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    private static ulong With(ulong hash, double value) => With(hash, BitConverter.DoubleToUInt64Bits(value));

    private static ulong With(ulong hash, DateTime? value) => With(hash, (ulong)(value?.Ticks ?? -1));

    private static ulong With(ulong hash, string? value)
    {
        foreach (var c in value ?? "")
        {
            hash = With(hash, (ulong)c);
        }

        return hash;
    }

    private static ulong OfStudent(CourseWork work, int student, DateTime asOf)
    {
        var hash = With((ulong)work.StudentIds[student], work.IsMember(student, asOf) ? 1 : 0);
        var cells = work.CellsOf(student);
        for (var i = 0; i < cells.Length; i++)
        {
            ref readonly var cell = ref cells[i];
            if (!cell.Counts)
            {
                continue;
            }

            var submitted = cell.SubmittedAt <= asOf;
            var part = With(With((ulong)work.Items[i].AssignmentId, cell.DueAt), submitted ? cell.SubmittedAt : null);
            part = With(part, (cell.ExpectsSubmission ? 1UL : 0) | (submitted && cell.Late ? 2UL : 0) | (cell.IsMarkedMissingAt(asOf) ? 4UL : 0) | (cell.AwaitsReview ? 8UL : 0) | (cell.PartMissing ? 16UL : 0));
            if (cell.Score is { } score && (cell.GradedAt ?? cell.SubmittedAt ?? DateTime.MinValue) <= asOf)
            {
                part = With(With(With(part, score), cell.GradedAt), cell.PostedAt <= asOf ? cell.PostedAt : null);
            }

            hash += BitOperations.RotateLeft(With(part, (ulong)work.StudentIds[student]), 1);
        }

        return hash;
    }
}
