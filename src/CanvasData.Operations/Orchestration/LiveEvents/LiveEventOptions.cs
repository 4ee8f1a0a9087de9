using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Orchestration;

/// <summary>The options of Live Events.</summary>
public sealed class LiveEventOptions
{
    /// <summary>
    /// The UUID of the root account, as in <c>metadata.root_account_uuid</c> of its events. Required: the keys of the signatures are those of
    /// all customers of Canvas.
    /// </summary>
    public string RootAccountUuid { get; set; } = "";

    /// <summary>
    /// The time for which the events of a course are collected before it is refreshed. Default 200 milliseconds, range 0 to 1 minute.
    /// </summary>
    public TimeSpan CollectFor { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The number of objects of one course from which the whole course is synced instead of each object. Default 10, range 2 to 1,000.
    /// </summary>
    public int ObjectsBeforeCourse { get; set; } = 10;

    /// <summary>The courses refreshed at once in this process. Default 4, range 1 to 64.</summary>
    public int MaxConcurrentCourses { get; set; } = 4;

    /// <summary>
    /// The events that may wait to be stored. Above it they are refused as <see cref="LiveEventOutcome.Busy"/>. Default 10,000, range 100 to
    /// 1,000,000.
    /// </summary>
    public int MaxWaitingEvents { get; set; } = 10_000;

    internal IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(RootAccountUuid))
        {
            yield return "LiveEventOptions.RootAccountUuid is not set: give the root_account_uuid that the metadata of your events hold.";
        }

        if (CollectFor < TimeSpan.Zero || CollectFor > TimeSpan.FromMinutes(1))
        {
            yield return $"LiveEventOptions.CollectFor is {CollectFor}: give 0 to 1 minute.";
        }

        if (ObjectsBeforeCourse is < 2 or > 1_000)
        {
            yield return $"LiveEventOptions.ObjectsBeforeCourse is {ObjectsBeforeCourse}: give 2 to 1,000.";
        }

        if (MaxConcurrentCourses is < 1 or > 64)
        {
            yield return $"LiveEventOptions.MaxConcurrentCourses is {MaxConcurrentCourses}: give 1 to 64.";
        }

        if (MaxWaitingEvents is < 100 or > 1_000_000)
        {
            yield return $"LiveEventOptions.MaxWaitingEvents is {MaxWaitingEvents}: give 100 to 1,000,000.";
        }
    }
}

internal sealed class LiveEventOptionsValidator : IValidateOptions<LiveEventOptions>
{
    public ValidateOptionsResult Validate(string? name, LiveEventOptions options) =>
        options.Validate().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
