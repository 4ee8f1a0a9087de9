using System.Globalization;
using System.Linq.Expressions;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Privacy;

/// <summary>
/// The tables that hold data of a person, in the order in which their rows can be deleted: the one list that the export reads and the
/// erasure follows.
/// </summary>
internal sealed class PersonTables
{
    private readonly List<PersonTable> _tables = [];
    private readonly DbContext _database;
    private readonly long[] _ids;
    private readonly long[] _courses;

    private PersonTables(DbContext database, long[] ids, long[] courses) => (_database, _ids, _courses) = (database, ids, courses);

    /// <param name="database">The context.</param>
    /// <param name="ids">The accounts of the person.</param>
    /// <param name="courses">The courses of which something is stored about the person.</param>
    public static IReadOnlyList<PersonTable> Of(DbContext database, long[] ids, long[] courses)
    {
        var tables = new PersonTables(database, ids, courses);
        tables.Metadata();
        tables.History();
        tables.Learning();
        tables.Mirror();
        tables.Lifecycle();
        tables.LiveEvents();
        return tables._tables;
    }

    // A condition with OR would read whole tables: each index has an entry of its own.
    private void Metadata()
    {
        var ids = _ids;
        var about = _database.Rows<CanvasNote>().Where(row => row.TargetType == CanvasTargetTypes.Student && EF.Parameter(ids).Contains(row.TargetId));
        var own = _database.Rows<CanvasNote>().Where(row => row.Visibility == NoteVisibility.Author && row.AuthorUserId != null && EF.Parameter(ids).Contains(row.AuthorUserId!.Value));
        Add("Earlier texts of notes about the person", RevisionsOf(about)).IsStaffNote = true;
        Add("Notes about the person", about).IsStaffNote = true;
        Add("Earlier texts of notes that only the person can read", RevisionsOf(own)).File = "CanvasNoteRevision-own";
        var shared = _database.Rows<CanvasNote>().Where(row => row.Visibility != NoteVisibility.Author && row.AuthorUserId != null && EF.Parameter(ids).Contains(row.AuthorUserId!.Value));
        Add("Earlier texts that only the person could read", RevisionsOf(shared).Where(row => row.Visibility == NoteVisibility.Author)).File = "CanvasNoteRevision-private";
        Add("Notes that only the person can read", own).File = "CanvasNote-own";
        Add("Tags of the person", _database.Rows<CanvasTagLink>().Where(row => row.TargetType == CanvasTargetTypes.Student && EF.Parameter(ids).Contains(row.TargetId)));
        Add("Fields that the portal keeps about the person", _database.Rows<CanvasCustomFieldValue>().Where(row => row.TargetType == CanvasTargetTypes.Student && EF.Parameter(ids).Contains(row.TargetId)));
        Add("Metadata of the person", _database.Rows<CanvasStudentMetadata>().Where(row => EF.Parameter(ids).Contains(row.UserId)));
    }

    private IQueryable<CanvasNoteRevision> RevisionsOf(IQueryable<CanvasNote> notes) =>
        _database.Rows<CanvasNoteRevision>().Where(row => notes.Select(note => note.Id).Contains(row.NoteId));

    private void History()
    {
        var ids = _ids;
        Expression<Func<CanvasAssignmentScoreHistory, bool>> scores = row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value);
        Expression<Func<CanvasGradeHistory, bool>> totals = row => EF.Parameter(ids).Contains(row.UserId);

