namespace CanvasData.Operations.Analytics;

/// <summary>The analyses that a student or an observer may see. It has no method that uses other students or unposted grades.</summary>
public interface IStudentAnalytics
{
    /// <summary>The insights that a student may see about each course: from posted grades only, without other students and without risks.</summary>
    /// <param name="studentId">The Canvas user id; a student outside the scope has no courses in the result.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    Task<StudentInsights> GenerateStudentInsightsAsync(long studentId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);
}
