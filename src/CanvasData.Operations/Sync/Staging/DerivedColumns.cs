using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>Columns whose value follows from another one: a letter from its score. A source may know the score alone.</summary>
internal static class DerivedColumns<TRow> where TRow : CanvasRow, new()
{
    private static readonly (ulong Source, ulong Derived)[] Pairs = Find(
        (nameof(CanvasEnrollment.CurrentScore), nameof(CanvasEnrollment.CurrentGrade)),
        (nameof(CanvasEnrollment.FinalScore), nameof(CanvasEnrollment.FinalGrade)),
        (nameof(CanvasEnrollment.UnpostedCurrentScore), nameof(CanvasEnrollment.UnpostedCurrentGrade)),
        (nameof(CanvasEnrollment.UnpostedFinalScore), nameof(CanvasEnrollment.UnpostedFinalGrade)),
        (nameof(CanvasEnrollment.OverrideScore), nameof(CanvasEnrollment.OverrideGrade)),
        (nameof(CanvasSubmission.Score), nameof(CanvasSubmission.Grade)),
        (nameof(CanvasSubmission.EnteredScore), nameof(CanvasSubmission.EnteredGrade)));

    /// <summary>The columns whose stored value no longer holds.</summary>
    /// <param name="changed">The columns that differ from those stored.</param>
    /// <param name="unspecified">The columns that were not sent.</param>
    public static ulong Outdated(ulong changed, ulong unspecified)
    {
        var outdated = 0UL;
        foreach (var (source, derived) in Pairs)
        {
            outdated |= (changed & ~unspecified & source) != 0 ? derived & unspecified : 0;
        }

        return outdated;
    }

    private static (ulong, ulong)[] Find(params (string Source, string Derived)[] names) =>
        [.. names.Select(pair => (RowCodec<TRow>.Instance.MaskOf([pair.Source]), RowCodec<TRow>.Instance.MaskOf([pair.Derived]))).Where(pair => pair.Item1 != 0 && pair.Item2 != 0)];
}