        // While work was anonymous its changes had no owner. They are found by the submission, which goes later.
        var submissions = _database.Rows<CanvasSubmission>().Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)).Select(row => row.Id);
        Expression<Func<CanvasAssignmentScoreHistory, bool>> anonymous = row => row.UserId == null && submissions.Contains(row.SubmissionId);
        Add("Changes of scores", _database.Rows<CanvasAssignmentScoreHistory>().Where(scores));
        Add("Changes of scores while the work was anonymous", _database.Rows<CanvasAssignmentScoreHistory>().Where(anonymous)).File = "CanvasAssignmentScoreHistory-anonymous";
        Add("Changes of scores in the archive", _database.Rows<CanvasArchivedScoreHistory>().Where(Of<CanvasAssignmentScoreHistory, CanvasArchivedScoreHistory>(scores)));
        Add("Changes of scores in the archive while the work was anonymous", _database.Rows<CanvasArchivedScoreHistory>().Where(Of<CanvasAssignmentScoreHistory, CanvasArchivedScoreHistory>(anonymous)))
            .File = "CanvasArchivedScoreHistory-anonymous";
        Add("Changes of totals", _database.Rows<CanvasGradeHistory>().Where(totals));
        Add("Changes of totals in the archive", _database.Rows<CanvasArchivedGradeHistory>().Where(Of<CanvasGradeHistory, CanvasArchivedGradeHistory>(totals)));
    }

    private void Learning()
    {
        var ids = _ids;
        Add("Work in finished courses, from which predictions learn", _database.Rows<CanvasOfferingSnapshot>().Where(row => EF.Parameter(ids).Contains(row.UserId)));
    }

    private void Mirror()
    {
        var (ids, courses) = (_ids, _courses);
        Add("Dates of the person's own", _database.Rows<CanvasAssignmentOverride>().Where(row => EF.Parameter(courses).Contains(row.CourseId)).Where(Names(ids)), without: nameof(CanvasAssignmentOverride.StudentIds))
            .IsShared = true;
        Add("Work on checkpoints", _database.Rows<CanvasCheckpointSubmission>().Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)));
        Add("Submissions with scores", _database.Rows<CanvasSubmission>().Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)));
        var observers = _database.Rows<CanvasEnrollment>().Where(row => EF.Parameter(courses).Contains(row.CourseId) && row.AssociatedUserId != null && EF.Parameter(ids).Contains(row.AssociatedUserId!.Value));
        Add("States of the enrollments of observers", _database.Rows<CanvasEnrollmentStatus>().Where(row => observers.Select(one => one.Id).Contains(row.EnrollmentId))).File = null;
        Add("Changes of totals of observers in the archive", _database.Rows<CanvasArchivedGradeHistory>().Where(row => observers.Select(one => one.Id).Contains(row.EnrollmentId))).File = null;
        Add("Changes of totals of observers", _database.Rows<CanvasGradeHistory>().Where(row => observers.Select(one => one.Id).Contains(row.EnrollmentId))).File = null;
        Add("Enrollments of observers", observers).File = null;
        Add("States of enrollments", _database.Rows<CanvasEnrollmentStatus>().Where(row => EF.Parameter(ids).Contains(row.UserId)));
        Add("Enrollments with totals", _database.Rows<CanvasEnrollment>().Where(row => EF.Parameter(ids).Contains(row.UserId)));
        Add("Names and contact details", _database.Rows<CanvasUser>().Where(row => EF.Parameter(ids).Contains(row.Id)));
    }

    private void Lifecycle()
    {
        var ids = _ids;
        Add("States of the person", _database.Rows<CanvasObjectStatus>().Where(row => row.ObjectType == CanvasObjectTypes.User && EF.Parameter(ids).Contains(row.ObjectId)));
    }

    // A host without Live Events does not map their tables.
    private void LiveEvents()
    {
        var ids = _ids;
        if (_database.Model.FindEntityType(typeof(CanvasLiveEventHint)) is not null)
        {
            Add("Events that wait for a refresh of the person's data", _database.Rows<CanvasLiveEventHint>().Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value))).File = null;
        }
    }

    // The students of an override are one text, separated by commas.
    private static Expression<Func<CanvasAssignmentOverride, bool>> Names(long[] ids)
    {
        var row = Expression.Parameter(typeof(CanvasAssignmentOverride), "row");
        return Expression.Lambda<Func<CanvasAssignmentOverride, bool>>(
            ids.Select(Named).Select(one => new ReplacingExpressionVisitor(one.Parameters, [row]).Visit(one.Body)).Aggregate(Expression.OrElse), row);

        static Expression<Func<CanvasAssignmentOverride, bool>> Named(long id)
        {
            var between = string.Create(CultureInfo.InvariantCulture, $",{id},");
            return one => one.StudentIds != null && ("," + one.StudentIds + ",").Contains(between);
        }
    }

    private PersonTable Add<TRow>(string about, IQueryable<TRow> rows, string? without = null) where TRow : class
    {
        var table = new PersonTable<TRow>(_database, about, rows, without);
        _tables.Add(table);
        return table;
    }

    private static Expression<Func<TArchived, bool>> Of<TRow, TArchived>(Expression<Func<TRow, bool>> condition) where TArchived : TRow
    {
        var row = Expression.Parameter(typeof(TArchived));
        return Expression.Lambda<Func<TArchived, bool>>(new ReplacingExpressionVisitor(condition.Parameters, [row]).Visit(condition.Body), row);
    }
}
