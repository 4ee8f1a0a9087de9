using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>The list of checks, in the order of the layers.</summary>
internal static class IntegrityRules
{
    private const string ComesBack = "A full sync of the course fetches what Canvas has.";

    public static IReadOnlyList<IntegrityRule> All { get; } = [.. Orphans(), .. StatusRules.All(), .. HistoryRules.All(), .. PortalRules.All(), .. Duplicates(), .. HashRules.All()];

    private static IEnumerable<IntegrityRule> Orphans()
    {
        yield return Without<CanvasSection, CanvasCourse>("section.course", row => row.CourseId);
        yield return Without<CanvasEnrollment, CanvasCourse>("enrollment.course", row => row.CourseId);
        yield return Without<CanvasEnrollment, CanvasUser>("enrollment.user", row => row.UserId);
        yield return Of<CanvasEnrollment>("enrollment.section", "Its section is not stored, though sections of its course are.", MirrorOrphans.EnrollmentsWithoutSection);
        yield return Without<CanvasAssignmentGroup, CanvasCourse>("assignment_group.course", row => row.CourseId);
        yield return Without<CanvasAssignment, CanvasCourse>("assignment.course", row => row.CourseId);
        yield return Without<CanvasAssignment, CanvasAssignmentGroup>("assignment.assignment_group", row => row.AssignmentGroupId);
        yield return Without<CanvasAssignmentOverride, CanvasAssignment>("override.assignment", row => row.AssignmentId);
        yield return Without<CanvasCheckpoint, CanvasAssignment>("checkpoint.assignment", row => row.AssignmentId);
        yield return Without<CanvasSubmission, CanvasAssignment>("submission.assignment", row => row.AssignmentId);
        yield return Without<CanvasSubmission, CanvasUser>("submission.user", row => row.UserId);
        yield return Without<CanvasCheckpointSubmission, CanvasSubmission>("checkpoint_submission.submission", row => row.SubmissionId);
        yield return Without<CanvasModule, CanvasCourse>("module.course", row => row.CourseId);
        yield return Without<CanvasModuleItem, CanvasModule>("module_item.module", row => row.ModuleId);
        yield return Of<CanvasSubmission>("submission.enrollment", "Its owner was never enrolled in its course.", database =>
        {
            var (enrollments, statuses) = (database.Rows<CanvasEnrollment>(), database.Rows<CanvasEnrollmentStatus>());
            return database.Rows<CanvasSubmission>().Where(row => row.MissingSince == null && row.UserId != null)
                .Where(row => !enrollments.Any(of => of.UserId == row.UserId && of.CourseId == row.CourseId) && !statuses.Any(of => of.UserId == row.UserId && of.CourseId == row.CourseId));
        });
    }

    private static IEnumerable<IntegrityRule> Duplicates()
    {
        yield return new QueryRule<CanvasEnrollment>(
            new IntegrityCheck(
                "duplicate.enrollment", IntegritySeverity.Error, "Two active enrollments are of the same user, section, type, role and observed student. The smaller id is given. Canvas has one of them at most.", IntegrityRepairKind.SyncFully),
            database => database.Rows<CanvasEnrollment>().Where(row => row.MissingSince == null).Where(EnrollmentRules.Active)
                .GroupBy(row => new { row.CourseId, row.UserId, row.SectionId, row.Type, row.Role, row.AssociatedUserId }).Where(rows => rows.Count() > 1)
                .Select(rows => new FoundRow { Id = rows.Min(row => row.Id), CourseId = rows.Key.CourseId }));
        yield return new QueryRule<CanvasObjectStatus>(
            new IntegrityCheck("duplicate.status", IntegritySeverity.Error, "An object has two statuses: the unique index of the table is missing. Delete one of them and restore the index.", IntegrityRepairKind.None),
            database => database.Rows<CanvasObjectStatus>().GroupBy(row => new { row.ObjectType, row.ObjectId }).Where(rows => rows.Count() > 1)
                .Select(rows => new FoundRow { Id = rows.Key.ObjectId, CourseId = rows.Min(row => row.CourseId) }));
    }

    private static QueryRule<TRow> Without<TRow, TParent>(string name, System.Linq.Expressions.Expression<Func<TRow, long?>> parent)
        where TRow : CanvasCourseRow
        where TParent : CanvasRow =>
        Of<TRow>(name, $"Its {typeof(TParent).Name} is not stored.", database => MirrorOrphans.Without<TRow, TParent>(database, parent));

    private static QueryRule<TRow> Of<TRow>(string name, string explanation, Func<DbContext, IQueryable<TRow>> find) where TRow : CanvasCourseRow => new(
        new IntegrityCheck($"orphan.{name}", IntegritySeverity.Error, $"{explanation} {ComesBack}", IntegrityRepairKind.SyncFully),
        database => find(database).Select(row => new FoundRow { Id = row.Id, CourseId = row.CourseId }));
}
