using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Notes with their earlier texts. Observers read none; students read what is shared with them.</summary>
internal static class NoteEndpoints
{
    private const CanvasApiRoles CourseStaff = CanvasApiRoles.Teacher | CanvasApiRoles.Administrator;
    private const CanvasApiRoles StudentStaff = CanvasApiRoles.Adviser | CanvasApiRoles.Administrator;

    public static void Map(ApiGroup api)
    {
        MapOne(api);

        api.Get("students/{studentId:long}/notes", "ListStudentNotes", "The notes about a student, the newest first; to the student those that are shared.", (
            Caller caller, IMetadataManager notes, long studentId, [AsParameters] PageParameters page, CancellationToken cancellationToken) =>
            ListAsync(caller, notes, caller.SeesStudentAsync(studentId, cancellationToken), MetadataTarget.Student(studentId), null, page), StudentStaff | CanvasApiRoles.Student).ReturnsList<Note>();

        api.SignedWrite(HttpMethod.Post, "students/{studentId:long}/notes", "AddStudentNote", "Adds a note about a student.", (
            Caller caller, HttpContext http, IMetadataManager notes, long studentId, NoteText note, CancellationToken cancellationToken) =>
            AddAsync(caller, http, notes, caller.SeesStudentAsync(studentId, cancellationToken), MetadataTarget.Student(studentId), null, note), StudentStaff).Returns<Note>(StatusCodes.Status201Created);

        api.Get("courses/{courseId:long}/students/{studentId:long}/notes", "ListCourseStudentNotes", "The notes that were made about a student in a course, the newest first.", (
            Caller caller, IMetadataManager notes, long courseId, long studentId, [AsParameters] PageParameters page, CancellationToken cancellationToken) =>
            ListAsync(caller, notes, caller.SeesStudentAsync(courseId, studentId, cancellationToken), MetadataTarget.Student(studentId), courseId, page), ApiEndpoint.Staff).ReturnsList<Note>();

        api.SignedWrite(HttpMethod.Post, "courses/{courseId:long}/students/{studentId:long}/notes", "AddCourseStudentNote", "Adds a note about a student in a course.", (
            Caller caller, HttpContext http, IMetadataManager notes, long courseId, long studentId, NoteText note, CancellationToken cancellationToken) =>
            AddAsync(caller, http, notes, caller.SeesStudentAsync(courseId, studentId, cancellationToken), MetadataTarget.Student(studentId), courseId, note), ApiEndpoint.Staff)
            .Returns<Note>(StatusCodes.Status201Created);

        api.Get("courses/{courseId:long}/notes", "ListCourseNotes", "The notes about a course, the newest first.", (
            Caller caller, IMetadataManager notes, long courseId, [AsParameters] PageParameters page, CancellationToken cancellationToken) =>
            ListAsync(caller, notes, caller.SeesCourseAsync(courseId, cancellationToken), MetadataTarget.Course(courseId), null, page), CourseStaff).ReturnsList<Note>();

        api.SignedWrite(HttpMethod.Post, "courses/{courseId:long}/notes", "AddCourseNote", "Adds a note about a course.", (
            Caller caller, HttpContext http, IMetadataManager notes, long courseId, NoteText note, CancellationToken cancellationToken) =>
            AddAsync(caller, http, notes, caller.SeesCourseAsync(courseId, cancellationToken), MetadataTarget.Course(courseId), courseId, note), CourseStaff).Returns<Note>(StatusCodes.Status201Created);

        api.Get("courses/{courseId:long}/assignments/{assignmentId:long}/notes", "ListAssignmentNotes", "The notes about an assignment, the newest first.", (
            Caller caller, IMetadataManager notes, long courseId, long assignmentId, [AsParameters] PageParameters page, CancellationToken cancellationToken) =>
            ListAsync(caller, notes, caller.SeesAssignmentAsync(courseId, assignmentId, cancellationToken), MetadataTarget.Assignment(assignmentId), null, page), CourseStaff).ReturnsList<Note>();

        api.SignedWrite(HttpMethod.Post, "courses/{courseId:long}/assignments/{assignmentId:long}/notes", "AddAssignmentNote", "Adds a note about an assignment.", (
            Caller caller, HttpContext http, IMetadataManager notes, long courseId, long assignmentId, NoteText note, CancellationToken cancellationToken) =>
            AddAsync(caller, http, notes, caller.SeesAssignmentAsync(courseId, assignmentId, cancellationToken), MetadataTarget.Assignment(assignmentId), courseId, note), CourseStaff)
            .Returns<Note>(StatusCodes.Status201Created);
    }

