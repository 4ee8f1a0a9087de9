using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <inheritdoc/>
internal sealed class MetadataManager(NoteStore notes, NoteRows noteRows, MetadataWriter writer, MetadataReader reader, OrphanReader orphans) : IMetadataManager
{
    public Task<Note> AddNoteAsync(NewNote note, CancellationToken cancellationToken) => notes.AddAsync(note, cancellationToken, nameof(AddNoteAsync));

    public Task<Note> EditNoteAsync(long noteId, NoteEdit edit, CancellationToken cancellationToken) => notes.EditAsync(noteId, edit, cancellationToken, nameof(EditNoteAsync));

    public Task DeleteNoteAsync(long noteId, int version, NoteAuthor by, CancellationToken cancellationToken) =>
        notes.DeleteAsync(noteId, version, by, cancellationToken, nameof(DeleteNoteAsync));

    public Task<Page<Note>> SearchNotesAsync(NoteSearch search, int page, int pageSize, CancellationToken cancellationToken) => noteRows.SearchAsync(search, page, pageSize, cancellationToken);

    public Task<Note?> FindNoteAsync(long noteId, NoteReader reader, CancellationToken cancellationToken) => noteRows.FindAsync(noteId, reader, cancellationToken);

    public Task<IReadOnlyList<NoteRevision>> ListNoteRevisionsAsync(long noteId, NoteReader reader, CancellationToken cancellationToken) =>
        noteRows.RevisionsAsync(noteId, reader, cancellationToken);

    public Task<MetadataSaved> SaveAsync(IReadOnlyCollection<MetadataChange> changes, CancellationToken cancellationToken) => writer.SaveAsync(changes, cancellationToken, nameof(SaveAsync));

    public Task<StudentMetadata?> FindStudentAsync(long userId, CancellationToken cancellationToken) => reader.StudentAsync(userId, cancellationToken);

    public Task<AssignmentMetadata?> FindAssignmentAsync(long assignmentId, CancellationToken cancellationToken) => reader.AssignmentAsync(assignmentId, cancellationToken);

    public Task<CourseMetadata?> FindCourseAsync(long courseId, CancellationToken cancellationToken) => reader.CourseAsync(courseId, cancellationToken);

    public Task<Page<StudentMetadata>> SearchStudentsAsync(StudentMetadataSearch search, int page, int pageSize, CancellationToken cancellationToken) =>
        reader.StudentsAsync(search, page, pageSize, cancellationToken);

    public Task<Page<AssignmentMetadata>> SearchAssignmentsAsync(AssignmentMetadataSearch search, int page, int pageSize, CancellationToken cancellationToken) =>
        reader.AssignmentsAsync(search, page, pageSize, cancellationToken);

    public Task<Page<CourseMetadata>> SearchCoursesAsync(CourseMetadataSearch search, int page, int pageSize, CancellationToken cancellationToken) =>
        reader.CoursesAsync(search, page, pageSize, cancellationToken);

    public Task<IReadOnlyList<CustomFieldValue>> ListCustomFieldsAsync(MetadataTarget target, CancellationToken cancellationToken) => reader.CustomFieldsAsync(target, cancellationToken);

    public Task<Page<CustomFieldValue>> SearchCustomFieldAsync(string targetType, string name, object? value, int page, int pageSize, CancellationToken cancellationToken) =>
        reader.CustomFieldAsync(targetType, name, value, page, pageSize, cancellationToken);

    public Task<Page<OrphanedMetadata>> FindOrphansAsync(string targetType, int page, int pageSize, CancellationToken cancellationToken) =>
        orphans.FindAsync(targetType, page, pageSize, cancellationToken);
}
