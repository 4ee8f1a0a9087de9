using System.Linq.Expressions;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>Queries about single pieces of work.</summary>
internal static class GradeQueries
{
    private static readonly Dictionary<SubmissionSort, RowSort<SubmissionRow>> Orders = new()
    {
        [SubmissionSort.Assignment] = RowSort<SubmissionRow>.Default,
        [SubmissionSort.SubmittedAt] = RowSort<SubmissionRow>.Parse("-SubmittedAt", nameof(SubmissionSort)),
        [SubmissionSort.StudentName] = RowSort<SubmissionRow>.Parse("SortableName,StudentId,AssignmentName", nameof(SubmissionSort)),
        [SubmissionSort.Score] = RowSort<SubmissionRow>.Parse("-Score,SortableName", nameof(SubmissionSort)),
    };

    public static IQueryable<StudentGrade> StudentGrades(ScopedTables tables, GradeDetails details)
    {
        var work = Within(tables, tables.Work());
        var metadata = details.HasFlag(GradeDetails.Metadata);
        var staff = metadata && !tables.IsLearner;
        var (notes, links, ratings) = (tables.StudentNotes, tables.Table<CanvasTagLink>(), tables.Table<CanvasAssignmentMetadata>());
        var rows =
            from f in WithChange(tables, work, details.HasFlag(GradeDetails.LastChange))
            let w = f.Work
            join g in tables.Table<CanvasAssignmentGroup>() on w.AssignmentGroupId equals g.Id into groups
            from g in groups.DefaultIfEmpty()
            join u in tables.Table<CanvasUser>() on w.StudentId equals u.Id into users
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
        return tables.Sorted(rows);
    }

    /// <summary>Work submitted within the asked range.</summary>
    public static IQueryable<VisibleSubmission> Within(ScopedTables tables, IQueryable<VisibleSubmission> work)
    {
        var asked = tables.Asked;
        work = asked.From is null ? work : work.Where(w => w.SubmittedAt >= asked.From);
        return asked.To is null ? work : work.Where(w => w.SubmittedAt <= asked.To);
    }

    public static IQueryable<SubmissionRow> AssignmentSubmissions(ScopedTables tables, bool includeLate, SubmissionSort sort)
    {
        var work = includeLate ? tables.Work() : tables.Work().Where(w => !w.IsLate);
        var rows =
            from f in WithChange(tables, work, asked: true)
            let w = f.Work
            join u in tables.Table<CanvasUser>() on w.StudentId equals u.Id into users
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
                Status = w.IsExcused ? "excused" : w.HasGrade ? "graded" : w.IsMissing ? "missing" : w.SubmittedAt != null ? "submitted" : "unsubmitted",
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
        return tables.Sorted(rows, Orders[sort]);
    }

    public static IQueryable<GradebookCell> Gradebook(ScopedTables tables) => Cells(tables, tables.Work());

    /// <summary>The cells after the asked one.</summary>
    public static IQueryable<GradebookCell> LaterCells(ScopedTables tables)
    {
        var asked = tables.Asked;
        return Cells(tables, tables.Work().Where(w => w.StudentId > asked.AfterStudentId || (w.StudentId == asked.AfterStudentId && w.AssignmentId > asked.AfterAssignmentId)));
    }

    /// <summary>The assignments of the asked course that are graded.</summary>
    public static IQueryable<GradebookColumn> Columns(ScopedTables tables)
    {
        var asked = tables.Asked;
        return tables.Sorted(
            (from a in tables.Assignments
             where a.CourseId == asked.CourseId && Rule.Holds(AssignmentRules.Gradable, a)
             join g in tables.Table<CanvasAssignmentGroup>() on a.AssignmentGroupId equals g.Id into groups
             from g in groups.DefaultIfEmpty()
             select new GradebookColumn
             {
                 AssignmentId = a.Id,
                 AssignmentName = a.Name,
                 PointsPossible = a.PointsPossible,
                 AssignmentGroupId = a.AssignmentGroupId,
                 GroupName = g.Name,
                 GroupPosition = g.Position,
                 Position = a.Position,
             }).WithRules());
    }

    public static IQueryable<StudentWork> Missing(ScopedTables tables) => Owed(tables, tables.Work().Where(w => w.IsMissing));

    /// <summary>Work that is due until the end of the asked range.</summary>
    public static IQueryable<StudentWork> Upcoming(ScopedTables tables) => Owed(tables, tables.Work().Where(w => w.IsUpcoming));

    private static IQueryable<GradebookCell> Cells(ScopedTables tables, IQueryable<VisibleSubmission> work) => tables.Sorted(
        from w in work
        join u in tables.Table<CanvasUser>() on w.StudentId equals u.Id into users
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

    private static IQueryable<StudentWork> Owed(ScopedTables tables, IQueryable<VisibleSubmission> work) => tables.Sorted(
        from w in work
        join u in tables.Table<CanvasUser>() on w.StudentId equals u.Id into users
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

    // Where only letters are shown, a change is one of the letter. To a learner the latest change is the latest of those that
    // showed: even the time of another one would be too much.
    private static readonly Expression<Func<VisibleSubmission, CanvasAssignmentScoreHistory, bool, bool>> ShowsChange = (w, x, learner) =>
        w.Shown && (w.NumbersShown || (w.GradeShown && x.Grade != x.PreviousGrade)) &&
        (!learner || (x.PostedAt != null && x.PreviousPostedAt != null) || (w.PostsWhenGraded && x.GradedAt != null && x.PreviousGradedAt != null));

    private static IQueryable<ChangedWork> WithChange(ScopedTables tables, IQueryable<VisibleSubmission> work, bool asked)
    {
        if (!asked)
        {
            return work.Select(w => new ChangedWork { Work = w, ChangedAt = null, ScoreChange = null, PreviousScore = null });
        }

        var history = tables.Table<CanvasAssignmentScoreHistory>().Where(x => x.Score != x.PreviousScore);
        var learner = tables.IsLearner;
        var changes = history.OrderByDescending(x => x.RecordedAt).ThenByDescending(x => x.Id);

        // One search in an index for each value: joined, PostgreSQL would rather hash the whole history.
        var changed =
            from w in work
            select new ChangedWork
            {
                Work = w,
                ChangedAt = changes.Where(x => x.SubmissionId == w.SubmissionId && Rule.Holds(ShowsChange, w, x, EF.Constant(learner))).Select(x => (DateTime?)x.RecordedAt).FirstOrDefault(),
                ScoreChange = changes.Where(x => x.SubmissionId == w.SubmissionId && Rule.Holds(ShowsChange, w, x, EF.Constant(learner))).Select(x => w.NumbersShown ? x.Score - x.PreviousScore : null).FirstOrDefault(),
                PreviousScore = changes.Where(x => x.SubmissionId == w.SubmissionId && Rule.Holds(ShowsChange, w, x, EF.Constant(learner))).Select(x => w.NumbersShown ? x.PreviousScore : null).FirstOrDefault(),
            };
        return changed.WithRules();
    }

    private sealed class ChangedWork
    {
        public required VisibleSubmission Work { get; init; }

        public required DateTime? ChangedAt { get; init; }

        public required double? ScoreChange { get; init; }

        public required double? PreviousScore { get; init; }
    }
}
