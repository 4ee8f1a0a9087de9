namespace CanvasData.Operations.Analytics;

/// <summary>
/// The predictions, trends, risks and insights within one scope, computed from the stored rows. Every result carries its moment, its model
/// and its basis. A question without a reliable answer gets a status and a reason instead of a number.
/// <para>Courses and students outside the scope give the same result as ones that are not stored. A class is computed from all of its
/// students, so that a prediction does not depend on who asks. A scope that holds only a part of a class gets no statistics of items and
/// sections.</para>
/// <para>Moments: null is now. Nothing later than the moment is used.</para>
/// </summary>
public interface ICanvasAnalytics
{
    /// <summary>Calculates how a student's scores move in a course.</summary>
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

    /// <summary>Predicts the final grade of a student in a course.</summary>
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

    /// <summary>The students of a class by their risk, greatest first, with the number of true positives expected in the top n.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<ClassRisk> AnalyzeAtRiskStudentsAsync(long courseId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>The students of several courses or of the whole school by course and risk, a course at a time: memory stays flat.</summary>
    /// <param name="courseIds">The courses; null for every course that runs at the moment.</param>
    /// <param name="atLeast">The lowest band to include.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    IAsyncEnumerable<AtRiskStudent> StreamAtRiskStudentsAsync(
        IReadOnlyCollection<long>? courseIds = null, RiskBand atLeast = RiskBand.Watch, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>The insights into a class for its teacher.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<TeacherInsights> GeneratePerformanceInsightsAsync(long courseId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>The insights that a student may see about each course: from posted grades only, without other students and without risks.</summary>
    /// <param name="studentId">The Canvas user id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<StudentInsights> GenerateStudentInsightsAsync(long studentId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>The insights into a student over all courses, for an adviser.</summary>
    /// <param name="studentId">The Canvas user id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<AdviserInsights> GenerateAdviserInsightsAsync(long studentId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);
}
