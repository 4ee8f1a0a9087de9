using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>The columns that a profile leaves out of the rows that it fetches.</summary>
internal static class ProfileColumns
{
    private static readonly string[] Contact = [nameof(CanvasUser.Email)];
    private static readonly string[] Login = [nameof(CanvasUser.LastLogin)];

    private static readonly string[] Activity =
        [nameof(CanvasEnrollment.LastActivityAt), nameof(CanvasEnrollment.LastAttendedAt), nameof(CanvasEnrollment.TotalActivityTime)];

    private static readonly string[] Scores =
    [
        nameof(Client.EnrollmentRecord.Grades),
        nameof(CanvasEnrollment.CurrentScore), nameof(CanvasEnrollment.FinalScore), nameof(CanvasEnrollment.CurrentGrade), nameof(CanvasEnrollment.FinalGrade),
        nameof(CanvasEnrollment.UnpostedCurrentScore), nameof(CanvasEnrollment.UnpostedFinalScore),
        nameof(CanvasEnrollment.UnpostedCurrentGrade), nameof(CanvasEnrollment.UnpostedFinalGrade),
        nameof(CanvasEnrollment.OverrideScore), nameof(CanvasEnrollment.OverrideGrade),
    ];

    /// <summary>The sets of columns of <typeparamref name="TRow"/> that profiles leave out.</summary>
    public static IEnumerable<ulong> Sets<TRow>() where TRow : CanvasRow, new() =>
        from contact in (bool[])[true, false]
        from activity in (bool[])[true, false]
        from scores in (bool[])[true, false]
        select RowCodec<TRow>.Instance.MaskOf(OmittedFrom<TRow>(new SyncProfile { ContactDetails = contact, Activity = activity, Scores = scores }));

    /// <summary>Finds the columns of <typeparamref name="TRow"/> that <paramref name="profile"/> leaves out.</summary>
    public static IReadOnlyList<string> OmittedFrom<TRow>(SyncProfile profile) where TRow : CanvasRow
    {
        if (typeof(TRow) == typeof(CanvasUser))
        {
            return [.. profile.ContactDetails ? [] : Contact, .. profile.Activity ? [] : Login];
        }

        return typeof(TRow) == typeof(CanvasEnrollment) ? [.. profile.Activity ? [] : Activity, .. profile.Scores ? [] : Scores] : [];
    }
}
