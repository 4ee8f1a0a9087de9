using System.Linq.Expressions;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Lifecycle;

/// <summary>Rows of one table that depend on objects.</summary>
/// <param name="Layer">0 to 3.</param>
/// <param name="Table">The entity.</param>
/// <param name="On">The entity that they depend on; null for the objects themselves.</param>
/// <param name="Fate">What a permanent deletion does with them.</param>
/// <param name="CountAsync">Counts them.</param>
/// <param name="ApplyAsync">Deletes or marks them.</param>
internal sealed record DependentTable(
    int Layer, string Table, string? On, RowFate Fate, Func<CancellationToken, Task<int>> CountAsync, Func<CancellationToken, Task<int>> ApplyAsync);

/// <summary>
/// The rows that depend on objects of one kind, in the order in which they can be deleted: the one list that the analysis
/// counts and the deletion follows.
/// </summary>
internal sealed class DependentTables
{
    private readonly List<DependentTable> _tables = [];
    private readonly DbContext _database;
    private readonly long[] _ids;
    private readonly bool _includeHistory;
    private readonly DateTime _now;
    private readonly DeletedObjects? _deleted;

    private DependentTables(DbContext database, long[] ids, bool includeHistory, DateTime now, DeletedObjects? deleted) =>
        (_database, _ids, _includeHistory, _now, _deleted) = (database, ids, includeHistory, now, deleted);

    /// <param name="database">The context of a unit of work.</param>
    /// <param name="objectType">The kind of object.</param>
    /// <param name="ids">The objects.</param>
    /// <param name="includeHistory">Whether history is deleted too.</param>
    /// <param name="now">The moment that marked statuses carry.</param>
    /// <param name="deleted">What is not counted, because it is deleted before; null for nothing.</param>
    public static IReadOnlyList<DependentTable> Of(DbContext database, string objectType, long[] ids, bool includeHistory, DateTime now, DeletedObjects? deleted = null)
    {
        var tables = new DependentTables(database, ids, includeHistory, now, deleted);
        switch (objectType)
        {
            case CanvasObjectTypes.Course:
                tables.OfCourses();
                break;
            case CanvasObjectTypes.User:
                tables.OfUsers();
                break;
            case CanvasObjectTypes.Assignment:
                tables.OfAssignments();
                break;
            case CanvasObjectTypes.Enrollment:
                tables.Delete<CanvasEnrollment>(1, row => EF.Parameter(ids).Contains(row.Id));
                break;
            case CanvasObjectTypes.Module:
                tables.Portal(CanvasTargetTypes.Module);
                tables.Delete<CanvasModuleItem>(1, row => EF.Parameter(ids).Contains(row.ModuleId), nameof(CanvasModule));
                tables.Delete<CanvasModule>(1, row => EF.Parameter(ids).Contains(row.Id));
                break;
            case CanvasObjectTypes.Section:
                tables.Portal(CanvasTargetTypes.Section);
                tables.Delete<CanvasSection>(1, row => EF.Parameter(ids).Contains(row.Id));
                break;
            default:
                tables.Portal(CanvasTargetTypes.AssignmentGroup);
                tables.Delete<CanvasAssignmentGroup>(1, row => EF.Parameter(ids).Contains(row.Id));
                break;
        }

        tables.History(objectType);
        return tables._tables;
    }

