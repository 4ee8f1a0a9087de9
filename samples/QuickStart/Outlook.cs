using CanvasData.Operations.Analytics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.QuickStart;

/// <summary>A student who may not pass.</summary>
internal sealed record StudentAtRisk(long Id, string? Student, RiskBand Band, double? Predicted, double Overdue);

/// <summary>What analytics say about one course, and about one student in it.</summary>
internal sealed class Outlook(IAnalyticsBuilder analytics, SchoolContext context, long courseId)
{
    private const int Shown = 5;

    public async Task<IReadOnlyList<StudentAtRisk>> WhoMayNotPassAsync(CancellationToken cancellationToken)
    {
        var risk = await analytics.AnalyzeAtRiskStudentsAsync(courseId, cancellationToken: cancellationToken);
        var shown = risk.Students.Where(student => student.Band >= RiskBand.Watch).Take(Shown).ToList();
        var ids = shown.Select(student => student.StudentId).ToList();
        var names = await context.Set<CanvasUser>().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, cancellationToken);
        return [.. shown.Select(student => new StudentAtRisk(
            student.StudentId, names.GetValueOrDefault(student.StudentId), student.Band, student.Prediction.Point, student.PointsAtStake))];
    }

    public Task<FinalGradePrediction> PredictFinalGradeAsync(long studentId, CancellationToken cancellationToken) =>
        analytics.PredictFinalGradeAsync(courseId, studentId, cancellationToken: cancellationToken);

    /// <summary>What the student may be shown: made from posted grades and the student's own work alone.</summary>
    public async Task<IReadOnlyList<StudentInsight>> StudentInsightsAsync(long studentId, CancellationToken cancellationToken)
    {
        var insights = await analytics.GenerateStudentInsightsAsync(studentId, cancellationToken: cancellationToken);
        return insights.Courses.SingleOrDefault(course => course.CourseId == courseId)?.Insights ?? [];
    }
}
