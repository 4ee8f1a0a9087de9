using CanvasData.Operations.Canvas;
using CanvasData.Operations.History;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Metadata;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>Queries about single pieces of work.</summary>
internal static class GradeQueries
{
    public static IQueryable<StudentGrade> StudentGrades(
        Sight sight, long? courseId, long? studentId, IReadOnlyCollection<long>? assignmentIds, TimeRange? submitted, GradeDetails details)
    {
        var work = sight.Work(courseId, studentId, assignmentIds);
        if (submitted?.From is { } from)
        {
            var first = from.UtcDateTime;
            work = work.Where(w => w.SubmittedAt >= first);
        }

        if (submitted?.To is { } to)
        {
            var last = to.UtcDateTime;
            work = work.Where(w => w.SubmittedAt <= last);
        }

        var metadata = details.HasFlag(GradeDetails.Metadata);
        var staff = metadata && !sight.Scope.IsLearner;
        var (notes, links, ratings) = (sight.StudentNotes, sight.Table<CanvasTagLink>(), sight.Table<CanvasAssignmentMetadata>());
        var rows =
            from f in WithChange(sight, work, details.HasFlag(GradeDetails.LastChange))
            let w = f.Work
            join g in sight.Table<CanvasAssignmentGroup>() on w.AssignmentGroupId equals g.Id into groups
            from g in groups.DefaultIfEmpty()
            join u in sight.Table<CanvasUser>() on w.StudentId equals u.Id into users
            from u in users.DefaultIfEmpty()
            select new StudentGrade
            {
                SubmissionId = w.SubmissionId,
                CourseId = w.CourseId,
                CourseName = w.CourseName,
                StudentId = w.StudentId,
                StudentName = u.Name,
                SortableName = u.SortableName,
                AssignmentId = w.AssignmentId,
                AssignmentName = w.AssignmentName,
                AssignmentGroupId = w.AssignmentGroupId,
                GroupName = g.Name,
                GroupWeight = w.WeightsGroups ? g.GroupWeight : null,
                PointsPossible = w.PointsPossible,
                Score = w.Score,
                Grade = w.Grade,
                Percentage = w.Percentage,
                WorkflowState = w.WorkflowState,
                SubmittedAt = w.SubmittedAt,
                GradedAt = w.GradedAt,
                PostedAt = w.PostedAt,
                DueAt = w.DueAt,
                IsLate = w.IsLate,
                IsMissing = w.IsMissing,
                IsExcused = w.IsExcused,
                OmitFromFinalGrade = w.OmitFromFinalGrade,
                MissingSince = w.MissingSince,
                ChangedAt = f.ChangedAt,
                PreviousScore = f.PreviousScore,
                ScoreChange = f.ScoreChange,
                NoteCount = EF.Constant(metadata) ? notes.Count(n => n.TargetId == w.StudentId && (n.CourseId == null || n.CourseId == w.CourseId)) : null,
                Difficulty = EF.Constant(staff) ? ratings.Where(m => m.AssignmentId == w.AssignmentId).Select(m => m.DifficultyRating).FirstOrDefault() : null,
                TagCount = EF.Constant(staff) ? links.Count(l => l.TargetType == "student" && l.TargetId == w.StudentId) : null,
            };
        return RowSort<StudentGrade>.Default.Apply(rows);
    }

    public static IQueryable<SubmissionRow> AssignmentSubmissions(Sight sight, long? assignmentId, long? courseId, bool includeLate, SubmissionSort sort)
    {
        var work = sight.Work(courseId, studentId: null, assignmentId is { } only ? [only] : null);
        work = includeLate ? work : work.Where(w => !w.IsLate);
        var rows =
            from f in WithChange(sight, work, asked: true)
            let w = f.Work
            join u in sight.Table<CanvasUser>() on w.StudentId equals u.Id into users
            from u in users.DefaultIfEmpty()
            select new SubmissionRow
            {
                SubmissionId = w.SubmissionId,
                CourseId = w.CourseId,
                CourseName = w.CourseName,
                AssignmentId = w.AssignmentId,
                AssignmentName = w.AssignmentName,
                PointsPossible = w.PointsPossible,
                StudentId = w.StudentId,
                StudentName = u.Name,
                SortableName = u.SortableName,
                Status = w.IsExcused ? "excused" : w.Score != null ? "graded" : w.IsMissing ? "missing" : w.SubmittedAt != null ? "submitted" : "unsubmitted",
                Score = w.Score,
                Percentage = w.Percentage,
                SubmittedAt = w.SubmittedAt,
                GradedAt = w.GradedAt,
                DueAt = w.DueAt,
                Attempt = w.Attempt,
                IsLate = w.IsLate,
                HoursLate = w.HoursLate,
                ChangedAt = f.ChangedAt,
                PreviousScore = f.PreviousScore,
            };
        var order = sort switch
        {
            SubmissionSort.Assignment => SubmissionRowSorts.Assignment,
            SubmissionSort.SubmittedAt => SubmissionRowSorts.SubmittedAt,
            SubmissionSort.StudentName => SubmissionRowSorts.StudentName,
            SubmissionSort.Score => SubmissionRowSorts.Score,
            _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Give a value of SubmissionSort."),
        };
        return order.Apply(rows);
    }

