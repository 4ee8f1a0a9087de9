using System.ComponentModel;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Predictions, trends, risks and insights. Only the insights of a student are open to students and observers.</summary>
internal static class AnalyticsEndpoints
{
    private const string Moment = "The moment; now by default. Nothing later is used.";

    private const int MaxTargets = 100;

    // More than any total, and far from where sums of floating-point numbers become infinite.
    private const int MaxTarget = 1_000_000;

    public static void Map(ApiGroup api)
    {
        MapClass(api);

        api.Get("courses/{courseId:long}/students/{studentId:long}/prediction", "PredictFinalGrade", "The final grade of a student, as a median with an interval.", (
            Caller caller, long courseId, long studentId, [Description("Final percentages to compute the required average for.")] double[]? targets, [Description(Moment)] DateTimeOffset? asOf, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesStudentAsync(courseId, studentId, cancellationToken), () =>
                caller.StaffAnalytics.PredictFinalGradeAsync(courseId, studentId, Checked(targets), asOf, cancellationToken).JsonAsync()), ApiEndpoint.Staff).Returns<FinalGradePrediction>();

        api.Get("courses/{courseId:long}/students/{studentId:long}/momentum", "GetGradeMomentum", "How the scores of a student move.", (
            Caller caller, long courseId, long studentId, [Description(Moment)] DateTimeOffset? asOf, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesStudentAsync(courseId, studentId, cancellationToken), () =>
                caller.StaffAnalytics.CalculateGradeMomentumAsync(courseId, studentId, asOf, cancellationToken).JsonAsync()), ApiEndpoint.Staff).Returns<GradeMomentum>();

        api.Get("students/{studentId:long}/insights", "GetStudentInsights", "What a student may read about each course, from posted grades only.", (
            Caller caller, long studentId, [Description(Moment)] DateTimeOffset? asOf, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesStudentAsync(studentId, cancellationToken), () => caller.StudentInsightsAsync(studentId, asOf, cancellationToken).JsonAsync())).Returns<StudentInsights>();

        api.Get("students/{studentId:long}/adviser-insights", "GetAdviserInsights", "The insights into a student over all courses, for staff.", (
            Caller caller, long studentId, [Description(Moment)] DateTimeOffset? asOf, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesStudentAsync(studentId, cancellationToken), () => caller.StaffAnalytics.GenerateAdviserInsightsAsync(studentId, asOf, cancellationToken).JsonAsync()), ApiEndpoint.Staff).Returns<AdviserInsights>();
    }

    private static double[]? Checked(double[]? targets) => targets switch
    {
        { Length: > MaxTargets } => throw new InvalidArgumentException("targets", "they are too many.", $"Give at most {MaxTargets}."),
        not null when !targets.All(target => Math.Abs(target) <= MaxTarget) => throw new InvalidArgumentException("targets", "one of them is no percentage.", $"Give numbers from -{MaxTarget} to {MaxTarget}."),
        _ => targets,
    };

    private static void MapClass(ApiGroup api)
    {
        api.Get("courses/{courseId:long}/risk", "GetClassRisk", "The students of a class by their risk, the greatest first. CSV has the students.", (
            Caller caller, HttpContext http, long courseId, [Description(Moment)] DateTimeOffset? asOf, string? format, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesCourseAsync(courseId, cancellationToken), async () =>
            {
                var risk = await caller.StaffAnalytics.AnalyzeAtRiskStudentsAsync(courseId, asOf, cancellationToken).ConfigureAwait(false);
                return CsvBody.IsWanted(http.Request, format) ? new ValueList<AtRiskStudent>(risk.Students, "csv") : new TaggedJson<ClassRisk>(risk);
            }), ApiEndpoint.Staff).Returns<ClassRisk>(csv: true);

        api.Get("courses/{courseId:long}/trends", "GetClassTrends", "The trends of a class. CSV has the students.", (
            Caller caller, HttpContext http, long courseId, [Description(Moment)] DateTimeOffset? asOf, string? format, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesCourseAsync(courseId, cancellationToken), async () =>
            {
                var trends = await caller.StaffAnalytics.CalculatePerformanceTrendsAsync(courseId, asOf, cancellationToken).ConfigureAwait(false);
                return CsvBody.IsWanted(http.Request, format) ? new ValueList<GradeMomentum>(trends.Students, "csv") : new TaggedJson<ClassTrends>(trends);
            }), ApiEndpoint.Staff).Returns<ClassTrends>(csv: true);

        api.Get("courses/{courseId:long}/predictions", "PredictFinalGrades", "The final grades of a class.", (
            Caller caller, long courseId, [Description(Moment)] DateTimeOffset? asOf, string? format, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesCourseAsync(courseId, cancellationToken), async () =>
                new ValueList<FinalGradePrediction>(await caller.StaffAnalytics.PredictFinalGradesAsync(courseId, asOf, cancellationToken).ConfigureAwait(false), format)), ApiEndpoint.Staff)
            .ReturnsList<FinalGradePrediction>();

        api.Get("courses/{courseId:long}/insights", "GetTeacherInsights", "The insights into a class for its teacher.", (
            Caller caller, long courseId, [Description(Moment)] DateTimeOffset? asOf, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesCourseAsync(courseId, cancellationToken), () => caller.StaffAnalytics.GeneratePerformanceInsightsAsync(courseId, asOf, cancellationToken).JsonAsync()), ApiEndpoint.Staff)
            .Returns<TeacherInsights>();
    }
}
