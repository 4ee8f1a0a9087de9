using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <summary>
/// Keeps what the portal knows about objects of Canvas: notes, ratings, colours, groups and fields of its own. No sync touches it; it
/// survives the disappearance and the return of its object. Each call is one unit: it joins the transaction that is
/// open on the request's context, and writes all or nothing.
/// </summary>
public interface IMetadataManager
{
    /// <summary>Adds a note.</summary>
    /// <param name="note">The note.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <exception cref="InvalidArgumentException">A part of the note is not valid.</exception>
    /// <exception cref="ObjectNotFoundException">What it is about, or the course, is not stored.</exception>
    Task<Note> AddNoteAsync(NewNote note, CancellationToken cancellationToken = default);

    /// <summary>Changes a note, and keeps its earlier text.</summary>
    /// <param name="noteId">The note.</param>
    /// <param name="edit">The change.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <exception cref="InvalidArgumentException">A part of the change is not valid.</exception>
    /// <exception cref="ObjectNotFoundException">There is no such note, or it is a private note of somebody else.</exception>
    /// <exception cref="EditConflictException">The note has changed since it was read. Holds both notes.</exception>
    Task<Note> EditNoteAsync(long noteId, NoteEdit edit, CancellationToken cancellationToken = default);

    /// <summary>Deletes a note with its earlier texts.</summary>
    /// <param name="noteId">The note.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="by">Who deletes it. A private note is deleted by its author only.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <exception cref="ObjectNotFoundException">There is no such note, or it is a private note of somebody else.</exception>
    /// <exception cref="EditConflictException">The note has changed since it was read. Holds the stored note.</exception>
    Task DeleteNoteAsync(long noteId, int version, NoteAuthor by, CancellationToken cancellationToken = default);

    /// <summary>Finds notes, the newest first.</summary>
    /// <param name="search">Which notes, and who reads them.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="pageSize">Notes a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<Page<Note>> SearchNotesAsync(NoteSearch search, int page = 1, int pageSize = 50, CancellationToken cancellationToken = default);

    /// <summary>Finds a note by its id; null when there is no such note for this reader.</summary>
    /// <param name="noteId">The note.</param>
    /// <param name="reader">Who reads.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<Note?> FindNoteAsync(long noteId, NoteReader reader, CancellationToken cancellationToken = default);

    /// <summary>Lists the earlier texts of a note that the reader may read, the oldest first. Earlier texts that were private stay with the author.</summary>
    /// <param name="noteId">The note.</param>
    /// <param name="reader">Who reads.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ObjectNotFoundException">There is no such note for this reader.</exception>
    Task<IReadOnlyList<NoteRevision>> ListNoteRevisionsAsync(long noteId, NoteReader reader, CancellationToken cancellationToken = default);

    /// <summary>Adds or changes metadata of any number of objects, all or nothing.</summary>
    /// <param name="changes">The changes: one for each student, assignment or course, and for each value of a custom field.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <exception cref="InvalidArgumentException">A value is not valid.</exception>
    /// <exception cref="ObjectNotFoundException">An object is not stored.</exception>
    /// <exception cref="EditConflictException">Metadata has changed since it was read. Holds the change and what is stored.</exception>
    Task<MetadataSaved> SaveAsync(IReadOnlyCollection<MetadataChange> changes, CancellationToken cancellationToken = default);

    /// <summary>Reads the metadata of a student; null when there is none.</summary>
    /// <param name="userId">The Canvas user id.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<StudentMetadata?> FindStudentAsync(long userId, CancellationToken cancellationToken = default);

    /// <summary>Reads the metadata of an assignment; null when there is none.</summary>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<AssignmentMetadata?> FindAssignmentAsync(long assignmentId, CancellationToken cancellationToken = default);

    /// <summary>Reads the metadata of a course; null when there is none.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<CourseMetadata?> FindCourseAsync(long courseId, CancellationToken cancellationToken = default);

    /// <summary>Finds metadata of students, in the order of their ids.</summary>
    /// <param name="search">Which.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="pageSize">Rows a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<Page<StudentMetadata>> SearchStudentsAsync(StudentMetadataSearch search, int page = 1, int pageSize = 50, CancellationToken cancellationToken = default);

    /// <summary>Finds metadata of assignments, in the order of their ids.</summary>
    /// <inheritdoc cref="SearchStudentsAsync" path="/param"/>
    Task<Page<AssignmentMetadata>> SearchAssignmentsAsync(AssignmentMetadataSearch search, int page = 1, int pageSize = 50, CancellationToken cancellationToken = default);

    /// <summary>Finds metadata of courses, in the order of their ids.</summary>
    /// <inheritdoc cref="SearchStudentsAsync" path="/param"/>
    Task<Page<CourseMetadata>> SearchCoursesAsync(CourseMetadataSearch search, int page = 1, int pageSize = 50, CancellationToken cancellationToken = default);

    /// <summary>Lists the values of custom fields on an object, in the order of their names.</summary>
    /// <param name="target">The object.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<CustomFieldValue>> ListCustomFieldsAsync(MetadataTarget target, CancellationToken cancellationToken = default);

    /// <summary>Finds the objects on which a custom field has a value, in the order of their ids.</summary>
    /// <param name="targetType">The kind of object: one of <see cref="CanvasTargetTypes"/>.</param>
    /// <param name="name">The name of a declared field.</param>
    /// <param name="value">The value; null for any.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="pageSize">Values a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidArgumentException">The field is not declared, or the value does not fit it.</exception>
    Task<Page<CustomFieldValue>> SearchCustomFieldAsync(string targetType, string name, object? value, int page = 1, int pageSize = 50, CancellationToken cancellationToken = default);

    /// <summary>Finds what the portal keeps on objects that Canvas no longer has, in the order of their ids.</summary>
    /// <param name="targetType">The kind of object: one of <see cref="CanvasTargetTypes"/>.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="pageSize">Objects a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<Page<OrphanedMetadata>> FindOrphansAsync(string targetType, int page = 1, int pageSize = 50, CancellationToken cancellationToken = default);
}
