using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.AspNetCore;

public sealed partial class CanvasOperationsClient
{
    /// <summary>Reads the students of a class by their risk, the greatest first.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ClassRisk> GetClassRiskAsync(long courseId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default) =>
        GetAsync<ClassRisk>($"courses/{courseId}/risk", new ApiQuery().Add("asOf", asOf), cancellationToken);

    /// <summary>Reads the trends of a class.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ClassTrends> GetClassTrendsAsync(long courseId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default) =>
        GetAsync<ClassTrends>($"courses/{courseId}/trends", new ApiQuery().Add("asOf", asOf), cancellationToken);

    /// <summary>Predicts the final grades of a class.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<FinalGradePrediction>> PredictFinalGradesAsync(long courseId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<FinalGradePrediction>>($"courses/{courseId}/predictions", new ApiQuery().Add("asOf", asOf), cancellationToken);

    /// <summary>Reads the insights into a class for its teacher.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<TeacherInsights> GetTeacherInsightsAsync(long courseId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default) =>
        GetAsync<TeacherInsights>($"courses/{courseId}/insights", new ApiQuery().Add("asOf", asOf), cancellationToken);

    /// <summary>Predicts the final grade of a student.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="targets">Final percentages to compute the required average for; null for none.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<FinalGradePrediction> PredictFinalGradeAsync(long courseId, long studentId, IReadOnlyList<double>? targets = null, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default) =>
        GetAsync<FinalGradePrediction>($"courses/{courseId}/students/{studentId}/prediction", new ApiQuery().Add("targets", targets).Add("asOf", asOf), cancellationToken);

    /// <summary>Reads how the scores of a student move.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<GradeMomentum> GetGradeMomentumAsync(long courseId, long studentId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default) =>
        GetAsync<GradeMomentum>($"courses/{courseId}/students/{studentId}/momentum", new ApiQuery().Add("asOf", asOf), cancellationToken);

    /// <summary>Reads what a student may read about each course.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<StudentInsights> GetStudentInsightsAsync(long studentId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default) =>
        GetAsync<StudentInsights>($"students/{studentId}/insights", new ApiQuery().Add("asOf", asOf), cancellationToken);

    /// <summary>Reads the insights into a student over all courses, for staff.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<AdviserInsights> GetAdviserInsightsAsync(long studentId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default) =>
        GetAsync<AdviserInsights>($"students/{studentId}/adviser-insights", new ApiQuery().Add("asOf", asOf), cancellationToken);
}