    public static IQueryable<GradebookCell> Gradebook(Sight sight, long courseId) => RowSort<GradebookCell>.Default.Apply(
        from w in sight.Work(courseId, studentId: null)
        join u in sight.Table<CanvasUser>() on w.StudentId equals u.Id into users
        from u in users.DefaultIfEmpty()
        select new GradebookCell
        {
            StudentId = w.StudentId,
            SortableName = u.SortableName,
            AssignmentId = w.AssignmentId,
            AssignmentName = w.AssignmentName,
            PointsPossible = w.PointsPossible,
            Score = w.Score,
            Grade = w.Grade,
            WorkflowState = w.WorkflowState,
            IsLate = w.IsLate,
            IsMissing = w.IsMissing,
            IsExcused = w.IsExcused,
        });

    public static IQueryable<StudentWork> Missing(Sight sight, long? courseId, long? studentId) =>
        Owed(sight, sight.Work(courseId, studentId).Where(w => w.IsMissing));

    public static IQueryable<StudentWork> Upcoming(Sight sight, TimeSpan within, long? courseId, long? studentId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(within, TimeSpan.Zero);
        return Owed(sight, Upcoming(sight, within, sight.Work(courseId, studentId)));
    }

    public static IQueryable<Work> Upcoming(Sight sight, TimeSpan within, IQueryable<Work> work)
    {
        var now = sight.Now;
        var until = within < DateTime.MaxValue - now ? now + within : DateTime.MaxValue;
        return work.Where(w => w.DueAt >= now && w.DueAt <= until && w.SubmittedAt == null && w.Score == null && !w.IsExcused);
    }

    private static IQueryable<StudentWork> Owed(Sight sight, IQueryable<Work> work) => RowSort<StudentWork>.Default.Apply(
        from w in work
        join u in sight.Table<CanvasUser>() on w.StudentId equals u.Id into users
        from u in users.DefaultIfEmpty()
        select new StudentWork
        {
            SubmissionId = w.SubmissionId,
            CourseId = w.CourseId,
            CourseName = w.CourseName,
            StudentId = w.StudentId,
            StudentName = u.Name,
            AssignmentId = w.AssignmentId,
            AssignmentName = w.AssignmentName,
            PointsPossible = w.PointsPossible,
            DueAt = w.DueAt,
        });

    private static IQueryable<ChangedWork> WithChange(Sight sight, IQueryable<Work> work, bool asked)
    {
        if (!asked)
        {
            return work.Select(w => new ChangedWork { Work = w, ChangedAt = null, ScoreChange = null, PreviousScore = null });
        }

        var changes = sight.Table<CanvasAssignmentScoreHistory>()
            .Where(x => x.Score != x.PreviousScore).OrderByDescending(x => x.RecordedAt).ThenByDescending(x => x.Id);
        var learner = sight.Scope.IsLearner;

        // One search in an index for each value: joined, PostgreSQL would rather hash the whole history.
        return
            from w in work
            select new ChangedWork
            {
                Work = w,
                ChangedAt = changes.Where(x => x.SubmissionId == w.SubmissionId).Select(x => !EF.Constant(learner) || (w.Shown && x.PostedAt != null && x.PreviousPostedAt != null) ? (DateTime?)x.RecordedAt : null).FirstOrDefault(),
                ScoreChange = changes.Where(x => x.SubmissionId == w.SubmissionId).Select(x => !EF.Constant(learner) || (w.Shown && x.PostedAt != null && x.PreviousPostedAt != null) ? x.Score - x.PreviousScore : null).FirstOrDefault(),
                PreviousScore = changes.Where(x => x.SubmissionId == w.SubmissionId).Select(x => !EF.Constant(learner) || (w.Shown && x.PostedAt != null && x.PreviousPostedAt != null) ? x.PreviousScore : null).FirstOrDefault(),
            };
    }

    private sealed class ChangedWork
    {
        public required Work Work { get; init; }

        public required DateTime? ChangedAt { get; init; }

        public required double? ScoreChange { get; init; }

        public required double? PreviousScore { get; init; }
    }

    private static class SubmissionRowSorts
    {
        public static readonly RowSort<SubmissionRow> Assignment = RowSort<SubmissionRow>.Default;
        public static readonly RowSort<SubmissionRow> SubmittedAt = RowSort<SubmissionRow>.Parse("-SubmittedAt", nameof(SubmittedAt));
        public static readonly RowSort<SubmissionRow> StudentName = RowSort<SubmissionRow>.Parse("SortableName,StudentId,AssignmentName", nameof(StudentName));
        public static readonly RowSort<SubmissionRow> Score = RowSort<SubmissionRow>.Parse("-Score,SortableName", nameof(Score));
    }
}
