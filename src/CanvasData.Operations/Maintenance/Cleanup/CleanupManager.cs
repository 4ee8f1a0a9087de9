using CanvasData.Operations.History;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Maintenance;

/// <inheritdoc/>
internal sealed class CleanupManager(UnitOfWork units, HistoryArchiver history, IOptions<CleanupOptions> options, TimeProvider time) : ICleanupManager
{
    private const int ObjectsAtOnce = 10_000;

    // Everything of a course is deleted with it, which may be a million rows.
    private const int CoursesAtOnce = 20;

    // A student or an assignment takes hundreds of submissions along.
    private const int PeopleOrAssignmentsAtOnce = 2_000;

    internal static int AtOnce(string objectType) => objectType switch
    {
        CanvasObjectTypes.Course => CoursesAtOnce,
        CanvasObjectTypes.User or CanvasObjectTypes.Assignment => PeopleOrAssignmentsAtOnce,
        _ => ObjectsAtOnce,
    };

    public async Task<CleanupPage> GetCandidatesAsync(CleanupCandidateRequest? request, CancellationToken cancellationToken)
    {
        request ??= new CleanupCandidateRequest();
        request.Check();
        var rules = RulesOf(request.Rules);
        return await units.RunAsync((database, token) => ListAsync(database, request, rules, token), null, cancellationToken, nameof(GetCandidatesAsync)).ConfigureAwait(false);
    }

    public async Task<CleanupReport> PreviewAsync(CleanupRequest? request, CancellationToken cancellationToken)
    {
        request ??= new CleanupRequest();
        request.Check();
        var rules = RulesOf(request.Rules);
        return await units.RunAsync((database, token) => PreviewAsync(database, rules, token), null, cancellationToken, nameof(PreviewAsync)).ConfigureAwait(false);
    }

    public async Task<CleanupReport> RunAsync(CleanupRequest? request, IProgress<CleanupReport>? progress, CancellationToken cancellationToken)
    {
        request ??= new CleanupRequest();
        request.Check();
        var rules = RulesOf(request.Rules);
        var tally = new CleanupTally(rules.Now, isPreview: false);
        foreach (var (state, type, _) in CleanupPasses.From(null).Where(pass => rules.Concern(pass.State)))
        {
            for (long? after = long.MinValue; after is { } last;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var batch = new CleanupBatch(rules, state, type, request.By);
                after = await units.RunAsync((database, token) => batch.ApplyAsync(database, last, token), null, cancellationToken, nameof(RunAsync)).ConfigureAwait(false);
                if (batch.AddTo(tally))
                {
                    progress?.Report(tally.Report());
                }
            }
        }

        if (rules.HistoryBefore is { } before)
        {
            tally.History = await history.ArchiveAsync(before, new Relay(tally, progress), cancellationToken).ConfigureAwait(false);
        }

        return tally.Report();
    }

    private CleanupRules RulesOf(IReadOnlyCollection<CleanupRule>? rules) => new(options.Value, rules, UtcDateTimeConverter.Now(time));

    private static async Task<CleanupReport> PreviewAsync(DbContext database, CleanupRules rules, CancellationToken cancellationToken)
    {
        var tally = new CleanupTally(rules.Now, isPreview: true);
        var deleted = new DeletedObjects();
        foreach (var (state, type, _) in CleanupPasses.From(null).Where(pass => rules.Concern(pass.State)))
        {
            for (long? after = long.MinValue; after is { } last;)
            {
                var batch = new CleanupBatch(rules, state, type, by: null);
                after = await batch.CountAsync(database, last, deleted, cancellationToken).ConfigureAwait(false);
                batch.AddTo(tally);
            }
        }

        if (rules.HistoryBefore is { } before)
        {
            tally.History = await HistoryArchiver.CountAsync(database, before, cancellationToken).ConfigureAwait(false);
        }

        return tally.Report();
    }

    private static async Task<CleanupPage> ListAsync(DbContext database, CleanupCandidateRequest request, CleanupRules rules, CancellationToken cancellationToken)
    {
        var found = new List<(ObjectState State, Candidate Candidate)>();
        foreach (var (state, type, from) in CleanupPasses.From(request.After, request.ObjectType).Where(pass => rules.Concern(pass.State)))
        {
            for (long? after = from; after is { } last && found.Count <= request.Size;)
            {
                // Of inactive objects many may be neither deleted nor archived yet.
                var batch = await rules.FindAsync(database, state, type, last, state == ObjectState.Inactive ? AtOnce(type) : request.Size + 1, null, cancellationToken).ConfigureAwait(false);
                found.AddRange(batch.Found.Select(candidate => (state, candidate)));
                after = batch.Last;
            }

            if (found.Count > request.Size)
            {
                break;
            }
        }

        var page = found.Take(request.Size).ToList();
        var names = new Dictionary<(string Type, long Id), string?>();
        foreach (var kind in page.GroupBy(row => row.Candidate.ObjectType))
        {
            foreach (var row in await MirroredObjects.ReadAsync(database, kind.Key, [.. kind.Select(row => row.Candidate.ObjectId)], cancellationToken).ConfigureAwait(false))
            {
                names[(kind.Key, row.Id)] = row.Name;
            }
        }

        var next = found.Count > request.Size && page[^1] is var (state0, end) ? new CleanupPosition(state0, end.ObjectType, end.ObjectId) : null;
        return new CleanupPage([.. page.Select(row => Item(row.Candidate, names.GetValueOrDefault((row.Candidate.ObjectType, row.Candidate.ObjectId))))], next);
    }

    private static CleanupCandidate Item(Candidate candidate, string? name) => new()
    {
        Rule = candidate.Rule,
        ObjectType = candidate.ObjectType,
        ObjectId = candidate.ObjectId,
        Name = name,
        CourseId = candidate.CourseId,
        Since = new DateTimeOffset(candidate.Since, TimeSpan.Zero),
        Reason = candidate.Reason,
    };

    private sealed class Relay(CleanupTally tally, IProgress<CleanupReport>? progress) : IProgress<HistoryArchived>
    {
        public void Report(HistoryArchived value)
        {
            tally.History = value;
            progress?.Report(tally.Report());
        }
    }
}
