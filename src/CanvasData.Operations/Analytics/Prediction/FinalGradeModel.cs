using System.Collections.ObjectModel;
using System.IO.Hashing;
using System.Text;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// A rate model with the residuals that it had on offerings it had not seen. Which history it stands on, and whether on
/// any, is decided when it is fitted; a basis that loses to the class alone is refused.
/// </summary>
public sealed class FinalGradeModel
{
    /// <summary>How much better, or at most worse, a mean absolute error must be to decide anything.</summary>
    internal const double Margin = 0.02;

    private readonly Lazy<ulong> _fingerprint;

    internal FinalGradeModel(string version, PredictionBasis basis, IReadOnlyList<long> offerings, IRateModel rates, ResidualTable? residuals, ResidualTable? outcomes)
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
    public double? MeanAbsoluteError { get; internal init; }

    /// <summary>Of a model of the institution: the same for the offerings of each course, by its key.</summary>
    internal IReadOnlyDictionary<string, double> ErrorsOfCourses { get; init; } = ReadOnlyDictionary<string, double>.Empty;

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
    /// by 2%. For many courses of one institution, <see cref="FitCourse"/> is faster.
    /// </summary>
    /// <param name="history">Snapshots of finished offerings, of this course and of others.</param>
    /// <param name="courseKey">The course; null when it has no history of its own, and for the model of the institution.</param>
    /// <param name="challengers">Further models to try.</param>
    public static FinalGradeModel Fit(IReadOnlyList<OfferingSnapshot> history, string? courseKey, params IReadOnlyList<IRateModelTrainer> challengers)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(challengers);
        var institution = FinalGradeFit.OfInstitution(history, challengers);
        return courseKey is null ? institution : FitCourse(history, courseKey, institution, challengers);
    }

    /// <summary>What <see cref="Fit"/> gives for a course, where the model of its institution is fitted already: it takes long and serves every course.</summary>
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
        return FinalGradeFit.OfCourse(history, courseKey, challengers) is { } own && !FinalGradeFit.Wins(institution, own, courseKey, challengers) ? own : institution;
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

        writer.Write(ErrorsOfCourses.Count);
        foreach (var (course, error) in ErrorsOfCourses)
        {
            writer.Write(course);
            writer.Write(error);
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

        var courses = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            courses[reader.ReadString()] = reader.ReadDouble();
        }

        var residuals = reader.ReadBoolean() ? new ResidualTable(reader) : null;
        var outcomes = reader.ReadBoolean() ? new ResidualTable(reader) : null;
        var trainer = trainers.Append(new RidgeTrainer()).FirstOrDefault(candidate => candidate.Version == version);
        var rates = version == ColdStart.Version ? ClassOnlyModel.Instance : trainer?.Load(source);
        return rates is null ? null : new FinalGradeModel(version, basis, offerings, rates, residuals, outcomes)
        {
            MeanAbsoluteError = double.IsNaN(error) ? null : error,
            ErrorsOfCourses = courses,
        };
    }

    private ulong HashOfContent()
    {
        using var content = new MemoryStream();
        Save(content);
        return XxHash3.HashToUInt64(content.GetBuffer().AsSpan(0, (int)content.Length));
    }
}
