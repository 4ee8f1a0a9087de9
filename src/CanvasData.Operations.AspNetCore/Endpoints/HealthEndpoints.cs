using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Sync;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The health of the syncs, and the age of the data.</summary>
internal static class HealthEndpoints
{
    public static void Map(ApiGroup api)
    {
        api.Get("health", "GetHealth", "Whether the syncs are healthy: 503 when they are not.", GetAsync).ReturnsPlain<HealthState>().Produces<HealthState>(StatusCodes.Status503ServiceUnavailable);

        api.Get("health/staleness", "GetStaleness", "The courses whose data was not read from Canvas for too long. CSV has the courses.", async (
            HttpContext http, IStalenessReader staleness, string? format, CancellationToken cancellationToken) =>
        {
            var report = await staleness.ReadAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return CsvBody.IsWanted(http.Request, format) ? (IResult)new ValueList<StaleCourse>(report.Stale, "csv") : new TaggedJson<StalenessReport>(report);
        }, ApiEndpoint.Administrators).Returns<StalenessReport>(csv: true);
    }

    private static async Task<IResult> GetAsync(Caller caller, HttpContext http, IOptions<CanvasApiOptions> options, CancellationToken cancellationToken)
    {
        var name = options.Value.HealthCheckName;
        var checks = http.RequestServices.GetService<HealthCheckService>();
        var report = checks is null ? null : await checks.CheckHealthAsync(check => check.Name == name, cancellationToken).ConfigureAwait(false);
        if (report is null || !report.Entries.TryGetValue(name, out var entry))
        {
            throw new CanvasConfigurationException(
                $"The host has no health check named '{name}'.",
                $"Call services.AddHealthChecks().AddCanvasSync(), and set {nameof(CanvasApiOptions)}.{nameof(CanvasApiOptions.HealthCheckName)} to its name if you give it one.");
        }

        var last = entry.Data.TryGetValue("lastSuccess", out var moment) ? moment as DateTimeOffset? : null;
        return new PlainJson<HealthState>(
            new HealthState(entry.Status, caller.IsStaff ? entry.Description : null, last), entry.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
