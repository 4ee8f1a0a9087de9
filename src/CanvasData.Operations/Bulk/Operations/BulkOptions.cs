using System.Globalization;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Bulk;

/// <summary>The settings of one bulk call.</summary>
/// <typeparam name="TEntity">The entity type.</typeparam>
public sealed class BulkOptions<TEntity> where TEntity : class
{
    private const int MostRefusedRows = 100_000;

    /// <summary>
    /// How a row is handled whose primary key is stored. Null for the default of the operation: an insert fails, an upsert, an update
    /// and a synchronization overwrite the stored row.
    /// </summary>
    public BulkConflict<TEntity>? OnConflict { get; init; }

    /// <summary>
    /// The number of rows that the database may refuse before the call fails, 0 to 100,000. The default of 0 makes the call all or
    /// nothing; otherwise refused rows are left out and named in <see cref="BulkResult.Refused"/>.
    /// </summary>
    public int MaxRefusedRows { get; init; }

    /// <summary>
    /// Whether an insert sets the keys that the database makes on the rows. SQL Server writes faster without it.
    /// </summary>
    public bool ReadKeysBack { get; init; } = true;

    /// <summary>Receives the progress after each part of the rows; null for none.</summary>
    public IProgress<BulkProgress>? Progress { get; init; }

    /// <summary>The number of rows, for the estimate of the time left. Null when it is not known; a collection gives it by itself.</summary>
    public long? TotalRows { get; init; }

    internal void Check(BulkOperation operation)
    {
        if (MaxRefusedRows is < 0 or > MostRefusedRows)
        {
            throw new InvalidArgumentException(
                nameof(MaxRefusedRows), string.Create(CultureInfo.InvariantCulture, $"{MaxRefusedRows} is out of range."), "Give 0 to 100,000.");
        }

        if (OnConflict is { } conflict && (operation == BulkOperation.Delete || (operation == BulkOperation.Update && conflict.KeepsStored)))
        {
            throw new InvalidArgumentException(
                nameof(OnConflict), $"it does not fit {operation}.", operation == BulkOperation.Delete ? "Leave it out." : "Give Update, Merge or Resolve, or leave it out.");
        }
    }
}
