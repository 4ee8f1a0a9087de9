using System.Runtime.CompilerServices;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Metadata;

/// <summary>Writes notes. An edit keeps the earlier text, and is refused when the note has changed since it was read.</summary>
internal sealed class NoteStore(UnitOfWork unit, BulkWriters writers, TimeProvider time)
{
    public Task<Note> AddAsync(NewNote note, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(note.Target, "note.Target");
        TargetTable.CheckType(note.Target.Type, "note.Target.Type");
        var author = NoteChecks.Person(note.Author, "note.Author");
        var category = NoteChecks.Category(note.Category, "note.Category");
        var visibility = NoteChecks.Visibility(note.Visibility, note.Target.Type, "note.Visibility");
        var text = NoteChecks.Text(note.Text, "note.Text");
        return unit.RunAsync(WriteAsync, null, cancellationToken, operation);

        async Task<Note> WriteAsync(DbContext database, CancellationToken token)
        {
            var now = Now();
            await TargetTable.CheckAsync(database, writers.For(database), note.CourseId is { } course ? [note.Target, MetadataTarget.Course(course)] : [note.Target], token).ConfigureAwait(false);
            var row = new CanvasNote
            {
                TargetType = note.Target.Type,
                TargetId = note.Target.Id,
                CourseId = note.CourseId,
                AuthorUserId = author.UserId,
                AuthorName = author.Name,
                Category = category,
                Visibility = visibility,
                Text = text,
                CreatedAt = now,
                UpdatedAt = now,
                Version = 1,
            };
            database.Add(row);
            await database.SaveChangesAsync(token).ConfigureAwait(false);
            return NoteRows.NoteOf(row);
        }
    }

    public Task<Note> EditAsync(long noteId, NoteEdit edit, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(edit);
        var editor = NoteChecks.Person(edit.Editor, "edit.Editor");
        var text = edit.Text is null ? null : NoteChecks.Text(edit.Text, "edit.Text");
        var category = edit.Category is null ? null : NoteChecks.Category(edit.Category, "edit.Category");
        return unit.RunAsync(WriteAsync, null, cancellationToken, operation);

        async Task<Note> WriteAsync(DbContext database, CancellationToken token)
        {
            var now = Now();
            var row = await LoadAsync(database, noteId, editor, token).ConfigureAwait(false);
            var visibility = edit.Visibility is null ? row.Visibility : NoteChecks.Visibility(edit.Visibility, row.TargetType, "edit.Visibility");
            if (visibility == NoteVisibility.Author && row.Visibility != visibility && !NoteChecks.IsSame(editor, row.AuthorUserId, row.AuthorName))
            {
                throw new InvalidArgumentException("edit.Visibility", "only its author can make a note private.", $"Give '{NoteVisibility.Staff}', or delete the note.");
            }

            var (before, stored) = (NoteRules.RevisionOf(row, now, editor.UserId, editor.Name), NoteRows.NoteOf(row));
            var attempted = stored with { Text = text ?? row.Text, Category = category ?? row.Category, Visibility = visibility };
            if (row.Version != edit.Version)
            {
                throw Conflict(noteId, attempted, stored);
            }

            (row.Text, row.Category, row.Visibility) = (attempted.Text, attempted.Category, attempted.Visibility);
            if (database.Entry(row).State == EntityState.Unchanged)
            {
                return stored;
            }

            (row.Version, row.UpdatedAt) = (row.Version + 1, now);
            await SaveAsync(database, noteId, editor, attempted, token).ConfigureAwait(false);
            database.Add(before);
            await database.SaveChangesAsync(token).ConfigureAwait(false);
            return NoteRows.NoteOf(row);
        }
    }

    public Task DeleteAsync(long noteId, int version, NoteAuthor by, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        var person = NoteChecks.Person(by, nameof(by));
        return unit.RunAsync(WriteAsync, null, cancellationToken, operation);

        async Task<bool> WriteAsync(DbContext database, CancellationToken token)
        {
            var row = await LoadAsync(database, noteId, person, token).ConfigureAwait(false);
            if (row.Version != version)
            {
                throw Conflict(noteId, null, NoteRows.NoteOf(row));
            }

            await database.DeleteAsync(database.Rows<CanvasNoteRevision>().Where(revision => revision.NoteId == noteId), token).ConfigureAwait(false);

            // InMemory deletes by loading, and clears what the context tracks.
            database.Entry(row).State = EntityState.Deleted;
            await SaveAsync(database, noteId, person, null, token).ConfigureAwait(false);
            return true;
        }
    }

    public static ObjectNotFoundException NotFound(long noteId) => new("note", [noteId], "Search the notes again: it may have been deleted, or may be private.");

    private DateTime Now() => UtcDateTimeConverter.Now(time);

    private static async Task<CanvasNote> LoadAsync(DbContext database, long noteId, NoteAuthor person, CancellationToken cancellationToken)
    {
        var row = await database.Set<CanvasNote>().IgnoreQueryFilters().AsTracking().SingleOrDefaultAsync(note => note.Id == noteId, cancellationToken).ConfigureAwait(false);
        return row is not null && MayRead(row, person) ? row : throw NotFound(noteId);
    }

    private static bool MayRead(CanvasNote note, NoteAuthor person) => note.Visibility != NoteVisibility.Author || NoteChecks.IsSame(person, note.AuthorUserId, note.AuthorName);

    private static async Task SaveAsync(DbContext database, long noteId, NoteAuthor person, Note? attempted, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            var stored = await database.Rows<CanvasNote>().SingleOrDefaultAsync(note => note.Id == noteId, cancellationToken).ConfigureAwait(false);
            if (stored is not null && !MayRead(stored, person))
            {
                throw NotFound(noteId);
            }

            throw Conflict(noteId, attempted, stored is null ? null : NoteRows.NoteOf(stored));
        }
    }

    private static EditConflictException Conflict(long noteId, Note? attempted, Note? stored) => new(
        $"Note {noteId} {(stored is null ? "was deleted" : $"has changed since it was read: it is of version {stored.Version} now")}. Nothing was written.",
        "Show both texts to the editor, and edit the stored version.",
        attempted, stored);
}
