namespace CanvasData.Operations.Analytics;

/// <summary>
/// The analyses of a portal. Choose a scope first (who is asking), then ask:
/// <c>analytics.ForTeacher(userId).AnalyzeAtRiskStudentsAsync(courseId)</c>. Without a scope an analysis covers the whole
/// school, unless <see cref="Queries.QueryOptions.RequireScope"/> is set. The scopes are those of <see cref="Queries.IQueryBuilder"/>.
/// </summary>
public interface IAnalyticsBuilder : ICanvasAnalytics
{
    /// <summary>The courses that a teacher or teaching assistant teaches; of a section-limited enrollment, the students of that section.</summary>
    /// <param name="userId">The Canvas user id.</param>
    ICanvasAnalytics ForTeacher(long userId);

    /// <summary>The analyses that a student may see: those of the student's own work, from posted grades.</summary>
    /// <param name="userId">The Canvas user id.</param>
    IStudentAnalytics ForStudent(long userId);

    /// <summary>The analyses that an observer may see: those of the observed students, in the courses in which they are observed.</summary>
    /// <param name="userId">The Canvas user id of the observer.</param>
    IStudentAnalytics ForObserver(long userId);

    /// <summary>The analyses of these students in all of their courses, unposted grades included.</summary>
    /// <param name="studentIds">The Canvas user ids.</param>
    ICanvasAnalytics ForAdviser(IReadOnlyCollection<long> studentIds);

    /// <summary>The analyses of these courses, as their staff sees them.</summary>
    /// <param name="courseIds">The Canvas course ids.</param>
    ICanvasAnalytics ForCourses(IReadOnlyCollection<long> courseIds);

    /// <summary>The whole school. For jobs and for staff who may see everything.</summary>
    ICanvasAnalytics ForEverything();

    /// <summary>
    /// Stores what finished offerings looked like on their way, for the models to learn from. Idempotent: an offering
    /// that is stored and unchanged is left alone.
    /// </summary>
    /// <param name="asOf">Offerings that ended before this moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<CapturedOfferings> CaptureFinishedOfferingsAsync(DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Predicts every finished offering from the others and compares: error against carrying the current score forward
    /// and against the class alone, coverage, calibration. A basis that loses is refused in predictions.
    /// </summary>
    /// <param name="courseCode">The course by its code; null for the whole institution.</param>
    /// <param name="groupOf">A label of the caller's for a student id, to audit by groups; null for none. Never stored.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<BacktestReport> BacktestAsync(string? courseCode = null, Func<long, string?>? groupOf = null, CancellationToken cancellationToken = default);
}
