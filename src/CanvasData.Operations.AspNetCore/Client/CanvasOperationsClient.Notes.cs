using CanvasData.Operations.Metadata;

namespace CanvasData.Operations.AspNetCore;

public sealed partial class CanvasOperationsClient
{
    /// <summary>Lists the notes about a student, the newest first; to the student those that are shared.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="page">The page; null for the first one.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<Note>> ListStudentNotesAsync(long studentId, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        PageAsync<Note>($"students/{studentId}/notes", new ApiQuery().Add(page), cancellationToken);

    /// <summary>Adds a note about a student.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="note">The note.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Note> AddStudentNoteAsync(long studentId, NoteText note, CancellationToken cancellationToken = default) =>
        SendAsync<NoteText, Note>(HttpMethod.Post, $"students/{studentId}/notes", note, cancellationToken);

    /// <summary>Lists the notes that were made about a student in a course, the newest first.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="page">The page; null for the first one.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<Note>> ListCourseStudentNotesAsync(long courseId, long studentId, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        PageAsync<Note>($"courses/{courseId}/students/{studentId}/notes", new ApiQuery().Add(page), cancellationToken);

    /// <summary>Adds a note about a student in a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="note">The note.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Note> AddCourseStudentNoteAsync(long courseId, long studentId, NoteText note, CancellationToken cancellationToken = default) =>
        SendAsync<NoteText, Note>(HttpMethod.Post, $"courses/{courseId}/students/{studentId}/notes", note, cancellationToken);

    /// <summary>Lists the notes about a course, the newest first.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="page">The page; null for the first one.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<Note>> ListCourseNotesAsync(long courseId, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        PageAsync<Note>($"courses/{courseId}/notes", new ApiQuery().Add(page), cancellationToken);

    /// <summary>Adds a note about a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="note">The note.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Note> AddCourseNoteAsync(long courseId, NoteText note, CancellationToken cancellationToken = default) =>
        SendAsync<NoteText, Note>(HttpMethod.Post, $"courses/{courseId}/notes", note, cancellationToken);

    /// <summary>Lists the notes about an assignment, the newest first.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="page">The page; null for the first one.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<Note>> ListAssignmentNotesAsync(long courseId, long assignmentId, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        PageAsync<Note>($"courses/{courseId}/assignments/{assignmentId}/notes", new ApiQuery().Add(page), cancellationToken);

    /// <summary>Adds a note about an assignment.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="note">The note.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Note> AddAssignmentNoteAsync(long courseId, long assignmentId, NoteText note, CancellationToken cancellationToken = default) =>
        SendAsync<NoteText, Note>(HttpMethod.Post, $"courses/{courseId}/assignments/{assignmentId}/notes", note, cancellationToken);

    /// <summary>Reads a note.</summary>
    /// <param name="noteId">The note.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Note> GetNoteAsync(long noteId, CancellationToken cancellationToken = default) =>
        GetAsync<Note>($"notes/{noteId}", null, cancellationToken);

    /// <summary>Lists the earlier texts of a note, the oldest first.</summary>
    /// <param name="noteId">The note.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<NoteRevision>> ListNoteRevisionsAsync(long noteId, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<NoteRevision>>($"notes/{noteId}/revisions", null, cancellationToken);

    /// <summary>Changes a note, and keeps its earlier text.</summary>
    /// <param name="noteId">The note.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Note> EditNoteAsync(long noteId, int version, NoteChange change, CancellationToken cancellationToken = default) =>
        SendAsync<NoteChange, Note>(HttpMethod.Patch, $"notes/{noteId}", change, cancellationToken, version);

    /// <summary>Deletes a note with its earlier texts.</summary>
    /// <param name="noteId">The note.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteNoteAsync(long noteId, int version, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, $"notes/{noteId}", cancellationToken, version);
}
