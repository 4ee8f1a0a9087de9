namespace CanvasData.Operations.Sync;

/// <summary>What one fetch asks for.</summary>
/// <param name="Profile">Which collections and fields.</param>
/// <param name="Since">Only submissions graded or submitted since then; null for all of them.</param>
/// <param name="InferAbsence">Whether complete listings may show what vanished.</param>
/// <param name="Static">Which of the rarely changing listings.</param>
internal sealed record FetchPlan(SyncProfile Profile, DateTimeOffset? Since, bool InferAbsence, StaticListings Static = StaticListings.All)
{
    /// <summary>The listings among these that the profile wants and that were not asked for yet.</summary>
    public StaticListings Missing(StaticListings listings, CourseData data) => listings & ~data.Asked & (
        (Profile.Sections ? StaticListings.Sections : 0) |
        (Profile.ContactDetails ? StaticListings.Users : 0) |
        (Profile.Assignments ? StaticListings.AssignmentGroups : 0) |
        (Profile.GradingSetup ? StaticListings.GradingSetup : 0) |
        (Profile.Modules ? StaticListings.Modules : 0));
}
