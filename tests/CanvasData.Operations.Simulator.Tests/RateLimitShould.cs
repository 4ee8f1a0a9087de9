using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>The leaky bucket leaks, fills and refuses as documented.</summary>
public sealed class RateLimitShould : OwnSchool
{
    private readonly FakeTimeProvider clock = new();

    private async Task<double> RemainingAsync() =>
        double.Parse((await Caller.GetAsync("users/self")).Headers.GetValues("X-Rate-Limit-Remaining").Single(), CultureInfo.InvariantCulture);

    [Fact]
    public async Task TakeTheUpFrontCostBackAndShowWhatIsLeft()
    {
        Simulator.Faults.RateLimit = new RateLimit(clock) { CostPerRequest = 7, CostPerRow = 0 };
        (await RemainingAsync()).Should().Be(593);
        (await RemainingAsync()).Should().Be(586);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        (await RemainingAsync()).Should().Be(584);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(403)]
    public async Task RefuseWhenTheBucketIsFullUntilItHasLeaked(int status)
    {
        Simulator.Faults.RateLimit = new RateLimit(clock) { CostPerRequest = 300, CostPerRow = 0, RefusalStatus = status };
        (await Caller.GetAsync("users/self")).Status.Should().Be(HttpStatusCode.OK);
        (await Caller.GetAsync("users/self")).Status.Should().Be(HttpStatusCode.OK);
        var refused = await Caller.GetAsync("users/self");
        ((int)refused.Status).Should().Be(status);
        refused.Body.Should().Contain("Rate Limit Exceeded");
        refused.Headers.GetValues("X-Rate-Limit-Remaining").Should().Equal("0.0");
        refused.Headers.Contains("X-Request-Cost").Should().BeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));
        (await Caller.GetAsync("users/self")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task RefuseTheThirteenthRequestInFlight()
    {
        Simulator.Faults.RateLimit = new RateLimit(clock) { CostPerRequest = 0, CostPerRow = 0 };
        var release = new TaskCompletionSource();
        Simulator.Faults.Add(Fault.LiveChange(_ => release.Task.Wait()), count: 12);
        var held = Enumerable.Range(0, 12).Select(_ => Caller.GetAsync("users/self")).ToList();
        while (Simulator.Faults.RateLimit.Remaining > 0)
        {
            await Task.Delay(5);
        }

        (await Caller.GetAsync("users/self")).Status.Should().Be(HttpStatusCode.TooManyRequests);
        release.SetResult();
        (await Task.WhenAll(held)).Should().OnlyContain(a => a.Status == HttpStatusCode.OK);
        Simulator.Faults.RateLimit.Remaining.Should().Be(600);
    }

    [Fact]
    public async Task ChargeByTheRow()
    {
        Simulator.Faults.RateLimit = new RateLimit(clock);
        var answer = await Caller.GetAsync(BulkPath);
        answer.Headers.GetValues("X-Request-Cost").Should().Equal("1.2");
        answer.Headers.GetValues("X-Rate-Limit-Remaining").Should().Equal("598.8");
    }
}
