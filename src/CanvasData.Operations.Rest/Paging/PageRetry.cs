using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace CanvasData.Operations.Rest;

/// <summary>When a page is tried again. Refusals by the rate limit and failures are counted apart.</summary>
internal static class PageRetry
{
    private const int MaxRefusals = 8;
    private const int RetriesAlwaysGranted = 20;

    private static readonly TimeSpan LongestOwnDelay = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestRequestedDelay = TimeSpan.FromMinutes(10);
    private static readonly ResiliencePropertyKey<PageRequest> Request = new("CanvasData.Operations.Rest.Page");

    public static ResilienceContext Begin(PageRequest request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(Request, request);
        return context;
    }

    public static void End(ResilienceContext context) => ResilienceContextPool.Shared.Return(context);

    public static ResiliencePipeline Build(CanvasRestOptions options, Action<TimeSpan> close, Func<bool> hasAnswered, TimeProvider time, ILogger logger)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        builder.AddRetry(AfterRefusals(close, logger));
        if (options.MaxAttempts > 1)
        {
            builder.AddRetry(AfterFailures(options, hasAnswered, logger));
        }

        return builder.Build();
    }

    private static RetryStrategyOptions AfterRefusals(Action<TimeSpan> close, ILogger logger) => new()
    {
        MaxRetryAttempts = MaxRefusals,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = LongestOwnDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is CanvasThrottledException && !IsAskedToComeLater(args.Context)),
        DelayGenerator = args => ValueTask.FromResult(RequestedDelay(args.Context)),
        OnRetry = args =>
        {
            close(args.RetryDelay);
            logger.Throttled(RequestOf(args.Context).Path, args.AttemptNumber + 1, args.RetryDelay);
            return ValueTask.CompletedTask;
        },
    };

    private static RetryStrategyOptions AfterFailures(CanvasRestOptions options, Func<bool> hasAnswered, ILogger logger) => new()
    {
        MaxRetryAttempts = options.MaxAttempts - 1,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = LongestOwnDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = args => ValueTask.FromResult(
            args.Outcome.Exception is CanvasUnavailableException failure && !IsAskedToComeLater(args.Context)
            && !(args.AttemptNumber > 0 && !hasAnswered() && CanvasErrors.IsOfTheAddress(failure))),
        DelayGenerator = args => ValueTask.FromResult(RequestedDelay(args.Context)),
        OnRetry = args =>
        {
            var request = RequestOf(args.Context);
            var run = request.Usage.Run;
            if (run.Retries >= Math.Max(RetriesAlwaysGranted, options.RetryBudget * run.Requests))
            {
                throw CanvasErrors.BudgetSpent(request, args.Outcome.Exception);
            }

            request.Usage.CountRetry();
            logger.Retried(args.Outcome.Exception!.Message, args.RetryDelay);
            return ValueTask.CompletedTask;
        },
    };

    /// <summary>Whether Canvas asks to come back so much later that the caller should decide.</summary>
    private static bool IsAskedToComeLater(ResilienceContext context) => RequestOf(context).RetryAfter > LongestRequestedDelay;

    private static TimeSpan? RequestedDelay(ResilienceContext context) =>
        RequestOf(context).RetryAfter is { } delay && delay > TimeSpan.Zero ? delay : null;

    private static PageRequest RequestOf(ResilienceContext context) =>
        context.Properties.GetValue(Request, null!);
}
