using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Monitoring;

/// <summary>Judges the syncs by their log: the age of the last success, the failures since, and migrations that are not applied.</summary>
/// <param name="services">The services of the host.</param>
/// <param name="key">The key of the Canvas instance; null for that without a key.</param>
/// <param name="options">The thresholds.</param>
/// <param name="time">The clock.</param>
internal sealed class SyncHealthCheck(IServiceProvider services, string? key, IOptionsMonitor<SyncHealthOptions> options, TimeProvider time) : IHealthCheck
{
    private static readonly string[] FailedOutcomes = ["Failed", "PartiallyFailed", "Abandoned"];

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var settings = options.Get(context.Registration.Name);
        try
        {
            var contexts = (key is null ? services.GetService<ICanvasContexts>() : services.GetKeyedService<ICanvasContexts>(key))
                ?? throw new CanvasConfigurationException(
                    key is null ? "CanvasData.Operations is not registered." : $"CanvasData.Operations is not registered under the key {key}.",
                    $"Call services.AddCanvasOperations({(key is null ? "" : $"\"{key}\"")}).UseDbContext<YourContext>().");
            var facts = await contexts.UseAsync(database => ReadAsync(database, settings, cancellationToken), cancellationToken).ConfigureAwait(false);
            return Judge(facts, settings, context.Registration.FailureStatus);
        }
        catch (CanvasOperationsException error)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, error.Message);
        }
        catch (Exception error) when (DatabaseError.Find(error) is { } failure)
        {
            // The exception itself stays here: texts of drivers may quote values.
            return new HealthCheckResult(context.Registration.FailureStatus, $"The database cannot be read. {failure.Text}. {failure.Remedy}");
        }
    }

    private static async Task<Facts> ReadAsync(DbContext database, SyncHealthOptions settings, CancellationToken cancellationToken)
    {
        var pending = settings.ChecksMigrations && database.Database.IsRelational() && database.Database.GetMigrations().Any()
            ? (await database.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false)).Count()
            : 0;
        if (pending > 0)
        {
            // The tables may lack columns that the queries below read.
            return new Facts(null, null, 0, 0, pending);
        }

        var share = settings.MaxFailedShare;
        // A run of single courses says nothing about the others.
        var runs = database.Rows<CanvasSyncRun>().AsNoTracking().Where(run => run.IsWhole != false);
        var success = await runs
            .Where(run => run.CompletedAt != null && (run.Outcome == "Succeeded" || (run.Outcome == "PartiallyFailed" && run.FailedCourses <= run.Courses * share)))
            .OrderByDescending(run => run.CompletedAt).Select(run => new { run.Id, run.CompletedAt }).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var (successId, since) = (success?.Id ?? Guid.Empty, success?.CompletedAt ?? DateTime.UnixEpoch);
        var failures = runs.Where(run => run.CompletedAt >= since && run.Id != successId && FailedOutcomes.Contains(run.Outcome));
        return new Facts(
            success?.CompletedAt,
            await failures.OrderByDescending(run => run.CompletedAt).Select(run => run.FailureKind ?? run.Outcome).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false),
            await failures.CountAsync(cancellationToken).ConfigureAwait(false),
            await database.Rows<CanvasCourseLease>().CountAsync(lease => lease.LastError != null && lease.CourseId > 0, cancellationToken).ConfigureAwait(false),
            0);
    }

    private HealthCheckResult Judge(Facts facts, SyncHealthOptions settings, HealthStatus failureStatus)
    {
        var age = time.GetUtcNow().UtcDateTime - facts.LastSuccess;
        if (facts.PendingMigrations > 0)
        {
            return Result(failureStatus, $"{facts.PendingMigrations} migrations of the host are not applied. Apply them (dotnet ef database update).");
        }

        var last = facts.LastSuccess is { } success
            ? $"The last successful sync ended at {success:u}, {Age(age!.Value)} ago"
            : "No sync has succeeded yet";
        var failed = facts.FailedRuns == 0 ? "." : string.Create(CultureInfo.InvariantCulture, $"; {facts.FailedRuns} runs failed since ({facts.LastFailure}).");
        if (age >= settings.UnhealthyAfter || facts.FailedRuns >= settings.UnhealthyFromFailedRuns)
        {
            return Result(failureStatus, last + failed);
        }

        return Result(age is null || age >= settings.DegradedAfter || facts.FailedRuns > 0 ? HealthStatus.Degraded : HealthStatus.Healthy, last + failed);

        HealthCheckResult Result(HealthStatus status, string description) => new(status, description, data: facts.ToData(age));
    }

    private static string Age(TimeSpan age) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, Math.Floor(age.TotalHours)):0} h {Math.Max(0, age.Minutes)} min");

    private sealed record Facts(DateTime? LastSuccess, string? LastFailure, int FailedRuns, int FailingCourses, int PendingMigrations)
    {
        public Dictionary<string, object> ToData(TimeSpan? age)
        {
            var data = new Dictionary<string, object> { ["failedRuns"] = FailedRuns, ["failingCourses"] = FailingCourses, ["pendingMigrations"] = PendingMigrations };
            if (LastSuccess is { } success)
            {
                data["lastSuccess"] = new DateTimeOffset(DateTime.SpecifyKind(success, DateTimeKind.Utc));
                data["ageSeconds"] = Math.Round(age!.Value.TotalSeconds);
            }

            if (LastFailure is not null)
            {
                data["lastFailure"] = LastFailure;
            }

            return data;
        }
    }
}
