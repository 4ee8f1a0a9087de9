using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>
/// Series over time. A first observation is not in the history: it is what the first change replaced, or the row itself.
/// A point belongs to the user who had the row then. After a merge of two users that is not the one who has it now.
/// </summary>
internal static class HistoryQueries
{
    public static IQueryable<GradePoint> Grades(ScopedTables tables)
    {
        var asked = tables.Asked;
        var (live, archive) = (tables.Table<CanvasGradeHistory>(), tables.Table<CanvasArchivedGradeHistory>());
        var students = tables.Students().Where(s => s.TotalsShown);

        // The archive holds the older changes: where it holds any, the first of them opens the series.
        var points = FirstGrades(tables, students.Where(s => !archive.Any(x => x.EnrollmentId == s.EnrollmentId)), live, mayBeUnchanged: true)
            .Concat(FirstGrades(tables, students, archive, mayBeUnchanged: false))
            .Concat(LaterGrades(tables, students, live))
            .Concat(LaterGrades(tables, students, archive));
        points = asked.From is null ? points : points.Where(p => p.At >= asked.From);
        points = asked.To is null ? points : points.Where(p => p.At <= asked.To);
        return tables.Sorted(points);
    }

    private static IQueryable<GradePoint> FirstGrades(ScopedTables tables, IQueryable<Student> students, IQueryable<CanvasGradeHistory> history, bool mayBeUnchanged)
    {
        var (asked, learner) = (tables.Asked, tables.IsLearner);
        var ofCourse = asked.CourseId is null ? history : history.Where(h => h.CourseId == asked.CourseId);
        ofCourse = asked.StudentId is null ? ofCourse : ofCourse.Where(h => h.UserId == asked.StudentId);
        return
            from s in students
            let earliestChange = history.Where(x => x.EnrollmentId == s.EnrollmentId).OrderBy(x => x.RecordedAt).ThenBy(x => x.Id).Select(x => x.Id).FirstOrDefault()
            join h in ofCourse on new { Id = earliestChange, s.CourseId } equals new { h.Id, h.CourseId } into changes
            from h in changes.DefaultIfEmpty()
            where (h != null && (!EF.Constant(learner) || h.UserId == s.UserId)) || (EF.Constant(mayBeUnchanged) && earliestChange == 0)
            select new GradePoint
            {
                CourseId = s.CourseId,
                StudentId = h != null ? h.UserId : s.UserId,
                EnrollmentId = s.EnrollmentId,
                At = s.FirstSyncedAt,
                Change = "observed",
                CurrentScore = !s.NumbersShown ? null : h != null ? (EF.Constant(learner) ? h.PreviousOverrideScore ?? h.PreviousCurrentScore : h.PreviousCurrentScore) : s.CurrentScore,
                FinalScore = !s.NumbersShown ? null : h != null ? (EF.Constant(learner) ? h.PreviousOverrideScore ?? h.PreviousFinalScore : h.PreviousFinalScore) : s.FinalScore,
                CurrentGrade = h != null
                    ? (EF.Constant(learner) && (h.PreviousOverrideScore != null || h.PreviousOverrideGrade != null) ? h.PreviousOverrideGrade : h.PreviousCurrentGrade)
                    : s.CurrentGrade,
                UnpostedCurrentScore = !EF.Constant(learner) ? (h != null ? h.PreviousUnpostedCurrentScore : s.UnpostedCurrentScore) : null,
                OverrideScore = !s.NumbersShown ? null : h != null ? h.PreviousOverrideScore : s.OverrideScore,
                Sequence = 0L,
            };
    }

    private static IQueryable<GradePoint> LaterGrades(ScopedTables tables, IQueryable<Student> students, IQueryable<CanvasGradeHistory> history)
    {
        var (asked, learner) = (tables.Asked, tables.IsLearner);
        var ofCourse = asked.CourseId is null ? history : history.Where(h => h.CourseId == asked.CourseId);
        ofCourse = asked.StudentId is null ? ofCourse : ofCourse.Where(h => h.UserId == asked.StudentId);
        return
            from s in students
            join h in ofCourse on new { s.EnrollmentId, s.CourseId } equals new { h.EnrollmentId, h.CourseId }

            // That something changed of which nothing shows would reveal unposted grades.
            where !EF.Constant(learner) || (h.UserId == s.UserId && (h.Change != HistoryChange.Changed || (s.NumbersShown && h.OverrideScore != h.PreviousOverrideScore) || h.OverrideGrade != h.PreviousOverrideGrade ||
                (s.NumbersShown && h.OverrideScore == null && (h.CurrentScore != h.PreviousCurrentScore || h.FinalScore != h.PreviousFinalScore)) ||
                (h.OverrideScore == null && h.OverrideGrade == null && h.CurrentGrade != h.PreviousCurrentGrade)))
            select new GradePoint
            {
                CourseId = s.CourseId,
                StudentId = h.UserId,
                EnrollmentId = s.EnrollmentId,
                At = h.RecordedAt,
                Change = h.Change,
                CurrentScore = !s.NumbersShown ? null : EF.Constant(learner) ? h.OverrideScore ?? h.CurrentScore : h.CurrentScore,
                FinalScore = !s.NumbersShown ? null : EF.Constant(learner) ? h.OverrideScore ?? h.FinalScore : h.FinalScore,
                CurrentGrade = EF.Constant(learner) && (h.OverrideScore != null || h.OverrideGrade != null) ? h.OverrideGrade : h.CurrentGrade,
                UnpostedCurrentScore = !EF.Constant(learner) ? h.UnpostedCurrentScore : null,
                OverrideScore = s.NumbersShown ? h.OverrideScore : null,
                Sequence = h.Id,
            };
    }

