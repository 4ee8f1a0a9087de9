using System.IO.Hashing;
using System.Text;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// A rate model with the residuals that it had on offerings it had not seen. Which history it stands on, and whether on
/// any, is decided by <see cref="Fit"/>; a basis that loses to the class alone is refused.
/// </summary>
public sealed class FinalGradeModel
{
    private const int LeastCompleters = 30;
    private const int LeastInstitutionOfferings = 3;
    private const int LeastInstitutionCompleters = 200;

    /// <summary>How much better, or at most worse, a mean absolute error must be to decide anything.</summary>
    internal const double Margin = 0.02;


    private readonly Lazy<ulong> _fingerprint;

    private FinalGradeModel(string version, PredictionBasis basis, IReadOnlyList<long> offerings, IRateModel rates, ResidualTable? residuals, ResidualTable? outcomes)
    {
        (Version, Basis, Offerings, Rates) = (version, basis, offerings, rates);
        _fingerprint = new Lazy<ulong>(HashOfContent);
        (Residuals, Outcomes) = residuals is { Count: >= ResidualTable.Least } ? (residuals, outcomes ?? residuals) : (null, null);
    }

    /// <summary>The model of a school without a finished offering.</summary>
    public static FinalGradeModel ColdStart { get; } = new("class-1", PredictionBasis.ClassOnly, [], ClassOnlyModel.Instance, null, null);

    /// <summary>Name and version of the rate model.</summary>
    public string Version { get; }

    /// <summary>What it stands on.</summary>
    public PredictionBasis Basis { get; }

    /// <summary>Course ids of the offerings used, in order. A model of the class alone uses them for its residuals.</summary>
    public IReadOnlyList<long> Offerings { get; }

    /// <summary>How many residuals there are; fewer than 60 count as none.</summary>
    public int ResidualCount => Residuals?.Count ?? 0;

    /// <summary>Whether intervals and probabilities come from the school's own finished offerings.</summary>
    public bool IsCalibrated => Residuals is not null;

    /// <summary>Mean absolute error on offerings that it had not seen, percentage points; null without history.</summary>
    public double? MeanAbsoluteError { get; private init; }

    internal IRateModel Rates { get; }

    /// <summary>Hash over what <see cref="Save"/> writes: another for every model that foresees anything else.</summary>
    internal ulong Fingerprint => _fingerprint.Value;

    /// <summary>Of those who stayed to the end: points and intervals.</summary>
    internal ResidualTable? Residuals { get; }

    /// <summary>
    /// Of everybody who was there at the moment: chances. Who will leave is not known then, and their grades end low; a
    /// table of those who stayed makes failing look rarer than it is.
    /// </summary>
    internal ResidualTable? Outcomes { get; }

    /// <summary>
    /// The best model that the history allows. Own offerings of the course count from 30 completers; those of the
    /// institution from 3 offerings and 200 completers. On either basis the ridge must not lose to the class alone by more
    /// than 2% of its mean absolute error, out of offering; a challenger must have what it asks for and beat the ridge
    /// by 2%.
    /// </summary>
    /// <param name="history">Snapshots of finished offerings, of this course and of others.</param>
    /// <param name="courseKey">The course; null when it has no history of its own.</param>
    /// <param name="challengers">Further models to try.</param>
    public static FinalGradeModel Fit(IReadOnlyList<OfferingSnapshot> history, string? courseKey, params IReadOnlyList<IRateModelTrainer> challengers)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(challengers);
        var finished = history.Where(row => row.Completed).Select(row => row.OfferingId).ToHashSet();
        var all = OutOfOffering.RowsOf(history).FindAll(row => finished.Contains(row.OfferingId));
        var own = courseKey is null ? [] : all.Where(row => row.CourseKey == courseKey).ToList();
        var model = CompletersOf(own) >= LeastCompleters ? Best(own, PredictionBasis.CourseHistory, challengers) : null;
        var isInstitution = OfferingsOf(all).Count >= LeastInstitutionOfferings && CompletersOf(all) >= LeastInstitutionCompleters;
        if (challengers.Any(challenger => Qualifies(challenger, all)) || (model is null && isInstitution))
        {
            var wide = isInstitution ? Best(all, PredictionBasis.InstitutionHistory, challengers) : null;
            model = model is null || (wide is not null && own.Count > 0 && Wins(wide, model, own)) ? wide ?? model : model;
        }

