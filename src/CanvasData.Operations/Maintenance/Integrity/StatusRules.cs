using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>Checks of Layer 0 against Layer 1, for each kind of object.</summary>
internal static class StatusRules
{
    /// <summary>The check that finds the statuses of users whose rows are not stored.</summary>
    public const string OrphanUser = "status.orphan.user";

    private const string Missing = "Canvas has the object, and it has no status.";
    private const string Orphan = "The row of the object is not stored, though its status is not that of a deleted object. A full sync of its course fetches it if Canvas has it.";
    private const string State =
        "Its status contradicts its row: one says that Canvas has it, and the other that Canvas does not; or it counts as deleted and has a row. Mark it missing or reactivate it by hand.";

    public static IEnumerable<IntegrityRule> All() =>
    [
        .. OfObjects<CanvasCourse>(CanvasObjectTypes.Course),
        .. OfObjects<CanvasUser>(CanvasObjectTypes.User),
        .. OfObjects<CanvasSection>(CanvasObjectTypes.Section),
        .. OfObjects<CanvasAssignment>(CanvasObjectTypes.Assignment),
        .. OfObjects<CanvasAssignmentGroup>(CanvasObjectTypes.AssignmentGroup),
        .. OfObjects<CanvasModule>(CanvasObjectTypes.Module),
        .. OfEnrollments(),
    ];

    /// <summary>The kind of object whose statuses a check finds missing.</summary>
    public static string? TypeOf(string check) => check.StartsWith("status.missing.", StringComparison.Ordinal) ? check["status.missing.".Length..] : null;

    private static IEnumerable<IntegrityRule> OfObjects<TRow>(string type) where TRow : CanvasRow
    {
        yield return new QueryRule<TRow>(new IntegrityCheck($"status.missing.{type}", IntegritySeverity.Error, Missing, IntegrityRepairKind.AddStatuses), database =>
        {
            var statuses = Statuses(database);
            return database.Rows<TRow>().Where(row => row.MissingSince == null && !statuses.Any(status => status.ObjectId == row.Id)).Select(row => new FoundRow { Id = row.Id });
        });
        yield return new QueryRule<CanvasObjectStatus>(new IntegrityCheck($"status.orphan.{type}", IntegritySeverity.Warning, Orphan, IntegrityRepairKind.SyncFully), database =>
        {
            var rows = database.Rows<TRow>();
            var orphans = Statuses(database).Where(NotDeleted<CanvasObjectStatus>()).Where(status => !rows.Any(row => row.Id == status.ObjectId));
            var enrollments = database.Rows<CanvasEnrollmentStatus>();
            return type switch
            {
                CanvasObjectTypes.Course => orphans.Select(status => new FoundRow { Id = status.ObjectId, CourseId = status.ObjectId }),

                // A user is of no course, but enrolled in some: one of them shows whether they wait.
                CanvasObjectTypes.User => orphans.Select(status => new FoundRow { Id = status.ObjectId, CourseId = enrollments.Where(row => row.UserId == status.ObjectId).Min(row => (long?)row.CourseId) }),
                _ => orphans.Select(status => new FoundRow { Id = status.ObjectId, CourseId = status.CourseId }),
            };
        });
        yield return new QueryRule<CanvasObjectStatus>(new IntegrityCheck($"status.state.{type}", IntegritySeverity.Error, State, IntegrityRepairKind.None), database =>
        {
            var rows = database.Rows<TRow>();
            var (active, inactive, deleted) = (Statuses(database).Where(In<CanvasObjectStatus>(ObjectState.Active)), Statuses(database).Where(In<CanvasObjectStatus>(ObjectState.Inactive)), Statuses(database).Where(In<CanvasObjectStatus>(ObjectState.Deleted)));
            return active.Where(status => rows.Any(row => row.Id == status.ObjectId && row.MissingSince != null))
                .Concat(inactive.Where(status => rows.Any(row => row.Id == status.ObjectId && row.MissingSince == null)))
                .Concat(deleted.Where(status => rows.Any(row => row.Id == status.ObjectId)))
                .Select(status => new FoundRow { Id = status.ObjectId, CourseId = status.CourseId });
        });

        IQueryable<CanvasObjectStatus> Statuses(DbContext database) => database.Rows<CanvasObjectStatus>().Where(status => status.ObjectType == type);
    }

    private static IEnumerable<IntegrityRule> OfEnrollments()
    {
        yield return new QueryRule<CanvasEnrollment>(new IntegrityCheck("status.missing.enrollment", IntegritySeverity.Error, Missing, IntegrityRepairKind.AddStatuses), database =>
        {
            var statuses = database.Rows<CanvasEnrollmentStatus>();
            return database.Rows<CanvasEnrollment>().Where(row => row.MissingSince == null && !statuses.Any(status => status.EnrollmentId == row.Id)).Select(row => new FoundRow { Id = row.Id, CourseId = row.CourseId });
        });
        yield return new QueryRule<CanvasEnrollmentStatus>(new IntegrityCheck("status.orphan.enrollment", IntegritySeverity.Warning, Orphan, IntegrityRepairKind.SyncFully), database =>
        {
            var rows = database.Rows<CanvasEnrollment>();
            return database.Rows<CanvasEnrollmentStatus>().Where(NotDeleted<CanvasEnrollmentStatus>()).Where(status => !rows.Any(row => row.Id == status.EnrollmentId))
                .Select(status => new FoundRow { Id = status.EnrollmentId, CourseId = status.CourseId });
        });
        yield return new QueryRule<CanvasEnrollmentStatus>(new IntegrityCheck("status.state.enrollment", IntegritySeverity.Error, State, IntegrityRepairKind.None), database =>
        {
            var (rows, statuses) = (database.Rows<CanvasEnrollment>(), database.Rows<CanvasEnrollmentStatus>());
            var (active, inactive, deleted) = (statuses.Where(In<CanvasEnrollmentStatus>(ObjectState.Active)), statuses.Where(In<CanvasEnrollmentStatus>(ObjectState.Inactive)), statuses.Where(In<CanvasEnrollmentStatus>(ObjectState.Deleted)));
            return active.Where(status => rows.Any(row => row.Id == status.EnrollmentId && row.MissingSince != null))
                .Concat(inactive.Where(status => rows.Any(row => row.Id == status.EnrollmentId && row.MissingSince == null)))
                .Concat(deleted.Where(status => rows.Any(row => row.Id == status.EnrollmentId)))
                .Select(status => new FoundRow { Id = status.EnrollmentId, CourseId = status.CourseId });
        });
    }

    private static System.Linq.Expressions.Expression<Func<TStatus, bool>> In<TStatus>(ObjectState state) where TStatus : CanvasLifecycleRow => ObjectLifecycle.IsIn<TStatus>([state]);

    private static System.Linq.Expressions.Expression<Func<TStatus, bool>> NotDeleted<TStatus>() where TStatus : CanvasLifecycleRow =>
        ObjectLifecycle.IsIn<TStatus>([.. Enum.GetValues<ObjectState>().Where(state => state is not (ObjectState.Deleted or ObjectState.Untracked))]);
}
