using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// The models of a school, fitted from its finished offerings and kept in memory as long as those stay as they are. A
/// course has a model of its own only where it has offerings of its own and does better with them; all others share one.
/// </summary>
internal sealed class FinalGradeModelProvider(IEnumerable<IRateModelTrainer> challengers, FinalGradeModelCache stored)
{
    // A model takes the room of its residuals, a few hundred kilobytes; the snapshots of an institution that of sixty models.
    private const int Room = 500;
    private const int SnapshotsAModel = 1_000;

    private readonly IRateModelTrainer[] _trainers = [.. challengers];
    private readonly AnalyticsCache _memory = new(new BoundedResultStore(Room));

    /// <summary>The identifier of everything that models are made from.</summary>
    public static Task<string> VersionAsync(DbContext database, CancellationToken cancellationToken) => OfferingHistory.VersionAsync(database, cancellationToken);

    /// <param name="database">Says whether models may be shared, and of which school they are.</param>
    /// <param name="context">Where the offerings are read when they have to be.</param>
    /// <param name="version">What <see cref="VersionAsync"/> gave.</param>
    /// <param name="courseKey">What the offerings of the course have in common; null for none.</param>
    /// <param name="cancellationToken">Ends the fitting.</param>
    public async Task<FinalGradeModel> ForAsync(AnalyticsDatabase database, DbContext context, string version, string? courseKey, CancellationToken cancellationToken)
    {
        if (version == OfferingHistory.None)
        {
            return FinalGradeModel.ColdStart;
        }

        var (memory, school) = PlaceOf(database, version);
        var history = await HistoryAsync(memory, school, context, cancellationToken).ConfigureAwait(false);
        var institution = await ModelAsync(null, null, () => Task.FromResult(FinalGradeModel.Fit(history.Institution, null, _trainers))).ConfigureAwait(false);
        return courseKey is null || !history.HasOwn(courseKey) ? institution : await ModelAsync(
            courseKey,
            institution,
            async () => FinalGradeModel.FitCourse(await history.OfCourseAsync(context, courseKey, cancellationToken).ConfigureAwait(false), courseKey, institution, _trainers)).ConfigureAwait(false);

        Task<FinalGradeModel> ModelAsync(string? key, FinalGradeModel? institution, Func<Task<FinalGradeModel>> fit) => memory.GetAsync(
            $"{school}/{key}",
            () => _trainers.Length == 0 || !database.IsSameForAll ? fit() : stored.GetOrAddAsync(key, institution, version, _trainers, fit, cancellationToken),
            _ => 1,
            cancellationToken);
    }

    /// <summary>The model of failing or leaving, trained on all offerings.</summary>
    /// <param name="database">Says whether models may be shared, and of which school they are.</param>
    /// <param name="context">Where the offerings are read when they have to be.</param>
    /// <param name="version">What <see cref="VersionAsync"/> gave.</param>
    /// <param name="passingScore">The percentage from which a course is passed.</param>
    /// <param name="cancellationToken">Ends the fitting.</param>
    /// <returns>Null when too few have left or failed.</returns>
    public async Task<DropoutModel?> DropoutAsync(AnalyticsDatabase database, DbContext context, string version, double passingScore, CancellationToken cancellationToken)
    {
        if (version == OfferingHistory.None)
        {
            return null;
        }

        var (memory, school) = PlaceOf(database, version);
        var history = await HistoryAsync(memory, school, context, cancellationToken).ConfigureAwait(false);
        var fitted = await memory.GetAsync(
            FormattableString.Invariant($"{school}//{passingScore:R}"), () => Task.FromResult(new FittedDropout(DropoutModel.Fit(history.Institution, passingScore))), _ => 1, cancellationToken).ConfigureAwait(false);
        return fitted.Model;
    }

    /// <summary>The finished offerings of each course.</summary>
    /// <param name="database">Says whether they may be shared, and of which school they are.</param>
    /// <param name="context">Where they are read when they have to be.</param>
    /// <param name="version">What <see cref="VersionAsync"/> gave.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null for a school without one.</returns>
    public async Task<LastOfferings?> LastOfferingsAsync(AnalyticsDatabase database, DbContext context, string version, CancellationToken cancellationToken)
    {
        if (version == OfferingHistory.None)
        {
            return null;
        }

        var (memory, school) = PlaceOf(database, version);
        return await memory.GetAsync(
            $"{school}///offerings", () => LastOfferings.ReadAsync(context, cancellationToken), read => 1 + (read.Count / SnapshotsAModel), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The accuracy on an offering of a model of the same kind that has not seen it.</summary>
    /// <param name="database">Says whether figures may be shared, and of which school they are.</param>
    /// <param name="context">Where the offerings are read when they have to be.</param>
    /// <param name="version">What <see cref="VersionAsync"/> gave.</param>
    /// <param name="course">Version, basis and passing score of the analysis, and the course's key.</param>
    /// <param name="offering">The finished offering.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <returns>Null when the analysis stands on the class alone, or the offering is not among those that it stands on.</returns>
    public async Task<BacktestFigures?> FiguresOfAsync(
        AnalyticsDatabase database, DbContext context, string version, (ClassAnalysis Analysis, string? Key) course, long offering, CancellationToken cancellationToken)
    {
        var (analysis, passing) = (course.Analysis.Provenance, course.Analysis.PassingScore);
        if (analysis.Basis == PredictionBasis.ClassOnly || !analysis.Offerings.Contains(offering))
        {
            return null;
        }

        var (memory, school) = PlaceOf(database, version);
        var own = analysis.Basis is PredictionBasis.CourseHistory or PredictionBasis.ChangedPlan ? course.Key : null;
        var report = await memory.GetAsync(
            FormattableString.Invariant($"{school}///{analysis.ModelVersion}/{own}/{passing:R}"),
            async () =>
            {
                var history = await HistoryAsync(memory, school, context, cancellationToken).ConfigureAwait(false);
                var rows = own is null ? history.Institution : await history.OfCourseAsync(context, own, cancellationToken).ConfigureAwait(false);
                return Backtest.Run(rows, passing, _trainers.FirstOrDefault(trainer => trainer.Version == analysis.ModelVersion));
            },
            _ => 1,
            cancellationToken).ConfigureAwait(false);
        var slice = offering.ToString(CultureInfo.InvariantCulture);
        return report.ByOffering.FirstOrDefault(figures => figures.Slice == slice);
    }

    private (AnalyticsCache Memory, string School) PlaceOf(AnalyticsDatabase database, string version) =>
        database.Partition is not null ? (_memory, $"{database.Partition}/{version}") : (new AnalyticsCache(new BoundedResultStore(0)), version);

    private static Task<OfferingHistory> HistoryAsync(AnalyticsCache memory, string school, DbContext context, CancellationToken cancellationToken) =>
        memory.GetAsync(school, () => OfferingHistory.ReadAsync(context, cancellationToken), read => 1 + (read.Institution.Count / SnapshotsAModel), cancellationToken);

    /// <summary>What fitting gave: no model is a result too.</summary>
    private sealed record FittedDropout(DropoutModel? Model);
}
