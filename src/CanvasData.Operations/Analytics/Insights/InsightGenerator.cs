using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Analytics;

/// <summary>Insights, each audience from its own source: staff from the analysis of the class, students from what was posted to them.</summary>
internal sealed class InsightGenerator(AnalyticsDatabase database, CourseAnalysisService analyses, FinalGradeModelProvider models, TimeProvider time, IOptions<GradingOptions> grading)
{
    public async Task<TeacherInsights> ForTeacherAsync(long courseId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var course = await analyses.GetAsync(courseId, asOf, cancellationToken).ConfigureAwait(false);
        var moment = course.Provenance.AsOf;
        var unposted = course.Status == AnalyticsStatus.NotFound
            ? []
            : await GradedItemReader.Counted(database.Here.Set<CanvasAssignment>().Where(assignment => assignment.CourseId == courseId), moment)
                .Select(assignment => new
                {
                    assignment.Id,
                    Grades = database.Here.Set<CanvasSubmission>().Where(SubmissionRules.HasGrade).Count(row =>
                        row.AssignmentId == assignment.Id && row.UserId != null && row.MissingSince == null && row.GradedAt <= moment && row.PostedAt == null),
                })
                .Where(item => item.Grades > 0)
                .WithNullsOfCSharp(database.Here)
                .ToDictionaryAsync(item => item.Id, item => item.Grades, cancellationToken).ConfigureAwait(false);
        var lastOffering = await LastOfferingAsync(course, cancellationToken).ConfigureAwait(false);
        return new TeacherInsights(courseId, course.Status, course.Reason, new TeacherInsightRules(course, unposted, lastOffering).Apply(), course.Provenance);
    }

    public async Task<AdviserInsights> ForAdviserAsync(long studentId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var now = AsOfTime.Resolve(asOf, time.GetUtcNow(), TimeSpan.Zero, null);
        var enrollments = database.Here.Set<CanvasEnrollment>().Where(EnrollmentRules.Attending).Where(row => row.UserId == studentId && row.MissingSince == null);
        var courses = await CourseFacts.Select(database.Here, database.Here.Set<CanvasCourse>().Where(course => enrollments.Any(row => row.CourseId == course.Id)))
            .OrderBy(course => course.CourseId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var told = new List<AdviserCourseInsights>();
        foreach (var facts in courses.Where(course => !course.HasEnded(now)))
        {
            var course = await analyses.GetAsync(facts.CourseId, asOf, cancellationToken).ConfigureAwait(false);
            var place = course.PlaceOf(studentId);
            told.Add(place < 0
                ? new AdviserCourseInsights(facts.CourseId, AnalyticsStatus.NotFound, "The student does not attend the course.", [], course.Provenance)
                : new AdviserCourseInsights(
                    facts.CourseId, course.Students[place].Status, course.Students[place].Prediction.Reason, new AdviserInsightRules(course, place).Apply(), course.Provenance));
        }

        return new AdviserInsights(studentId, now, told);
    }

    public async Task<StudentInsights> ForStudentAsync(long studentId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var moment = AsOfTime.Resolve(asOf, time.GetUtcNow(), TimeSpan.Zero, null);
        var courses = await PostedWorkReader.ReadAsync(database.Here, studentId, moment, grading.Value.PassingScore, cancellationToken).ConfigureAwait(false);
        var history = await FinalGradeModelProvider.VersionAsync(database.Here, cancellationToken).ConfigureAwait(false);
        var offerings = await models.LastOfferingsAsync(database, database.Here, history, cancellationToken).ConfigureAwait(false);
        var hash = new Fingerprint().Add(studentId).Add(moment);
        var told = new List<StudentCourseInsights>();
        foreach (var course in courses)
        {
            // How the last offering gave out its work is no one's grade.
            var lastOffering = new StandingOptions { LastOfferingCurve = offerings?.OptionsFor(course.Facts, moment).LastOfferingCurve };
            var standing = StandingCalculator.Posted(course.Work, 0, moment, lastOffering);
            told.Add(new StudentCourseInsights(course.Facts.CourseId, standing.Status, standing.Reason, new StudentInsightRules(course, standing).Apply()));
            hash.Add(InputsHash.Compute(course.Work, moment, lastOffering)).Add(course.Scheme.PassingScore).Add(course.Scheme.Scheme).Add(course.Facts.HidesTotals ? 1 : 0).Add(course.Facts.HidesNumbers ? 1 : 0).Add(course.IsGradeSet ? 1 : 0);
        }

        return new StudentInsights(studentId, moment, told, hash.Value);
    }

    private async Task<BacktestFigures?> LastOfferingAsync(ClassAnalysis course, CancellationToken cancellationToken)
    {
        if (course.Provenance.Basis == PredictionBasis.ClassOnly || await CourseFacts.ReadAsync(database.Here, course.CourseId, cancellationToken).ConfigureAwait(false) is not { } facts)
        {
            return null;
        }

        var history = await FinalGradeModelProvider.VersionAsync(database.Here, cancellationToken).ConfigureAwait(false);
        var offerings = await models.LastOfferingsAsync(database, database.Here, history, cancellationToken).ConfigureAwait(false);
        return offerings?.Before(facts, course.Provenance.AsOf) is { } last
            ? await models.FiguresOfAsync(database, database.Here, history, (course, facts.CourseKey), last, cancellationToken).ConfigureAwait(false)
            : null;
    }
}
