using System.Linq.Expressions;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Metadata;

/// <summary>Reads notes as their reader may see them.</summary>
internal sealed class NoteRows(IRequestContext contexts)
{
    public static Note NoteOf(CanvasNote row) => new()
    {
        Id = row.Id,
        Target = new MetadataTarget(row.TargetType, row.TargetId),
        CourseId = row.CourseId,
        Author = new NoteAuthor(row.AuthorUserId, row.AuthorName),
        Category = row.Category,
        Visibility = row.Visibility.Length == 0 ? NoteVisibility.Staff : row.Visibility,
        Text = row.Text,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        Version = row.Version,
    };

    public async Task<Page<Note>> SearchAsync(NoteSearch search, int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        var rows = contexts.ForQuestion().VisibleRows<CanvasNote>().Where(For(search.Reader, "search.Reader"));
        if (search.TargetType is { } type)
        {
            TargetTable.CheckType(type, "search.TargetType");
            rows = rows.Where(note => note.TargetType == type);
        }
        else if (search.TargetId is not null)
        {
            throw new InvalidArgumentException("search.TargetId", "an id alone names nothing.", "Give search.TargetType too.");
        }

        rows = search.TargetId is { } id ? rows.Where(note => note.TargetId == id) : rows;
        rows = search.CourseId is { } course ? rows.Where(note => note.CourseId == course) : rows;
        rows = search.AuthorUserId is { } author ? rows.Where(note => note.AuthorUserId == author) : rows;
        rows = search.Category is { } category ? rows.Where(note => note.Category == StorableText.From(category)) : rows;
        rows = StorableText.From(search.Contains ?? "") is { Length: > 0 } text ? rows.Where(note => note.Text.Contains(text)) : rows;
        rows = search.From?.UtcDateTime is { } from ? rows.Where(note => note.CreatedAt >= from) : rows;
        rows = search.To?.UtcDateTime is { } to ? rows.Where(note => note.CreatedAt <= to) : rows;
        var found = await Paging.ReadAsync(rows.OrderByDescending(note => note.CreatedAt).ThenByDescending(note => note.Id), page, pageSize, cancellationToken).ConfigureAwait(false);
        return found.Select(NoteOf);
    }

    public async Task<Note?> FindAsync(long noteId, NoteReader reader, CancellationToken cancellationToken) =>
        await RowAsync(noteId, reader, cancellationToken).ConfigureAwait(false) is { } row ? NoteOf(row) : null;

    public async Task<IReadOnlyList<NoteRevision>> RevisionsAsync(long noteId, NoteReader reader, CancellationToken cancellationToken)
    {
        var note = await RowAsync(noteId, reader, cancellationToken).ConfigureAwait(false) ?? throw NoteStore.NotFound(noteId);
        var rows = contexts.ForQuestion().VisibleRows<CanvasNoteRevision>().Where(row => row.NoteId == noteId);
        if (!NoteChecks.IsSame(reader.Who, note.AuthorUserId, note.AuthorName))
        {
            rows = reader.IsStudent ? rows.Where(row => row.Visibility == NoteVisibility.Person) : rows.Where(row => row.Visibility != NoteVisibility.Author);
        }

        return [.. (await rows.OrderBy(row => row.Version).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(RevisionOf)];
    }

    private Task<CanvasNote?> RowAsync(long noteId, NoteReader reader, CancellationToken cancellationToken) =>
        contexts.ForQuestion().VisibleRows<CanvasNote>().Where(For(reader, nameof(reader))).SingleOrDefaultAsync(row => row.Id == noteId, cancellationToken);

    private static Expression<Func<CanvasNote, bool>> For(NoteReader? reader, string argument)
    {
        ArgumentNullException.ThrowIfNull(reader, argument);
        var who = reader.Who is null ? null : NoteChecks.Person(reader.Who, argument + ".Who");
        return (reader.IsStudent, who) switch
        {
            (true, { UserId: { } student }) => note =>
                (note.TargetType == CanvasTargetTypes.Student && note.TargetId == student && note.Visibility == NoteVisibility.Person) || note.AuthorUserId == student,
            (true, _) => throw new InvalidArgumentException(argument + ".Who", "a student has no Canvas user id.", "Give NoteReader.Student(userId)."),
            (false, null) => NoteRules.ForStaff,
            (false, { UserId: { } user }) => note => note.Visibility != NoteVisibility.Author || note.AuthorUserId == user,
            (false, { Name: var name }) => note => note.Visibility != NoteVisibility.Author || (note.AuthorUserId == null && note.AuthorName == name),
        };
    }

    private static NoteRevision RevisionOf(CanvasNoteRevision row) => new()
    {
        Version = row.Version,
        Category = row.Category,
        Visibility = row.Visibility,
        Text = row.Text,
        WrittenAt = row.WrittenAt,
        ReplacedAt = row.ReplacedAt,
        ReplacedBy = row.ReplacedByUserId is null && row.ReplacedByName is null ? null : new NoteAuthor(row.ReplacedByUserId, row.ReplacedByName),
    };
}
