using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Analytics;

/// <summary>Insights, each audience from its own source: staff from the analysis of the class, students from what was posted to them.</summary>
internal sealed class InsightGenerator(AnalyticsDatabase database, AnalyticsScope scope, CourseAnalysisService analyses, FinalGradeModelProvider models, TimeProvider time, IOptions<GradingOptions> grading)
{
    public async Task<TeacherInsights> ForTeacherAsync(long courseId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var course = await analyses.GetAsync(courseId, asOf, cancellationToken).ConfigureAwait(false);
        var moment = course.Provenance.AsOf;
        var submissions = database.Here.Set<CanvasSubmission>().Where(SubmissionRules.HasGrade);
        long[] students = [.. course.Students.Select(student => student.StudentId)];
        submissions = course.IsPartial ? submissions.Where(row => EF.Parameter(students).Contains(row.UserId!.Value)) : submissions;
        var unposted = course.Status == AnalyticsStatus.NotFound
            ? []
            : await GradedItemReader.Counted(database.Here.Set<CanvasAssignment>().Where(assignment => assignment.CourseId == courseId), moment)
                .Select(assignment => new
                {
                    assignment.Id,
                    Grades = submissions.Count(row =>
                        row.AssignmentId == assignment.Id && row.UserId != null && row.MissingSince == null && row.GradedAt <= moment && !Rule.Holds(SubmissionRules.Posted, row, assignment)),
                })
                .Where(item => item.Grades > 0)
                .WithRules()
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
        var seen = await SeenCoursesAsync(studentId, cancellationToken).ConfigureAwait(false);
        var insights = new List<AdviserCourseInsights>();
        foreach (var facts in courses.Where(course => !course.HasEnded(now) && seen?.Contains(course.CourseId) != false))
        {
            var course = await analyses.GetAsync(facts.CourseId, asOf, cancellationToken).ConfigureAwait(false);
            var place = course.PlaceOf(studentId);
            insights.Add(place < 0
                ? new AdviserCourseInsights(facts.CourseId, AnalyticsStatus.NotFound, "The student does not attend the course.", [], course.Provenance)
                : new AdviserCourseInsights(
                    facts.CourseId, course.Students[place].Status, course.Students[place].Prediction.Reason, new AdviserInsightRules(course, place).Apply(), course.Provenance));
        }

        return new AdviserInsights(studentId, now, insights);
    }

    public async Task<StudentInsights> ForStudentAsync(long studentId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var moment = AsOfTime.Resolve(asOf, time.GetUtcNow(), TimeSpan.Zero, null);
        var courses = await PostedWorkReader.ReadAsync(database.Here, studentId, moment, grading.Value.PassingScore, cancellationToken).ConfigureAwait(false);
        var history = await FinalGradeModelProvider.VersionAsync(database.Here, cancellationToken).ConfigureAwait(false);
        var offerings = await models.LastOfferingsAsync(database, database.Here, history, cancellationToken).ConfigureAwait(false);
        var hash = new Fingerprint().Add(studentId).Add(moment);
        var insights = new List<StudentCourseInsights>();
        var seen = await SeenCoursesAsync(studentId, cancellationToken).ConfigureAwait(false);
        foreach (var course in courses.Where(course => seen?.Contains(course.Facts.CourseId) != false))
        {
            // How the last offering gave out its work is no one's grade.
            var lastOffering = new StandingOptions { LastOfferingCurve = offerings?.OptionsFor(course.Facts, moment).LastOfferingCurve };
            var standing = StandingCalculator.Posted(course.Work, 0, moment, lastOffering);
            insights.Add(new StudentCourseInsights(course.Facts.CourseId, standing.Status, standing.Reason, new StudentInsightRules(course, standing).Apply()));
            hash.Add(InputsHash.Compute(course.Work, moment, lastOffering)).Add(course.Scheme.PassingScore).Add(course.Scheme.Scheme).Add(course.Facts.HidesTotals ? 1 : 0).Add(course.Facts.HidesNumbers ? 1 : 0).Add(course.IsGradeSet ? 1 : 0);
        }

        return new StudentInsights(studentId, moment, insights, hash.Value);
    }

    /// <returns>The courses in which the student is in scope; null for all.</returns>
    private async Task<HashSet<long>?> SeenCoursesAsync(long studentId, CancellationToken cancellationToken) =>
        scope.SeesEverything ? null : await scope.CoursesOfAsync(database.Here, studentId, cancellationToken).ConfigureAwait(false);

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