    public static IQueryable<ScorePoint> Scores(ScopedTables tables)
    {
        var asked = tables.Asked;
        var (live, archive) = (tables.Table<CanvasAssignmentScoreHistory>(), tables.Table<CanvasArchivedScoreHistory>());
        var work = tables.Work().Where(w => w.Shown);
        var points = FirstScores(tables, work.Where(w => !archive.Any(x => x.SubmissionId == w.SubmissionId)), live, mayBeUnchanged: true)
            .Concat(FirstScores(tables, work, archive, mayBeUnchanged: false))
            .Concat(LaterScores(tables, work, live))
            .Concat(LaterScores(tables, work, archive));
        points = asked.From is null ? points : points.Where(p => p.At >= asked.From);
        points = asked.To is null ? points : points.Where(p => p.At <= asked.To);
        return tables.Sorted(points);
    }

    private static IQueryable<CanvasAssignmentScoreHistory> OfWork(ScopedTables tables, IQueryable<CanvasAssignmentScoreHistory> history)
    {
        var asked = tables.Asked;
        history = asked.CourseId is null ? history : history.Where(h => h.CourseId == asked.CourseId);
        history = asked.AssignmentId is null ? history : history.Where(h => h.AssignmentId == asked.AssignmentId);
        return asked.StudentId is null ? history : history.Where(h => h.UserId == null || h.UserId == asked.StudentId);
    }

    private static IQueryable<ScorePoint> FirstScores(ScopedTables tables, IQueryable<VisibleSubmission> work, IQueryable<CanvasAssignmentScoreHistory> history, bool mayBeUnchanged)
    {
        var (learner, ofWork) = (tables.IsLearner, OfWork(tables, history));
        return
            from w in work
            let earliestChange = history.Where(x => x.SubmissionId == w.SubmissionId).OrderBy(x => x.RecordedAt).ThenBy(x => x.Id).Select(x => x.Id).FirstOrDefault()
            join h in ofWork on earliestChange equals h.Id into changes
            from h in changes.DefaultIfEmpty()
            where (h != null || (EF.Constant(mayBeUnchanged) && earliestChange == 0)) &&
                (!EF.Constant(learner) || (h != null ? (h.UserId == null || h.UserId == w.StudentId) && (h.PreviousPostedAt != null || (w.PostsWhenGraded && h.PreviousGradedAt != null)) : w.PostedAt != null))
            select new ScorePoint
            {
                CourseId = w.CourseId,
                StudentId = h != null ? h.UserId ?? w.StudentId : w.StudentId,
                AssignmentId = w.AssignmentId,
                SubmissionId = w.SubmissionId,
                At = w.FirstSyncedAt,
                Change = "observed",
                Score = w.NumbersShown ? (h != null ? h.PreviousScore : w.Score) : null,
                Grade = w.GradeShown ? (h != null ? h.PreviousGrade : w.Grade) : null,
                Percentage = w.NumbersShown && (h != null ? h.PreviousPointsPossible : w.PointsPossible) > 0 && ((h != null ? h.PreviousWorkflowState : w.WorkflowState) ?? "") != SubmissionStates.PendingReview
                    ? 100.0 * (h != null ? h.PreviousScore : w.Score) / (h != null ? h.PreviousPointsPossible : w.PointsPossible)
                    : null,
                Sequence = 0L,
            };
    }

    private static IQueryable<ScorePoint> LaterScores(ScopedTables tables, IQueryable<VisibleSubmission> work, IQueryable<CanvasAssignmentScoreHistory> history)
    {
        var (learner, ofWork) = (tables.IsLearner, OfWork(tables, history));
        return
            from w in work
            join h in ofWork on w.SubmissionId equals h.SubmissionId
            where !EF.Constant(learner) || ((h.UserId == null || h.UserId == w.StudentId) && (h.PostedAt != null || (w.PostsWhenGraded && h.GradedAt != null)) && (w.NumbersShown || h.Change != HistoryChange.Changed || (w.GradeShown && h.Grade != h.PreviousGrade)))
            select new ScorePoint
            {
                CourseId = w.CourseId,
                StudentId = h.UserId ?? w.StudentId,
                AssignmentId = w.AssignmentId,
                SubmissionId = w.SubmissionId,
                At = h.RecordedAt,
                Change = h.Change,
                Score = w.NumbersShown ? h.Score : null,
                Grade = w.GradeShown ? h.Grade : null,
                Percentage = w.NumbersShown && h.PointsPossible > 0 && (h.WorkflowState == null || h.WorkflowState != SubmissionStates.PendingReview) ? 100.0 * h.Score / h.PointsPossible : null,
                Sequence = h.Id,
            };
    }
}
