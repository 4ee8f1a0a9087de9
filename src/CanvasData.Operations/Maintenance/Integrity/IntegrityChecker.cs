using System.Globalization;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Maintenance;

/// <inheritdoc/>
/// <param name="contexts">The contexts of the request.</param>
/// <param name="units">Writes results.</param>
/// <param name="repairs">Repairs.</param>
/// <param name="services">Gives the client of Canvas to a check that needs it; a host without a client runs the others.</param>
/// <param name="sync">The options of the sync.</param>
/// <param name="time">The clock.</param>
internal sealed class IntegrityChecker(IRequestContext contexts, UnitOfWork units, IntegrityRepairs repairs, IServiceProvider services, IOptions<SyncOptions> sync, TimeProvider time) : IIntegrityChecker
{
    public IReadOnlyList<IntegrityCheck> Checks { get; } = [.. IntegrityRules.All.Select(rule => rule.Check), CanvasEnrollmentCheck.Check];

    public async Task<IntegrityReport> CheckAsync(IntegrityRequest? request, CancellationToken cancellationToken)
    {
        request ??= new IntegrityRequest();
        var wanted = Wanted(request);
        var (id, at) = (Guid.NewGuid(), UtcDateTimeConverter.Now(time));
        var results = new List<IntegrityResult>();
        var (counter, failures) = (new RequestCounter(), new Dictionary<long, SyncFailure>());
        var run = new IntegrityRun(contexts.ForQuestion());
        foreach (var rule in IntegrityRules.All.Where(rule => wanted.Contains(rule.Check.Name)))
        {
            Add(rule.Check, await rule.RunAsync(run, request.Examples, cancellationToken).ConfigureAwait(false));
        }

        if (wanted.Contains(CanvasEnrollmentCheck.Check.Name) && !sync.Value.Profile.Enrollments)
        {
            Add(CanvasEnrollmentCheck.Check, new FoundRows(0, 0, []));
        }
        else if (wanted.Contains(CanvasEnrollmentCheck.Check.Name))
        {
            (var rows, failures) = await new CanvasEnrollmentCheck(new WithoutErasedPeople(services.GetRequiredService<ICanvasClient>(), await ErasedPeople.ReadAsync(run.Database, cancellationToken).ConfigureAwait(false))).RunAsync(run.Database, counter, request.Examples, cancellationToken).ConfigureAwait(false);
            Add(CanvasEnrollmentCheck.Check, rows);
        }

        if (request.StoreMetrics)
        {
            await units.RunAsync((database, token) => StoreAsync(database, id, at, results, token), null, cancellationToken, nameof(CheckAsync)).ConfigureAwait(false);
        }

        return new IntegrityReport { RunId = id, At = new DateTimeOffset(at, TimeSpan.Zero), Results = results, Requests = counter.Requests, Failures = failures };

        void Add(IntegrityCheck check, FoundRows rows) => results.Add(new IntegrityResult(check, rows.Found, rows.RowsChecked, rows.Examples));
    }

    public Task<IntegrityRepair> PreviewRepairAsync(string check, CancellationToken cancellationToken) => repairs.PreviewAsync(RuleOf(check), cancellationToken);

    public Task<IntegrityRepair> RepairAsync(string check, string? by, CancellationToken cancellationToken)
    {
        CleanupChecks.By(by, nameof(by));
        return repairs.RepairAsync(RuleOf(check), by, cancellationToken);
    }

    public Task<IntegrityRepair> UndoRepairAsync(Guid repairId, string? by, CancellationToken cancellationToken)
    {
        CleanupChecks.By(by, nameof(by));
        return repairs.UndoAsync(repairId, by, cancellationToken);
    }

    public async Task<Page<IntegrityRepair>> ListRepairsAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        var rows = await Paging.ReadAsync(
            contexts.ForQuestion().Rows<CanvasIntegrityRepair>().OrderByDescending(row => row.RepairedAt).ThenBy(row => row.Id), page, pageSize, cancellationToken).ConfigureAwait(false);
        return rows.Select(IntegrityRepairs.ResultOf);
    }

    public async Task<Page<QualityMetric>> ListMetricsAsync(string? check, DateTimeOffset? from, int page, int pageSize, CancellationToken cancellationToken)
    {
        var rows = contexts.ForQuestion().Rows<CanvasIntegrityMetric>();
        if (check is not null)
        {
            CheckName(check, nameof(check));
            rows = rows.Where(row => row.Check == check);
        }

        if (from?.UtcDateTime is { } first)
        {
            rows = rows.Where(row => row.RecordedAt >= first);
        }

        var found = await Paging.ReadAsync(rows.OrderByDescending(row => row.RecordedAt).ThenBy(row => row.Id), page, pageSize, cancellationToken).ConfigureAwait(false);
        return found.Select(row => new QualityMetric(row.RunId, new DateTimeOffset(row.RecordedAt, TimeSpan.Zero), row.Check, row.Found, row.RowsChecked));
    }

    private static async Task<int> StoreAsync(DbContext database, Guid run, DateTime at, List<IntegrityResult> results, CancellationToken cancellationToken)
    {
        database.AddRange(results.Select(result => new CanvasIntegrityMetric { RunId = run, RecordedAt = at, Check = result.Check.Name, Found = result.Found, RowsChecked = result.RowsChecked }));
        var stored = await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        database.ChangeTracker.Clear();
        return stored;
    }

    private HashSet<string> Wanted(IntegrityRequest request)
    {
        if (request.Examples is < 0 or > IntegrityRequest.MaxExamples)
        {
            throw new InvalidArgumentException(
                nameof(request.Examples), string.Create(CultureInfo.InvariantCulture, $"{request.Examples} is no number of examples."), string.Create(CultureInfo.InvariantCulture, $"Give 0 to {IntegrityRequest.MaxExamples}."));
        }

        foreach (var name in request.Checks ?? [])
        {
            CheckName(name, nameof(request.Checks));
        }

        return request.Checks is null ? [.. Checks.Where(check => request.AgainstCanvas || !check.NeedsCanvas).Select(check => check.Name)] : [.. request.Checks];
    }

    private void CheckName(string name, string argument)
    {
        if (!Checks.Any(check => check.Name == name))
        {
            throw new InvalidArgumentException(argument, "There is no check with this name.", $"Give a name of {nameof(IIntegrityChecker)}.{nameof(Checks)}, for example {Checks[0].Name}.");
        }
    }

    private IntegrityRule RuleOf(string check)
    {
        ArgumentNullException.ThrowIfNull(check);
        CheckName(check, nameof(check));
        return IntegrityRules.All.SingleOrDefault(rule => rule.Check.Name == check && rule.Check.Repair != IntegrityRepairKind.None) ?? throw new InvalidArgumentException(
            nameof(check), $"There is no repair of {check}.", Checks.Single(known => known.Name == check).Explanation);
    }
}
