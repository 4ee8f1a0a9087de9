using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Reads one student's work in all running courses as the student may see it: a score that was not posted by the moment
/// is not selected, nor when it was graded.
/// </summary>
internal static class PostedWorkReader
{
    public static async Task<IReadOnlyList<PostedCourse>> ReadAsync(DbContext database, long studentId, DateTime moment, double passingScore, CancellationToken cancellationToken)
    {
        var enrollments = database.Set<CanvasEnrollment>().Where(EnrollmentRules.Attending)
            .Where(row => row.UserId == studentId && row.MissingSince == null && (row.CreatedAt == null || row.CreatedAt <= moment));
        var attended = database.Set<CanvasCourse>().Where(CourseRules.Available).Where(course => enrollments.Any(row => row.CourseId == course.Id));
        var courses = await CourseFacts.Select(database, attended).OrderBy(course => course.CourseId).ToListAsync(cancellationToken).ConfigureAwait(false);
        courses.RemoveAll(course => course.HasEnded(moment));
        if (courses.Count == 0)
        {
            return [];
        }

        long[] ids = [.. courses.Select(course => course.CourseId)];
        var work = await GradedItemReader.ReadAsync(database, ids, moment, cancellationToken).ConfigureAwait(false);
        var schemes = await CourseScheme.ReadAsync(database, courses, passingScore, cancellationToken).ConfigureAwait(false);
        var periods = await CoursePeriods.ReadAsync(database, courses, cancellationToken).ConfigureAwait(false);
        var hourly = await CourseWorkBuilder.HourlyAsync(database, ids, cancellationToken).ConfigureAwait(false);
        var cells = courses.ToDictionary(course => course.CourseId, course => CourseWorkBuilder.Expected(1, work[course.CourseId], moment));
        await FillAsync(database, studentId, ids, moment, work, cells, cancellationToken).ConfigureAwait(false);
        foreach (var ofCell in (await Checkpoints.ReadAsync(database, work.Values, studentId, cancellationToken).ConfigureAwait(false)).GroupBy(part => (part.CourseId, part.AssignmentId)))
        {
            var graded = work[ofCell.Key.CourseId];
            var item = graded.PlaceOf(ofCell.Key.AssignmentId);
            ref var cell = ref cells[ofCell.Key.CourseId][item];
            Checkpoints.Apply(ref cell, ofCell, moment, hidden: graded.Rules[item].PostsByHand && cell.PostedAt is null);
        }

        var setByHand = await enrollments.Where(row => row.OverrideScore != null || row.OverrideGrade != null).Select(row => row.CourseId).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. courses.Select(course => new PostedCourse(
            course,
            CourseWorkBuilder.Build(course, periods.ForCourse(course), work[course.CourseId], [studentId], [], cells[course.CourseId], hourly.Contains(course.CourseId)),
            schemes[course.CourseId],
            setByHand.Contains(course.CourseId)))];
    }

    private static async Task FillAsync(
        DbContext database, long studentId, long[] courses, DateTime moment, Dictionary<long, GradedItemReader> work, Dictionary<long, WorkCell[]> cells, CancellationToken cancellationToken)
    {
        var visible =
            from row in database.Set<CanvasSubmission>().AsNoTracking()
            where row.UserId == studentId && EF.Parameter(courses).Contains(row.CourseId) && row.MissingSince == null
            join assignment in database.Set<CanvasAssignment>() on row.AssignmentId equals assignment.Id
            let postedAt = Rule.Holds(SubmissionRules.PostedAt, row, assignment)
            select new
            {
                row.CourseId,
                row.AssignmentId,
                Score = postedAt <= moment ? row.Score : null,
                Excused = postedAt <= moment && Rule.Holds(SubmissionRules.Excused, row),
                GradedAt = postedAt <= moment ? row.GradedAt : null,
                PostedAt = postedAt <= moment ? postedAt : null,
                row.SubmittedAt,
                DueAt = row.CachedDueDate,
                Late = row.SubmittedAt != null && Rule.Holds(SubmissionRules.Late, row),
                MarkedMissing = postedAt <= moment
                    ? Rule.Holds(SubmissionRules.MarkedMissing, row) && Rule.Holds(SubmissionRules.HasPlainStatus, row)
                    : Rule.Holds(SubmissionRules.MarkedMissingUnposted, row),
                MayBecomeMissing = postedAt <= moment ? Rule.Holds(SubmissionRules.MayBecomeMissing, row) : Rule.Holds(SubmissionRules.MayBecomeMissingUnposted, row),
                AwaitsReview = Rule.Holds(SubmissionRules.AwaitsReview, row) || (Rule.Holds(AssignmentRules.HasCheckpoints, assignment) && !Rule.Holds(SubmissionRules.CalledGraded, row)),
                MarkedAt = row.GradedAt,
            };
        var rows = await visible
            .WithRules()
            .WithNullsOfCSharp(database)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            if (work[row.CourseId] is var graded && graded.PlaceOf(row.AssignmentId) is >= 0 and var item)
            {
                cells[row.CourseId][item] = new WorkCell
                {
                    Counts = !row.Excused,
                    Score = row.Score,
                    SubmittedAt = row.SubmittedAt,
                    GradedAt = row.GradedAt,
                    PostedAt = row.PostedAt,
                    DueAt = row.DueAt,
                    Late = row.Late,
                    ExpectsSubmission = graded.Rules[item].ExpectsSubmission && (row.MayBecomeMissing || row.MarkedMissing),
                    MarkedMissing = row.MarkedMissing,
                    AwaitsReview = row.AwaitsReview,

                    // Canvas shows the mark at once, whatever is posted of the grade.
                    PartMissing = row.MarkedMissing && row.MarkedAt <= moment,
                };
            }
        }
    }
}

/// <summary>A course as one student may see it: the class of its work is that student alone.</summary>
/// <param name="Facts">The course.</param>
/// <param name="Work">The student's work, posted grades only.</param>
/// <param name="Scheme">Letters and the passing score.</param>
/// <param name="IsGradeSet">Whether a person has set the final grade, whatever the work comes to.</param>
internal sealed record PostedCourse(CourseFacts Facts, CourseWork Work, CourseScheme Scheme, bool IsGradeSet);