    private void OfCourses()
    {
        var (database, ids) = (_database, _ids);
        Portal(CanvasTargetTypes.Course);
        Delete<CanvasCourseMetadata>(3, row => EF.Parameter(ids).Contains(row.CourseId));
        PortalOfParts<CanvasSection>(CanvasTargetTypes.Section);
        PortalOfParts<CanvasModule>(CanvasTargetTypes.Module);
        PortalOfParts<CanvasAssignmentGroup>(CanvasTargetTypes.AssignmentGroup);
        PortalOfParts<CanvasAssignment>(CanvasTargetTypes.Assignment);
        Delete<CanvasAssignmentMetadata>(
            3, row => database.Set<CanvasAssignment>().IgnoreQueryFilters().Any(part => part.Id == row.AssignmentId && EF.Parameter(ids).Contains(part.CourseId)), nameof(CanvasAssignment));
        Delete<CanvasCheckpointSubmission>(1, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasSubmission));
        Delete<CanvasSubmission>(1, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasAssignment));
        Delete<CanvasCheckpoint>(1, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasAssignment));
        Delete<CanvasAssignmentOverride>(1, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasAssignment));
        Delete<CanvasModuleItem>(1, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasModule));
        Delete<CanvasModule>(1, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasCourse));
        Delete<CanvasAssignment>(1, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasCourse));
        Delete<CanvasAssignmentGroup>(1, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasCourse));
        Delete<CanvasEnrollment>(1, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasCourse));
        Delete<CanvasSection>(1, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasCourse));
        Delete<CanvasLatePolicy>(1, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasCourse));
        Delete<CanvasQuarantinedRecord>(0, row => EF.Parameter(ids).Contains(row.CourseId), nameof(CanvasCourse));
        Delete<CanvasCourse>(1, row => EF.Parameter(ids).Contains(row.Id));
        Mark<CanvasObjectStatus>(row => row.CourseId != null && EF.Parameter(ids).Contains(row.CourseId!.Value));
        Mark<CanvasEnrollmentStatus>(row => EF.Parameter(ids).Contains(row.CourseId));
    }

    private void OfUsers()
    {
        var ids = _ids;

        // While work was anonymous its changes had no owner. They are found by the submission, which goes later.
        var submissions = _database.Rows<CanvasSubmission>().Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)).Select(row => row.Id);
        History(_database.Rows<CanvasAssignmentScoreHistory>().Where(row => row.UserId == null && submissions.Contains(row.SubmissionId)), nameof(CanvasSubmission));
        History(_database.Rows<CanvasArchivedScoreHistory>().Where(row => row.UserId == null && submissions.Contains(row.SubmissionId)), nameof(CanvasSubmission));
        Portal(CanvasTargetTypes.Student);
        Delete<CanvasStudentMetadata>(3, row => EF.Parameter(ids).Contains(row.UserId));
        Delete<CanvasCheckpointSubmission>(1, row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value), nameof(CanvasSubmission));
        Delete<CanvasSubmission>(1, row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value));
        Delete<CanvasEnrollment>(1, row => EF.Parameter(ids).Contains(row.UserId));
        Delete<CanvasUser>(1, row => EF.Parameter(ids).Contains(row.Id));
        Mark<CanvasEnrollmentStatus>(row => EF.Parameter(ids).Contains(row.UserId));
    }

    private void OfAssignments()
    {
        var ids = _ids;
        Portal(CanvasTargetTypes.Assignment);
        Delete<CanvasAssignmentMetadata>(3, row => EF.Parameter(ids).Contains(row.AssignmentId));
        Delete<CanvasCheckpointSubmission>(1, row => EF.Parameter(ids).Contains(row.AssignmentId), nameof(CanvasSubmission));
        Delete<CanvasSubmission>(1, row => EF.Parameter(ids).Contains(row.AssignmentId));
        Delete<CanvasCheckpoint>(1, row => EF.Parameter(ids).Contains(row.AssignmentId));
        Delete<CanvasAssignmentOverride>(1, row => EF.Parameter(ids).Contains(row.AssignmentId));
        Delete<CanvasAssignment>(1, row => EF.Parameter(ids).Contains(row.Id));
    }

    // What the portal keeps about the objects themselves.
    private void Portal(string target)
    {
        var ids = _ids;
        Portal(target, about => EF.Parameter(ids).Contains(about), null);
    }

    // What the portal keeps about parts of a course.
    private void PortalOfParts<TPart>(string target) where TPart : CanvasCourseRow
    {
        var ids = _ids;
        var parts = _database.Set<TPart>().IgnoreQueryFilters().Where(part => EF.Parameter(ids).Contains(part.CourseId));
        Portal(target, about => parts.Any(part => part.Id == about), typeof(TPart).Name);
    }

    private void Portal(string target, Expression<Func<long, bool>> isAbout, string? on)
    {
        var notes = _database.Rows<CanvasNote>().Where(row => row.TargetType == target).Where(About<CanvasNote>(row => row.TargetId, isAbout));
        Delete<CanvasNoteRevision>(3, row => notes.Any(note => note.Id == row.NoteId), nameof(CanvasNote));
        Delete(3, notes, on);
        Delete(3, _database.Rows<CanvasTagLink>().Where(row => row.TargetType == target).Where(About<CanvasTagLink>(row => row.TargetId, isAbout)), on);
        Delete(3, _database.Rows<CanvasCustomFieldValue>().Where(row => row.TargetType == target).Where(About<CanvasCustomFieldValue>(row => row.TargetId, isAbout)), on);
    }

    private static Expression<Func<TRow, bool>> About<TRow>(Expression<Func<TRow, long>> target, Expression<Func<long, bool>> isAbout) =>
        Expression.Lambda<Func<TRow, bool>>(new ReplacingExpressionVisitor(isAbout.Parameters, [target.Body]).Visit(isAbout.Body), target.Parameters);

    private void Delete<TRow>(int layer, Expression<Func<TRow, bool>> depends, string? on = null) where TRow : class => Delete(layer, _database.Rows<TRow>().Where(depends), on);

    private void Delete<TRow>(int layer, IQueryable<TRow> rows, string? on) where TRow : class =>
        Add(layer, on, RowFate.Deleted, rows, token => _database.DeleteAsync(rows, token));

    private void Mark<TStatus>(Expression<Func<TStatus, bool>> depends) where TStatus : CanvasLifecycleRow
    {
        var rows = _database.Rows<TStatus>().Where(depends).Where(row => row.Decision == null || row.Decision != LifecycleDecisions.Deleted);
        Add<TStatus>(0, null, RowFate.MarkedDeleted, rows, token => _database.UpdateAsync(
            rows, set => ObjectLifecycle.Set(set, ObjectState.Deleted, _now, by: null), row => ObjectLifecycle.Set(row, ObjectState.Deleted, _now), token));
    }

    private void History(string objectType)
    {
        History<CanvasGradeHistory, CanvasArchivedGradeHistory>(ObjectHistory.Grades(objectType), nameof(CanvasEnrollment));
        History<CanvasAssignmentScoreHistory, CanvasArchivedScoreHistory>(ObjectHistory.Scores(objectType), nameof(CanvasSubmission));
        History<CanvasCourseSnapshot, CanvasArchivedCourseSnapshot>(ObjectHistory.Snapshots(objectType), nameof(CanvasCourse));
    }

    private void History<TRow, TArchived>(Expression<Func<TRow, long?>>? column, string on)
        where TRow : class
        where TArchived : class, TRow
    {
        if (column is not null)
        {
            History(ObjectHistory.Of<TRow, TRow>(_database, column, _ids), on);
            History(ObjectHistory.Of<TRow, TArchived>(_database, column, _ids), on);
        }
    }

    private void History<TRow>(IQueryable<TRow> rows, string on) where TRow : class =>
        Add(2, on, _includeHistory ? RowFate.Deleted : RowFate.Kept, rows, _includeHistory ? token => _database.DeleteAsync(rows, token) : token => rows.CountAsync(token));

    private void Add<TRow>(int layer, string? on, RowFate fate, IQueryable<TRow> rows, Func<CancellationToken, Task<int>> apply) where TRow : class =>
        _tables.Add(new DependentTable(layer, typeof(TRow).Name, on, fate, token => (_deleted?.Remaining(rows) ?? rows).CountAsync(token), apply));
}
