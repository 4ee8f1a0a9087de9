using System.Data.Common;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Persistence;

/// <summary>Does again what a database failed at. The work must be safe to repeat when only its answer was lost.</summary>
internal static class DatabaseRetry
{
    private const int Attempts = 4;

    public static async Task<T> RunAsync<T>(Func<Task<T>> work, Action<int, Exception>? retried, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception error) when (attempt < Attempts && IsDatabaseFailure(error) && !cancellationToken.IsCancellationRequested)
            {
                retried?.Invoke(attempt, error);
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public static bool IsDatabaseFailure(Exception error)
    {
        for (var cause = error; cause is not (null or CanvasOperationsException); cause = cause.InnerException)
        {
            if (cause is DbException or TimeoutException or IOException)
            {
                return true;
            }
        }

        return false;
    }
}