        return model?.Model ?? OfClassAlone(all);
    }

    /// <summary>Writes the model.</summary>
    /// <param name="target">Where to.</param>
    public void Save(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var writer = new BinaryWriter(target, Encoding.UTF8, leaveOpen: true);
        writer.Write(Version);
        writer.Write((byte)Basis);
        writer.Write(MeanAbsoluteError ?? double.NaN);
        writer.Write(Offerings.Count);
        foreach (var offering in Offerings)
        {
            writer.Write(offering);
        }

        writer.Write(Residuals is not null);
        Residuals?.Save(writer);
        writer.Write(Outcomes != Residuals);
        if (Outcomes != Residuals)
        {
            Outcomes?.Save(writer);
        }

        writer.Flush();
        Rates.Save(target);
    }

    /// <summary>A model that was saved.</summary>
    /// <param name="source">What <see cref="Save"/> wrote.</param>
    /// <param name="trainers">The trainers that could have made it, beside the built-in ones.</param>
    /// <returns>Null when none of them is of its version.</returns>
    /// <exception cref="EndOfStreamException">The model is cut short.</exception>
    public static FinalGradeModel? Load(Stream source, params IReadOnlyList<IRateModelTrainer> trainers)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(trainers);
        using var reader = new BinaryReader(source, Encoding.UTF8, leaveOpen: true);
        var (version, basis, error) = (reader.ReadString(), (PredictionBasis)reader.ReadByte(), reader.ReadDouble());
        var offerings = new long[reader.ReadInt32()];
        for (var i = 0; i < offerings.Length; i++)
        {
            offerings[i] = reader.ReadInt64();
        }

        var residuals = reader.ReadBoolean() ? new ResidualTable(reader) : null;
        var outcomes = reader.ReadBoolean() ? new ResidualTable(reader) : null;
        var trainer = trainers.Append(new RidgeTrainer()).FirstOrDefault(candidate => candidate.Version == version);
        var rates = version == ColdStart.Version ? ClassOnlyModel.Instance : trainer?.Load(source);
        return rates is null ? null : new FinalGradeModel(version, basis, offerings, rates, residuals, outcomes) { MeanAbsoluteError = double.IsNaN(error) ? null : error };
    }

    private ulong HashOfContent()
    {
        using var content = new MemoryStream();
        Save(content);
        return XxHash3.HashToUInt64(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    private static bool Wins(Candidate wide, Candidate narrow, List<OfferingSnapshot> own)
    {
        var keys = own.Select(row => (row.OfferingId, row.StudentId, row.Cut)).ToHashSet();
        var ofOwn = wide.Rows.Zip(wide.Errors).Where(pair => keys.Contains((pair.First.OfferingId, pair.First.StudentId, pair.First.Cut))).Select(pair => pair.Second).ToList();
        return ofOwn.Count > 0 && ofOwn.Average() < narrow.Errors.Average() * (1 - Margin);
    }

    /// <returns>Null when the basis loses to the class alone.</returns>
    private static Candidate? Best(List<OfferingSnapshot> rows, PredictionBasis basis, IReadOnlyList<IRateModelTrainer> challengers)
    {
        var parts = OutOfOffering.PartsOf(rows);
        var alone = rows.Where(row => row.Completed).Average(row => Math.Abs(row.Final - Foresight.FinalOf(row.Standing, ClassOnlyModel.Instance.Predict(row.Standing))));
        var best = Try(rows, parts, basis, new RidgeTrainer());
        foreach (var challenger in challengers.Where(challenger => Qualifies(challenger, rows)))
        {
            var tried = Try(rows, parts, basis, challenger);
            best = tried.Errors.Average() < best.Errors.Average() * (1 - Margin) ? tried : best;
        }

        return best.Errors.Average() <= alone * (1 + Margin) ? best : null;
    }

    // Without a trainer, the class alone.
    private static Candidate Try(List<OfferingSnapshot> rows, int[] parts, PredictionBasis basis, IRateModelTrainer? trainer)
    {
        var rates = OutOfOffering.Rates(rows, parts, trainer);
        var residuals = OutOfOffering.Residuals(rows, rates);
        var tables = OutOfOffering.TablesWithout(rows, parts, residuals, onlyCompleters: true);
        var (stayed, kept, errors) = (new List<OfferingSnapshot>(rows.Count), new List<double>(rows.Count), new List<double>(rows.Count));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Completed)
            {
                var standing = rows[i].Standing;
                stayed.Add(rows[i]);
                kept.Add(residuals[i]);
                errors.Add(Math.Abs(rows[i].Final - Foresight.PointOf(in standing, rates[i], tables[parts[i]].Of(in standing))));
            }
        }

        var model = new FinalGradeModel(
            trainer?.Version ?? ColdStart.Version,
            basis,
            OfferingsOf(rows),
            trainer is null ? ClassOnlyModel.Instance : trainer.Fit(stayed),
            new ResidualTable(stayed, [.. kept]),
            stayed.Count == rows.Count ? null : new ResidualTable(rows, residuals))
        {
            MeanAbsoluteError = errors.Average(),
        };
        return new Candidate(stayed, errors, model);
    }

    private static FinalGradeModel OfClassAlone(List<OfferingSnapshot> rows) =>
        rows.Count(row => row.Completed) < ResidualTable.Least ? ColdStart : Try(rows, OutOfOffering.PartsOf(rows), PredictionBasis.ClassOnly, null).Model;

    private static bool Qualifies(IRateModelTrainer trainer, List<OfferingSnapshot> rows) =>
        rows.Count(row => row.Completed) >= trainer.LeastSnapshots && OfferingsOf(rows).Count >= trainer.LeastOfferings;

    private static List<long> OfferingsOf(List<OfferingSnapshot> rows) => [.. rows.Where(row => row.Completed).Select(row => row.OfferingId).Distinct().Order()];

    private static int CompletersOf(List<OfferingSnapshot> rows) => rows.Where(row => row.Completed).Select(row => (row.OfferingId, row.StudentId)).Distinct().Count();

    /// <summary>A model with its absolute errors on completers that it had not seen.</summary>
    private sealed record Candidate(List<OfferingSnapshot> Rows, List<double> Errors, FinalGradeModel Model);
}
