using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Analytics;

/// <summary>Stores what finished offerings looked like on their way, an offering a transaction.</summary>
internal sealed class OfferingCapture(ICanvasContexts contexts, TimeProvider time, IOptions<GradingOptions> grading)
{
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
        var offering = await context.Set<CanvasOffering>().AsTracking().SingleOrDefaultAsync(row => row.CourseId == facts.CourseId, cancellationToken).ConfigureAwait(false);
        var courseKey = facts.CourseKey is { Length: > 200 } key ? key[..200] : facts.CourseKey;
        if (offering is not null && offering.SourceChangedAt == facts.ChangedAt && offering.CourseKey == courseKey)
        {
            return null;
        }

        var course = await CourseWorkReader.ReadFinishedAsync(context, facts, moment, grading.Value.PassingScore, cancellationToken).ConfigureAwait(false);
        var snapshots = OfferingSnapshots.Create(course.Work);
        if (offering is null)
        {
            context.Add(offering = new CanvasOffering { CourseId = facts.CourseId });
        }

        offering.CourseKey = courseKey;
        offering.EndAt = facts.EndAt;
        offering.SourceChangedAt = facts.ChangedAt;
        offering.CapturedAt = time.GetUtcNow().UtcDateTime;
        offering.Revision++;
        var finals = snapshots.Where(snapshot => snapshot.Completed).DistinctBy(snapshot => snapshot.StudentId).Select(snapshot => snapshot.Final).ToList();
        offering.Completers = finals.Count;
        offering.MeanFinal = finals.Count == 0 ? null : finals.Average();
        offering.DueByWeek = WeightCurve.Create(course.Work)?.DueByWeek.ToArray();
        var plan = AssessmentPlan.Create(course.Work);
        (offering.ItemWeights, offering.ItemsDue) = (plan?.Weights.ToArray(), plan?.DueAt.ToArray());
        offering.Snapshots = snapshots.Count;
        await ReplaceAsync(context, facts.CourseId, snapshots, cancellationToken).ConfigureAwait(false);
        try
        {
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return snapshots.Count;
        }
        catch (Exception error) when (error is DbUpdateException or ArgumentException)
        {
            // Two hosts met at this offering; the other's capture will do. Anything else is thrown.
            context.ChangeTracker.Clear();
            if (!await context.Set<CanvasOffering>().AsNoTracking().AnyAsync(row => row.CourseId == facts.CourseId && row.Revision >= offering.Revision, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            return null;
        }
        finally
        {
            context.ChangeTracker.Clear();
        }
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
