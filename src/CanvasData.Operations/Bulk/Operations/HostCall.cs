using System.Runtime.ExceptionServices;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// Calls code of the host within a unit of work. What the code throws must not be taken for a failure of the database, which a unit
/// repeats and describes in its own words.
/// </summary>
internal static class HostCall
{
    public static async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new HostFailedException(error);
        }
    }

    public static T Run<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception error)
        {
            throw new HostFailedException(error);
        }
    }

    public static void Run(Action call) => Run(() =>
    {
        call();
        return true;
    });

    /// <summary>Runs a unit and throws what the code of the host threw in it.</summary>
    public static async Task<T> UnwrapAsync<T>(Task<T> unit)
    {
        try
        {
            return await unit.ConfigureAwait(false);
        }
        catch (HostFailedException failed)
        {
            failed.Failure.Throw();
            throw;
        }
    }

    // The failure is no inner exception, so that no database error is found in it.
    private sealed class HostFailedException(Exception error) : Exception
    {
        public ExceptionDispatchInfo Failure { get; } = ExceptionDispatchInfo.Capture(error);
    }
}
