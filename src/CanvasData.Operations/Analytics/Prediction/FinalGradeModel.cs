using System.IO.Hashing;
using System.Text;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// The rate models with the residuals that they had on offerings they had not seen. Each cut decides which history it uses when the model
/// is fitted. A basis that loses to the class alone at a cut is not used there.
/// </summary>
internal sealed class FinalGradeModel
{
    /// <summary>How much better, or at most worse, a mean absolute error must be to decide anything.</summary>
    internal const double Margin = 0.02;

    private readonly FittedModel[] _byCut;
    private readonly Lazy<ulong> _fingerprint;
    private readonly Lazy<FinalGradeModel> _ofAnotherPlan;

    /// <param name="preferred">The candidates, best first; the first that is used names the model.</param>
    /// <param name="byCut">The one that serves at each cut.</param>
    internal FinalGradeModel(IReadOnlyList<FittedModel> preferred, FittedModel[] byCut)
    {
        _byCut = byCut;
        Main = preferred.First(fitted => byCut.Contains(fitted));
        _fingerprint = new Lazy<ulong>(HashOfContent);
        _ofAnotherPlan = new Lazy<FinalGradeModel>(() => With(fitted => fitted.Plans.Count > 0 ? fitted.ForAnotherPlan() : fitted));
    }

    /// <summary>The model of a school without a finished offering.</summary>
    public static FinalGradeModel ColdStart { get; } = Create(new FittedModel { Version = ClassOnlyModel.Version, Basis = PredictionBasis.ClassOnly, Offerings = [], Rates = ClassOnlyModel.Instance });

    /// <summary>The name and version of the rate model; of the first that is used where the cuts differ.</summary>
    public string Version => Main.Version;

    /// <summary>The best history that serves at any cut. Each prediction names its own, see <see cref="FinalGradePrediction.Provenance"/>.</summary>
    public PredictionBasis Basis => Main.Basis;

    /// <summary>The course ids of the offerings used, in order. A model of the class alone uses them for its residuals.</summary>
    public IReadOnlyList<long> Offerings => Main.Offerings;

    /// <summary>The number of residuals; fewer than 60 count as none.</summary>
    public int ResidualCount => Main.Residuals?.Count ?? 0;

    /// <summary>Whether intervals and probabilities come from the school's own finished offerings.</summary>
    public bool IsCalibrated => Array.TrueForAll(_byCut, fitted => fitted.Residuals is not null);

    /// <summary>The mean absolute error on offerings that it had not seen, percentage points; null without history.</summary>
    public double? MeanAbsoluteError
    {
        get
        {
            var (sum, count) = (0.0, 0);
            for (var cut = 0; cut < Cuts.Count; cut++)
            {
                sum += _byCut[cut].Errors.SumOf(cut);
                count += _byCut[cut].Errors.CountOf(cut);
            }

            return count == 0 ? null : sum / count;
        }
    }

    internal FittedModel Main { get; }

    /// <summary>Hash over what <see cref="Save(Stream)"/> writes: another for every model that predicts anything else.</summary>
    internal ulong Fingerprint => _fingerprint.Value;

