using CanvasData.Operations.Bulk;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Analytics;

/// <summary>Stores what finished offerings looked like on their way, an offering a transaction.</summary>
internal sealed class OfferingCapture(ICanvasContexts contexts, BulkWriters writers, TimeProvider time, IOptions<GradingOptions> grading)
{
    private const long Unchanged = -1;

    public async Task<CapturedOfferings> RunAsync(DateTime moment, CancellationToken cancellationToken)
    {
        var (captured, empty, unchanged, snapshots) = (new List<long>(), new List<long>(), 0, 0);
        foreach (var facts in await FinishedAsync(moment, cancellationToken).ConfigureAwait(false))
        {
            switch (await contexts.UseAsync(context => CaptureAsync(context, facts, moment, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                case null:
                    unchanged++;
                    break;
                case 0:
                    empty.Add(facts.CourseId);
                    break;
                case { } count:
                    captured.Add(facts.CourseId);
                    snapshots += count;
                    break;
            }
        }

        return new CapturedOfferings(captured, unchanged, empty, snapshots);
    }

    private Task<List<CourseFacts>> FinishedAsync(DateTime moment, CancellationToken cancellationToken) => contexts.UseAsync(
        context => CourseFacts.Select(context, context.Set<CanvasCourse>().Where(CourseRules.EverPublished))
            .Where(course => course.IsConcluded || course.EndAt <= moment)
            .OrderBy(course => course.CourseId)
            .ToListAsync(cancellationToken),
        cancellationToken);

    /// <returns>How many snapshots were stored; null when nothing has changed, or another host was faster.</returns>
    private async Task<int?> CaptureAsync(DbContext context, CourseFacts facts, DateTime moment, CancellationToken cancellationToken)
    {
        var courseKey = facts.CourseKey is { Length: > 200 } key ? key[..200] : facts.CourseKey;
        if (await IsCapturedAsync(context, facts, courseKey, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var course = await CourseWorkReader.ReadFinishedAsync(context, facts, moment, grading.Value.PassingScore, cancellationToken).ConfigureAwait(false);
        var all = OfferingSnapshots.Create(course.Work);
        try
        {
            var count = await context.Database.CreateExecutionStrategy().ExecuteAsync(token => AtomicWrite.RunAsync(context, () => StoreAsync(token), token), cancellationToken).ConfigureAwait(false);
            return count == Unchanged ? null : (int)count;
        }
        catch (Exception error) when (error is DbUpdateException or ArgumentException)
        {
            // Two hosts met at this offering where nothing can be held; the other's capture will do. Anything else is thrown.
            context.ChangeTracker.Clear();
            if (!await IsCapturedAsync(context, facts, courseKey, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            return null;
        }
        finally
        {
            context.ChangeTracker.Clear();
        }

        async Task<long> StoreAsync(CancellationToken token)
        {
            // An erasure holds the same row. A host that has not synced yet has none, so captures take turns at the offering too: two
            // that add the first one meet at its key.
            context.ChangeTracker.Clear();
            var writer = writers.For(context);
            await Persistence.SharedRows.HoldAsync(context, writer, token).ConfigureAwait(false);
            await RowLocks.TakeAsync<CanvasOffering>(
                context, writer, [facts.CourseId], set => set.SetProperty(row => row.Revision, row => row.Revision), token, _ => Offering(context, facts)).ConfigureAwait(false);
            var offering = await Offering(context, facts).AsTracking().SingleOrDefaultAsync(token).ConfigureAwait(false);
            if (offering is not null && IsCaptured(offering.SourceChangedAt, offering.CourseKey, facts, courseKey))
            {
                return Unchanged;
            }

            var erased = await context.Rows<CanvasErasedPerson>().Select(row => row.UserId).ToHashSetAsync(token).ConfigureAwait(false);
            var snapshots = all.Where(snapshot => !erased.Contains(snapshot.StudentId)).ToList();
            if (offering is null)
            {
                context.Add(offering = new CanvasOffering { CourseId = facts.CourseId });
            }

            (offering.CourseKey, offering.EndAt, offering.SourceChangedAt, offering.CapturedAt) = (courseKey, facts.EndAt, facts.ChangedAt, time.GetUtcNow().UtcDateTime);
            offering.Revision++;
            Summarize(offering, course.Work, snapshots);
            await ReplaceAsync(context, facts.CourseId, snapshots, token).ConfigureAwait(false);
            await context.SaveChangesAsync(token).ConfigureAwait(false);
            return snapshots.Count;
        }
    }

    private static async Task<bool> IsCapturedAsync(DbContext context, CourseFacts facts, string? courseKey, CancellationToken cancellationToken) =>
        await Offering(context, facts).Select(row => new { row.SourceChangedAt, row.CourseKey }).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) is { } captured
            && IsCaptured(captured.SourceChangedAt, captured.CourseKey, facts, courseKey);

    private static bool IsCaptured(DateTime? changedAt, string? key, CourseFacts facts, string? courseKey) => changedAt == facts.ChangedAt && key == courseKey;

    private static IQueryable<CanvasOffering> Offering(DbContext context, CourseFacts facts) => context.Set<CanvasOffering>().Where(row => row.CourseId == facts.CourseId);

    private static void Summarize(CanvasOffering offering, CourseWork work, List<OfferingSnapshot> snapshots)
    {
        var finals = snapshots.Where(snapshot => snapshot.Completed).DistinctBy(snapshot => snapshot.StudentId).Select(snapshot => snapshot.Final).ToList();
        offering.Completers = finals.Count;
        offering.MeanFinal = finals.Count == 0 ? null : finals.Average();
        offering.DueByWeek = WeightCurve.Create(work)?.DueByWeek.ToArray();
        var plan = AssessmentPlan.Create(work);
        (offering.ItemWeights, offering.ItemsDue) = (plan?.Weights.ToArray(), plan?.DueAt.ToArray());
        offering.Snapshots = snapshots.Count;
    }

    private static async Task ReplaceAsync(DbContext context, long courseId, IReadOnlyList<OfferingSnapshot> snapshots, CancellationToken cancellationToken)
    {
        var stored = await context.Set<CanvasOfferingSnapshot>().AsTracking().Where(row => row.CourseId == courseId)
            .ToDictionaryAsync(row => (row.UserId, row.Cut), cancellationToken).ConfigureAwait(false);
        foreach (var snapshot in snapshots)
        {
            var row = OfferingSnapshotMapper.Create(snapshot);
            if (stored.Remove((row.UserId, row.Cut), out var old))
            {
                context.Entry(old).CurrentValues.SetValues(row);
            }
            else
            {
                context.Add(row);
            }
        }

        context.RemoveRange(stored.Values);
    }
}