    private static void MapOne(ApiGroup api)
    {
        api.Get("notes/{noteId:long}", "GetNote", "A note. Its entity tag is the version that a change must name.", async (
            Caller caller, IMetadataManager notes, long noteId, CancellationToken cancellationToken) =>
            await FindAsync(caller, notes, noteId, cancellationToken).ConfigureAwait(false) is { } note ? new TaggedJson<Note>(note, note.Version) : ApiProblems.NotFound,
            ApiEndpoint.Staff | CanvasApiRoles.Student).Returns<Note>();

        api.Get("notes/{noteId:long}/revisions", "ListNoteRevisions", "The earlier texts of a note, the oldest first.", async (
            Caller caller, IMetadataManager notes, long noteId, string? format, CancellationToken cancellationToken) =>
            await FindAsync(caller, notes, noteId, cancellationToken).ConfigureAwait(false) is null
                ? ApiProblems.NotFound
                : new ValueList<NoteRevision>(await notes.ListNoteRevisionsAsync(noteId, ReaderOf(caller), cancellationToken).ConfigureAwait(false), format),
            ApiEndpoint.Staff | CanvasApiRoles.Student).ReturnsList<NoteRevision>();

        api.SignedWrite(HttpMethod.Patch, "notes/{noteId:long}", "EditNote", "Changes a note whose version If-Match names, and keeps its earlier text.", (
            Caller caller, HttpContext http, IMetadataManager notes, long noteId, NoteChange change, CancellationToken cancellationToken) =>
            WhenMatchedAsync(caller, http, notes, noteId, async stored =>
            {
                var edit = new NoteEdit { Version = stored.Version, Editor = caller.Author!, Text = change.Text, Category = change.Category, Visibility = change.Visibility };
                var note = await notes.EditNoteAsync(noteId, edit, cancellationToken).ConfigureAwait(false);
                return new TaggedJson<Note>(note, note.Version);
            }), ApiEndpoint.Staff).Returns<Note>().NeedsVersion();

        api.SignedWrite(HttpMethod.Delete, "notes/{noteId:long}", "DeleteNote", "Deletes a note whose version If-Match names, with its earlier texts.", (
            Caller caller, HttpContext http, IMetadataManager notes, long noteId, CancellationToken cancellationToken) =>
            WhenMatchedAsync(caller, http, notes, noteId, async stored =>
            {
                await notes.DeleteNoteAsync(noteId, stored.Version, caller.Author!, cancellationToken).ConfigureAwait(false);
                return Results.NoContent();
            }), ApiEndpoint.Staff).ReturnsNothing().NeedsVersion();
    }

    /// <summary>Writes the note whose version the request names. Who is faster between the two reads gets the same conflict from the store.</summary>
    private static async Task<IResult> WhenMatchedAsync(Caller caller, HttpContext http, IMetadataManager notes, long noteId, Func<Note, Task<IResult>> write) =>
        !RowVersion.IsNamed(http.Request) ? ApiProblems.VersionNeeded
            : await FindAsync(caller, notes, noteId, http.RequestAborted).ConfigureAwait(false) is not { } stored ? ApiProblems.NotFound
            : RowVersion.IsMatched(http.Request, stored.Version) ? await write(stored).ConfigureAwait(false)
            : throw new EditConflictException("The note was changed after the version that If-Match names.", "Read the note, and repeat the change.", attempted: null, stored);

    private static Task<IResult> ListAsync(Caller caller, IMetadataManager notes, Task<bool> isVisible, MetadataTarget target, long? courseId, PageParameters page)
    {
        var search = new NoteSearch { Reader = ReaderOf(caller), TargetType = target.Type, TargetId = target.Id, CourseId = courseId };
        return ApiAnswers.WhenAsync(isVisible, () => Task.FromResult<IResult>(new NumberedPage<Note>(
            (number, size, token) => notes.SearchNotesAsync(search, number, size, token), token => AllNotes.ReadAsync(notes, search, token), page)));
    }

    private static Task<IResult> AddAsync(Caller caller, HttpContext http, IMetadataManager notes, Task<bool> isVisible, MetadataTarget target, long? courseId, NoteText text) =>
        ApiAnswers.WhenAsync(isVisible, async () =>
        {
            var added = new NewNote { Target = target, CourseId = courseId, Author = caller.Author!, Text = text.Text };
            added = added with { Category = text.Category ?? added.Category, Visibility = text.Visibility ?? added.Visibility };
            var note = await notes.AddNoteAsync(added, http.RequestAborted).ConfigureAwait(false);
            return new TaggedJson<Note>(note, note.Version, StatusCodes.Status201Created);
        });

    /// <summary>The note, if this person may read it and sees what it is about.</summary>
    private static async Task<Note?> FindAsync(Caller caller, IMetadataManager notes, long noteId, CancellationToken cancellationToken) =>
        await notes.FindNoteAsync(noteId, ReaderOf(caller), cancellationToken).ConfigureAwait(false) is { } note &&
        (caller.Role is CanvasApiRoles.Administrator or CanvasApiRoles.Student || IsOwn(caller, note) || await SeesTargetAsync(caller, note, cancellationToken).ConfigureAwait(false)) ? note : null;

    private static bool IsOwn(Caller caller, Note note) => caller.Author is { } person &&
        (note.Author.UserId is { } userId ? userId == person.UserId : person.UserId is null && note.Author.Name == person.Name);

    // A teacher reads what was noted in courses that the teacher teaches; an adviser, what was noted about the caseload anywhere.
    private static Task<bool> SeesTargetAsync(Caller caller, Note note, CancellationToken cancellationToken) => (caller.Role, note.Target.Type, note.CourseId) switch
    {
        (CanvasApiRoles.Adviser, CanvasTargetTypes.Student, _) => caller.SeesStudentAsync(note.Target.Id, cancellationToken),
        (CanvasApiRoles.Teacher, CanvasTargetTypes.Student, { } course) => caller.SeesStudentAsync(course, note.Target.Id, cancellationToken),
        (CanvasApiRoles.Teacher, CanvasTargetTypes.Assignment, { } course) => caller.SeesAssignmentAsync(course, note.Target.Id, cancellationToken),
        (CanvasApiRoles.Teacher, CanvasTargetTypes.Course, _) => caller.SeesCourseAsync(note.Target.Id, cancellationToken),
        _ => Task.FromResult(false),
    };

    private static NoteReader ReaderOf(Caller caller) => caller.Role == CanvasApiRoles.Student
        ? NoteReader.Student(caller.UserId!.Value)
        : NoteReader.Staff(caller.Author);
}
