namespace CanvasData.Operations.Analytics;

/// <summary>
/// Predictions, trends, risks and insights, computed from the stored rows. For staff and for jobs, except where a method
/// says that its result is made for students. Every result says as of when, by which model and on which basis; a
/// question that cannot be answered honestly is answered by a status and a reason, never by a number.
/// <para>Moments: null is now. Nothing later than the moment is used.</para>
/// </summary>
public interface IAnalyticsBuilder
{
    /// <summary>How a student's scores move in a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<GradeMomentum> CalculateGradeMomentumAsync(long courseId, long studentId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>The trends of a whole class, with how many would be flagged by chance alone.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<ClassTrends> CalculatePerformanceTrendsAsync(long courseId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>The final grade of a student in a course as it can be foreseen.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id.</param>
    /// <param name="targets">Final percentages to compute the required average for, beside the passing score; null for none.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<FinalGradePrediction> PredictFinalGradeAsync(
        long courseId, long studentId, IReadOnlyCollection<double>? targets = null, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>The final grades of a class, in the order of user ids.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<IReadOnlyList<FinalGradePrediction>> PredictFinalGradesAsync(long courseId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>The final grades of several courses or of the whole school, a course at a time: memory stays flat.</summary>
    /// <param name="courseIds">The courses; null for every course that runs at the moment.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    IAsyncEnumerable<FinalGradePrediction> StreamFinalGradesAsync(
        IReadOnlyCollection<long>? courseIds = null, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>The students of a class by their risk, greatest first, with what a list of any length would catch.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<ClassRisk> AnalyzeAtRiskStudentsAsync(long courseId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>The students of several courses or of the whole school by course and risk, a course at a time: memory stays flat.</summary>
    /// <param name="courseIds">The courses; null for every course that runs at the moment.</param>
    /// <param name="atLeast">The lowest band that is told.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    IAsyncEnumerable<AtRiskStudent> StreamAtRiskStudentsAsync(
        IReadOnlyCollection<long>? courseIds = null, RiskBand atLeast = RiskBand.Watch, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>What a teacher should look at in a class.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<TeacherInsights> GeneratePerformanceInsightsAsync(long courseId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>What a student may be shown about the own courses: posted grades only, nobody else, no risk.</summary>
    /// <param name="studentId">The Canvas user id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<StudentInsights> GenerateStudentInsightsAsync(long studentId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>What an adviser should know of a student over all courses.</summary>
    /// <param name="studentId">The Canvas user id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<AdviserInsights> GenerateAdviserInsightsAsync(long studentId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

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
