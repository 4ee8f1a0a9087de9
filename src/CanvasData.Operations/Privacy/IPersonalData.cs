using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Privacy;

/// <summary>Gives a person all that is stored about them, and erases it from all layers. For the staff of a school that answers such requests.</summary>
/// <remarks>Both cover the accounts that Canvas has merged with the person's.</remarks>
public interface IPersonalData
{
    /// <summary>
    /// Erases a person from all tables, archived history included, in one transaction. What the person did to the work of others stays
    /// without a name. Later syncs leave the person out until <see cref="ReadmitPersonAsync"/>. Erasing again erases what was stored since.
    /// </summary>
    /// <param name="userId">The Canvas user id, 1 or more.</param>
    /// <param name="by">The person or case that asked for it, at most 200 characters; it is stored. Null for none.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <returns>The proof: what was erased, as counts.</returns>
    /// <exception cref="InvalidArgumentException">The id is less than 1, or the text is too long.</exception>
    /// <exception cref="ObjectNotFoundException">Nothing is stored about the person, and they were not erased before.</exception>
    Task<PersonErasure> ErasePersonAsync(long userId, string? by = null, CancellationToken cancellationToken = default);

    /// <summary>Lets syncs store an erased person again. The next full sync of a course brings back what Canvas still has.</summary>
    /// <param name="userId">The Canvas user id of any of the accounts.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <returns>Whether the person had been erased.</returns>
    Task<bool> ReadmitPersonAsync(long userId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes all that is stored about a person into a zip file: each table as JSON and CSV, and a manifest. The file is streamed; memory
    /// stays flat.
    /// </summary>
    /// <remarks>
    /// On PostgreSQL all tables are read in one snapshot; elsewhere each table is. The file holds grades that are hidden from the person,
    /// and notes that staff wrote about them unless the options leave those out.
    /// </remarks>
    /// <param name="userId">The Canvas user id, 1 or more.</param>
    /// <param name="destination">Takes the file; stays open. It need not be seekable.</param>
    /// <param name="options">What to leave out; null for nothing.</param>
    /// <param name="cancellationToken">Ends the call; the file is then incomplete.</param>
    /// <returns>The rows written, by table.</returns>
    /// <exception cref="InvalidArgumentException">The id is less than 1, or the stream cannot be written.</exception>
    /// <exception cref="ObjectNotFoundException">Nothing is stored about the person. The file is incomplete then.</exception>
    Task<PersonExport> ExportPersonAsync(long userId, Stream destination, PersonExportOptions? options = null, CancellationToken cancellationToken = default);
}