    /// <summary>
    /// Selects the best model that the history allows. Own offerings of the course count from 30 completers; those of the institution from
    /// 3 offerings and 200 completers. At each cut the ridge must not lose to the class alone by more than 2% of its mean absolute error,
    /// out of offering. A challenger must have the data that it requires. It must beat the model without it by 2% over unseen terms in time
    /// order, and lose in none. For many courses of one institution, <see cref="FitCourse"/> is faster.
    /// </summary>
    /// <param name="history">Snapshots of finished offerings, of this course and of others.</param>
    /// <param name="courseKey">The course; null when it has no history of its own, and for the model of the institution.</param>
    /// <param name="challengers">Further models to try.</param>
    public static FinalGradeModel Fit(IReadOnlyList<OfferingSnapshot> history, string? courseKey, params IReadOnlyList<IRateModelTrainer> challengers)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(challengers);
        var institution = FinalGradeModelSelector.OfInstitution(history, challengers);
        return courseKey is null ? institution : FitCourse(history, courseKey, institution, challengers);
    }

    /// <summary>
    /// Selects the model of a course as <see cref="Fit"/> does, where the model of its institution is fitted already: that takes long and
    /// serves every course.
    /// </summary>
    /// <param name="history">Snapshots of finished offerings; those of other courses are not looked at.</param>
    /// <param name="courseKey">The course.</param>
    /// <param name="institution">What <see cref="Fit"/> gave for the institution.</param>
    /// <param name="challengers">Further models to try; those that the institution's model was fitted with.</param>
    /// <returns><paramref name="institution"/> itself when the course has too little history, or does better with it.</returns>
    public static FinalGradeModel FitCourse(IReadOnlyList<OfferingSnapshot> history, string courseKey, FinalGradeModel institution, params IReadOnlyList<IRateModelTrainer> challengers)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(courseKey);
        ArgumentNullException.ThrowIfNull(institution);
        ArgumentNullException.ThrowIfNull(challengers);
        return FinalGradeModelSelector.OfCourse(history, courseKey, institution, challengers);
    }

    /// <summary>
    /// The model as it serves a class. The class may be assessed in another way than the offerings of the course were. Then predictions lie
    /// half way to the student's own percentage, and intervals are wider: see <see cref="PredictionBasis.ChangedPlan"/>.
    /// <see cref="FinalGradePredictor.Predict(ClassStanding, FinalGradeModel, double, Grading.GradingScheme?)"/> does this by itself.
    /// </summary>
    /// <param name="standing">The class.</param>
    /// <returns>The same model where the plan is like that of any of the offerings, or is not known.</returns>
    public FinalGradeModel For(ClassStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var plans = _byCut.SelectMany(fitted => fitted.Plans).ToList();

        // Where the items leave less than the calendar, the plan is not complete.
        return plans.Count > 0
            && Array.TrueForAll(standing.Students, student => student.WeightSource == RemainingWeightSource.Assignments)
            && AssessmentPlan.Create(standing.Plan) is { } plan
            && plans.TrueForAll(plan.IsFarFrom)
                ? _ofAnotherPlan.Value
                : this;
    }

    /// <summary>Writes the model.</summary>
    /// <param name="target">Where to.</param>
    public void Save(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Save(target, null);
    }

    /// <summary>A model that was saved.</summary>
    /// <param name="source">What <see cref="Save(Stream)"/> wrote.</param>
    /// <param name="trainers">The trainers that could have made it, beside the built-in ones.</param>
    /// <returns>Null when none of them is of its version.</returns>
    /// <exception cref="EndOfStreamException">The model is cut short.</exception>
    /// <exception cref="InvalidDataException">The bytes are not a model.</exception>
    public static FinalGradeModel? Load(Stream source, params IReadOnlyList<IRateModelTrainer> trainers)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(trainers);
        return Load(source, trainers, null);
    }

    internal static FinalGradeModel Create(FittedModel fitted) => new([fitted], [fitted, fitted, fitted]);

    /// <summary>What serves at a cut.</summary>
    internal FittedModel At(int cut) => _byCut[cut];

    /// <summary>What serves a standing.</summary>
    internal FittedModel At(in StudentStanding standing) => _byCut[Cuts.IndexOf(in standing)];

    /// <summary>Writes the model of a course, without what it shares with that of its institution.</summary>
    internal void Save(Stream target, FinalGradeModel? institution)
    {
        using var writer = new BinaryWriter(target, Encoding.UTF8, leaveOpen: true);
        var parts = _byCut.Distinct().OrderByDescending(fitted => fitted == Main).ToList();
        writer.Write((byte)parts.Count);
        foreach (var part in parts)
        {
            var shared = institution is null ? -1 : Array.FindIndex(institution._byCut, fitted => ReferenceEquals(fitted, part));
            writer.Write((sbyte)shared);
            if (shared < 0)
            {
                part.Save(writer);
            }
        }

        foreach (var fitted in _byCut)
        {
            writer.Write((byte)parts.IndexOf(fitted));
        }

        writer.Flush();
    }

    /// <summary>A model that was saved with its institution's.</summary>
    internal static FinalGradeModel? Load(Stream source, IReadOnlyList<IRateModelTrainer> trainers, FinalGradeModel? institution)
    {
        using var reader = new BinaryReader(source, Encoding.UTF8, leaveOpen: true);
        var parts = new FittedModel[reader.ReadByte()];
        for (var i = 0; i < parts.Length; i++)
        {
            var shared = reader.ReadSByte();
            if (shared >= Cuts.Count || (shared >= 0 && institution is null))
            {
                throw Broken();
            }

            if ((shared >= 0 ? institution!._byCut[shared] : FittedModel.Load(source, trainers.Append(new RidgeTrainer()))) is not { } part)
            {
                return null;
            }

            parts[i] = part;
        }

        var byCut = new FittedModel[Cuts.Count];
        for (var cut = 0; cut < byCut.Length; cut++)
        {
            var place = reader.ReadByte();
            byCut[cut] = place < parts.Length ? parts[place] : throw Broken();
        }

        return new FinalGradeModel(parts, byCut);
    }

    private FinalGradeModel With(Func<FittedModel, FittedModel> change)
    {
        var changed = _byCut.Distinct().ToDictionary(fitted => fitted, change);
        return new FinalGradeModel([changed[Main], .. changed.Values], [.. _byCut.Select(fitted => changed[fitted])]);
    }

    private ulong HashOfContent()
    {
        using var content = new MemoryStream();
        Save(content, null);
        return XxHash3.HashToUInt64(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    private static InvalidDataException Broken() => new("The stored model is damaged: it names a part that is not there. Train it again.");
}
