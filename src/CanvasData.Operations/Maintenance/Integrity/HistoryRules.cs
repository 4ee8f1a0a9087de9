using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;

namespace CanvasData.Operations.Maintenance;

/// <summary>Checks of Layer 2 against Layer 1: each history belongs to a row, and ends where the row is now.</summary>
internal static class HistoryRules
{
    private const string Orphan = "The row that it is the history of is not stored, and no status shows that it was deleted permanently. After a deletion history without its row is expected, and not found here.";
    private const string Broken = "The last change is not what the row holds now: the row was changed without the library, or history is missing. A full sync compares the row with Canvas and records the difference.";

    public static IEnumerable<IntegrityRule> All()
    {
        yield return new QueryRule<CanvasAssignmentScoreHistory>(new IntegrityCheck("history.orphan.score", IntegritySeverity.Warning, Orphan, IntegrityRepairKind.None), database =>
        {
            var submissions = database.Rows<CanvasSubmission>();
            var deleted = database.Rows<CanvasObjectStatus>().Where(status => status.Decision == LifecycleDecisions.Deleted);
            // Changes of anonymous work have no owner by whom a permanent deletion could be found.
            return database.Rows<CanvasAssignmentScoreHistory>().Where(row => row.UserId != null && !submissions.Any(of => of.Id == row.SubmissionId))
                .Where(row => !deleted.Any(status =>
                    (status.ObjectType == CanvasObjectTypes.Assignment && status.ObjectId == row.AssignmentId) || (status.ObjectType == CanvasObjectTypes.Course && status.ObjectId == row.CourseId) ||
                    (status.ObjectType == CanvasObjectTypes.User && status.ObjectId == row.UserId)))
                .Select(row => new FoundRow { Id = row.Id, CourseId = row.CourseId });
        });
        yield return new QueryRule<CanvasGradeHistory>(new IntegrityCheck("history.orphan.grade", IntegritySeverity.Warning, Orphan, IntegrityRepairKind.None), database =>
        {
            var (enrollments, statuses) = (database.Rows<CanvasEnrollment>(), database.Rows<CanvasEnrollmentStatus>());
            return database.Rows<CanvasGradeHistory>().Where(row => !enrollments.Any(of => of.Id == row.EnrollmentId))
                .Where(row => !statuses.Any(status => status.EnrollmentId == row.EnrollmentId && status.Decision == LifecycleDecisions.Deleted))
                .Select(row => new FoundRow { Id = row.Id, CourseId = row.CourseId });
        });
        yield return new QueryRule<CanvasAssignmentScoreHistory>(new IntegrityCheck("history.last.score", IntegritySeverity.Error, Broken, IntegrityRepairKind.SyncFully), database =>
        {
            var history = database.Rows<CanvasAssignmentScoreHistory>();
            return from submission in database.Rows<CanvasSubmission>()
                   where submission.MissingSince == null && submission.RowHash != 0 && submission.LocalEdits == null
                   join change in history on submission.Id equals change.SubmissionId
                   where !history.Any(newer => newer.SubmissionId == change.SubmissionId && (newer.RecordedAt > change.RecordedAt || (newer.RecordedAt == change.RecordedAt && newer.Id > change.Id)))
                   where change.Score != submission.Score || change.Grade != submission.Grade || change.EnteredScore != submission.EnteredScore || change.PointsDeducted != submission.PointsDeducted ||
                       change.WorkflowState != submission.WorkflowState || change.LatePolicyStatus != submission.LatePolicyStatus || change.Excused != submission.Excused ||
                       change.Attempt != submission.Attempt || change.Change == HistoryChange.Removed
                   select new FoundRow { Id = submission.Id, CourseId = submission.CourseId };
        });
        yield return new QueryRule<CanvasGradeHistory>(new IntegrityCheck("history.last.grade", IntegritySeverity.Error, Broken, IntegrityRepairKind.SyncFully), database =>
        {
            var history = database.Rows<CanvasGradeHistory>();
            return from enrollment in database.Rows<CanvasEnrollment>()
                   where enrollment.MissingSince == null && enrollment.RowHash != 0 && enrollment.LocalEdits == null
                   join change in history on enrollment.Id equals change.EnrollmentId
                   where !history.Any(newer => newer.EnrollmentId == change.EnrollmentId && (newer.RecordedAt > change.RecordedAt || (newer.RecordedAt == change.RecordedAt && newer.Id > change.Id)))
                   where change.CurrentScore != enrollment.CurrentScore || change.FinalScore != enrollment.FinalScore || change.CurrentGrade != enrollment.CurrentGrade || change.FinalGrade != enrollment.FinalGrade ||
                       change.OverrideScore != enrollment.OverrideScore || change.OverrideGrade != enrollment.OverrideGrade || change.EnrollmentState != enrollment.EnrollmentState ||
                       change.Change == HistoryChange.Removed
                   select new FoundRow { Id = enrollment.Id, CourseId = enrollment.CourseId };
        });
    }
}
