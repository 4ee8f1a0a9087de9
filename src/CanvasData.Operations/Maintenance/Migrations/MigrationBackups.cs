using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Maintenance;

/// <summary>Finds the registered backups, and deletes what they made.</summary>
internal sealed class MigrationBackups(DbContext context, Func<bool, string?, IMigrationBackup?> find, ILogger logger)
{
    /// <summary>The backup with a name, or the last that serves the database; null when none is wanted.</summary>
    /// <exception cref="CanvasConfigurationException">It is not registered.</exception>
    public IMigrationBackup? Find(bool isWanted, string? name) => find(isWanted, name);

    /// <summary>The place of a backup; its name when it is no longer registered.</summary>
    public string PlaceOf(StoredBackup backup)
    {
        try
        {
            return find(true, backup.Name)!.PlaceOf(context, backup.Request);
        }
        catch (CanvasConfigurationException)
        {
            return backup.Name;
        }
    }

    /// <summary>Deletes backups, and returns those that could not be deleted.</summary>
    public async Task<IReadOnlyList<StoredBackup>> DiscardAsync(IReadOnlyList<StoredBackup> backups, CancellationToken cancellationToken)
    {
        var remaining = new List<StoredBackup>();
        foreach (var backup in backups)
        {
            try
            {
                await find(true, backup.Name)!.DeleteAsync(context, backup.Request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                logger.MigrationBackupNotDeleted(PlaceOf(backup), SafeText.KindOf(error));
                remaining.Add(backup);
            }
        }

        return remaining;
    }
}
