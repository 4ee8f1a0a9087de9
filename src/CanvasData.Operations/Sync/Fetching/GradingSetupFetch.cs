using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Sync;

/// <summary>Reads grading periods, letter schemes and the late policy of a course. What its accounts answer for all courses is not asked again.</summary>
internal sealed class GradingSetupFetch(ICanvasClient client, TransformerSet transformers)
{
    public Task PeriodsAsync(Reading reading, RunSources? shared) => reading.OptionalAsync("grading periods", async () =>
    {
        var data = reading.Data;
        var records = await SharedPeriodsAsync(data.Record!, shared).ConfigureAwait(false) is { } periods
            ? periods.ToAsyncEnumerable()
            : client.ListGradingPeriodsAsync(data.CourseId, data.Usage, reading.CancellationToken);
        await reading.ListAsync(records, data.GradingPeriods, transformers.GradingPeriod).ConfigureAwait(false);
    });

    /// <summary>Reads the schemes; the assignments, which may name some, must have come.</summary>
    public Task StandardsAsync(Reading reading, RunSources? shared) => reading.OptionalAsync("grading standards", async () =>
    {
        var data = reading.Data;
        var records = await SharedStandardsAsync(data, shared).ConfigureAwait(false) is { } standards
            ? standards.ToAsyncEnumerable()
            : client.ListGradingStandardsAsync(data.CourseId, data.Usage, reading.CancellationToken);
        await reading.ListAsync(records, data.GradingStandards, transformers.GradingStandard).ConfigureAwait(false);
    });

    public Task LatePolicyAsync(Reading reading) => reading.OptionalAsync("late policy", async () =>
    {
        var data = reading.Data;
        var intake = new RecordIngestor<LatePolicyRecord, CanvasLatePolicy>(data.LatePolicies, transformers.LatePolicy, reading.Context);
        if (await client.FindLatePolicyAsync(data.CourseId, data.Usage, reading.CancellationToken).ConfigureAwait(false) is { } policy)
        {
            intake.Add(policy);
        }

        intake.Finish(reading.Plan.InferAbsence);
    });

    /// <returns>The periods of the course's term; null when the course must be asked.</returns>
    private static async Task<IEnumerable<GradingPeriodRecord>?> SharedPeriodsAsync(CourseRecord course, RunSources? shared)
    {
        if (shared is null || course.RootAccountId.Value is not { } account || course.Term.Value is not { GradingPeriodGroupId: { IsSpecified: true, Problem: null } set })
        {
            return null;
        }

        if (set.Value is null || course.HasGradingPeriods is { IsSpecified: true, Value: false })
        {
            // Periods without a set of the term belong to the course alone.
            return course.HasGradingPeriods.Value == true ? null : [];
        }

        var periods = await shared.GradingPeriodsAsync(account).ConfigureAwait(false);
        var own = periods?.Where(period => period.GradingPeriodGroupId.Value == set.Value).ToList();
        return own is { Count: > 0 } ? own : null;
    }

    /// <returns>The schemes of the course's account; null when the course, or an assignment of it, has another one.</returns>
    private static async Task<IEnumerable<GradingStandardRecord>?> SharedStandardsAsync(CourseData data, RunSources? shared)
    {
        if (shared is null || data.Record!.AccountId.Value is not { } account || await shared.GradingStandardsAsync(account).ConfigureAwait(false) is not { } standards)
        {
            return null;
        }

        var known = standards.Select(standard => standard.Id.Value).ToHashSet();
        var named = data.Assignments.Rows.Read().Select(staged => staged.Row.GradingStandardId).Append(data.Record.GradingStandardId.Value);
        return named.All(id => id is null or 0 || known.Contains(id)) ? standards : null;
    }
}
