using System.Runtime.CompilerServices;
using CanvasData.Operations.Metadata;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// Reads all notes of a search, the newest first, in pages that start at the time of the last note. Notes that are added or deleted meanwhile
/// shift no page, so that every other note comes once.
/// </summary>
internal static class AllNotes
{
    private const int AtOnce = 1_000;

    public static async IAsyncEnumerable<Note> ReadAsync(IMetadataManager notes, NoteSearch search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (number, sent) = (1, new HashSet<long>());
        while (true)
        {
            var page = await notes.SearchNotesAsync(search, number, AtOnce, cancellationToken).ConfigureAwait(false);
            foreach (var note in page.Rows.Where(note => !sent.Contains(note.Id)))
            {
                yield return note;
            }

            if (page.Rows.Count < AtOnce)
            {
                yield break;
            }

            // The limit includes its own moment, whose notes were sent. A page full of one moment leads to the next number.
            var last = page.Rows[^1].CreatedAt;
            (number, sent) = last == search.To ? (number + 1, sent) : (1, []);
            search = search with { To = last };
            sent.UnionWith(page.Rows.Where(note => note.CreatedAt == last).Select(note => note.Id));
        }
    }
}
