using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Rest.Tests.Support;

/// <summary>Waiting for what another thread does.</summary>
internal static class Poll
{
    /// <summary>Waits until something is so; fails after half a minute.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isSo())
        {
            await Task.Delay(5, patience.Token);
        }
    }

    /// <summary>Moves a clock second by second until something is so; how many seconds it took.</summary>
    public static async Task<int> AdvanceUntilAsync(FakeTimeProvider time, Func<bool> isSo, int mostSeconds = 600)
    {
        for (var seconds = 0; seconds <= mostSeconds; seconds++)
        {
            // Real input and output need a moment of real time for each moment of the clock.
            for (var moment = 0; moment < 25 && !isSo(); moment++)
            {
                await Task.Delay(2);
            }

            if (isSo())
            {
                return seconds;
            }

            time.Advance(TimeSpan.FromSeconds(1));
        }

        throw new TimeoutException($"Not so after {mostSeconds} seconds of the clock.");
    }
}
