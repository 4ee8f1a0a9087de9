using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Repeats what a database failed at, as long as a repetition may help: a server that restarts is waited for, a
/// refusal is not repeated. The work must be safe to repeat when only its answer was lost.
/// </summary>
internal static class DatabaseRetry
{
    // 0.2, 0.4, 0.8 ... seconds, at most 5: a server that is away is waited for about half a minute.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public static async Task<T> RunAsync<T>(Func<Task<T>> work, Action<int, Exception>? retried, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception error) when (DatabaseError.Find(error) is { } failure && attempt < Attempts(failure.Kind) && !cancellationToken.IsCancellationRequested)
            {
                retried?.Invoke(attempt, error);
                await Task.Delay(Pause(attempt), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public static bool IsDatabaseFailure(Exception error) => DatabaseError.Find(error) is not null;

    private static int Attempts(DatabaseErrorKind kind) => kind switch
    {
        DatabaseErrorKind.Away => 10,
        DatabaseErrorKind.Busy or DatabaseErrorKind.Conflict or DatabaseErrorKind.Other => 4,

        // Another transaction may have added the row a moment ago; the repetition finds it.
        DatabaseErrorKind.Duplicate => 3,

        // A bulk writer looks for another way when the one that it knew is closed.
        DatabaseErrorKind.Unsupported or DatabaseErrorKind.Rights => 2,
        _ => 1,
    };

    private static TimeSpan Pause(int attempt)
    {
        var pause = TimeSpan.FromMilliseconds(100 << attempt);
        return pause < LongestPause ? pause : LongestPause;
    }
}
