using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Metadata;

/// <summary>
/// Repeats a unit that lost a race against another one: the row that it was to add is there now, or the one that it refers
/// to is gone. The repetition finds what the other left.
/// </summary>
internal static class WriteRace
{
    // Each lost race is a success of another unit: many of them at once may lose several times.
    private const int MaxAttempts = 20;

    public static async Task<T> RepeatAsync<T>(Func<Task<T>> unit)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await unit().ConfigureAwait(false);
            }
            catch (Exception error) when (attempt < MaxAttempts && IsRace(error))
            {
            }
        }
    }

    // InMemory refuses a key that is there with an ArgumentException.
    private static bool IsRace(Exception error) =>
        error is DbUpdateConcurrencyException or ArgumentException ||
        (error is RolledBackException && DatabaseError.Find(error.InnerException)?.Kind is DatabaseErrorKind.Duplicate or DatabaseErrorKind.Refused);
}
