using System.Collections.ObjectModel;
using System.Text;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// A rate model with the residuals that it had on offerings it had not seen: what a <see cref="FinalGradeModel"/> uses at
/// some of its cuts.
/// </summary>
internal sealed record FittedModel
{
    public required string Version { get; init; }

    public required PredictionBasis Basis { get; init; }

    /// <summary>Course ids, in order.</summary>
    public required IReadOnlyList<long> Offerings { get; init; }

    public required IRateModel Rates { get; init; }

    /// <summary>Of those who stayed to the end: medians. Null for fewer than 60.</summary>
    public ResidualTable? Residuals { get; init; }

    /// <summary>
    /// Those of a course, pooled with those of its institution: one offering does not show how offerings differ. Null
    /// where the institution has none.
    /// </summary>
    public ResidualTable? Pooled { get; init; }

    /// <summary>
    /// Of everybody who was there at the moment: chances. Who will leave is not known then, and their grades end low; a
    /// table of those who stayed makes failing look rarer than it is.
    /// </summary>
    public ResidualTable? Outcomes { get; init; }

    /// <summary>How the offerings were assessed, as far as that is known. Only of a course: an institution has no plan.</summary>
    public IReadOnlyList<AssessmentPlan> Plans { get; init; } = [];

    /// <summary>Of a challenger: the courses with two unseen terms or more, with the cuts at which it did better there than what they have without it.</summary>
    public IReadOnlyDictionary<string, CutSet> Wins { get; init; } = ReadOnlyDictionary<string, CutSet>.Empty;

    /// <summary>Of a challenger: <see cref="Errors"/> of each course.</summary>
    public IReadOnlyDictionary<string, CutErrors> ErrorsOfCourses { get; init; } = ReadOnlyDictionary<string, CutErrors>.Empty;

    /// <summary>Absolute errors on offerings that it had not seen, by cut.</summary>
    public CutErrors Errors { get; init; }

    private bool IsOfAnotherPlan => Basis == PredictionBasis.ChangedPlan;

    /// <summary>The residuals that intervals are read from.</summary>
    public ResidualTable? Spread => Pooled is not null && (IsOfAnotherPlan || Offerings.Count < 2) ? Pooled : Residuals;

    /// <summary>Whether a challenger is better for a course than a model of its own: by unseen terms, or where those are too few by offerings left out.</summary>
    public bool IsBetterFor(string courseKey, int cut, FittedModel own) => Wins.TryGetValue(courseKey, out var wins)
        ? wins[cut]
        : ErrorsOfCourses.TryGetValue(courseKey, out var errors) && errors.MeanOf(cut) < own.Errors.MeanOf(cut) * (1 - FinalGradeModel.Margin);

    /// <summary>The same for a class that is assessed in another way than the offerings were.</summary>
    public FittedModel ForAnotherPlan() => this with { Basis = PredictionBasis.ChangedPlan, Plans = [] };

    /// <summary>The expected rate of the rest before residuals.</summary>
    public double RateOf(in StudentStanding standing)
    {
        var rate = Rates.Predict(in standing);
        if (!IsOfAnotherPlan)
        {
            return rate;
        }

        // Half of what the offerings say, half of the student's own percentage carried forward.
        var median = Residuals is null ? 0 : Statistics.Median(Residuals.ResidualsFor(in standing));
        return ((Math.Clamp(rate + median, 0, 100) + Math.Min(standing.Current, 100)) / 2) - median;
    }

    public (GradeInterval Interval80, GradeInterval Interval90) IntervalsOf(in StudentStanding standing, double rate, ReadOnlySpan<double> spread, double point) =>
        PredictionMath.IntervalsOf(in standing, rate, spread, point, IsOfAnotherPlan);

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write((byte)Basis);
        writer.Write(Offerings.Count);
        foreach (var offering in Offerings)
        {
            writer.Write(offering);
        }

        foreach (var table in (ResidualTable?[])[Residuals, Pooled, Outcomes])
        {
            writer.Write(table is not null);
            table?.Save(writer);
        }

        writer.Write(Plans.Count);
        foreach (var plan in Plans)
        {
            WriteAll(writer, plan.Weights);
            WriteAll(writer, plan.DueAt);
        }

        writer.Write(Wins.Count);
        foreach (var (course, cuts) in Wins)
        {
            writer.Write(course);
            writer.Write(cuts.Bits);
        }

        writer.Write(ErrorsOfCourses.Count);
        foreach (var (course, errors) in ErrorsOfCourses)
        {
            writer.Write(course);
            errors.Save(writer);
        }

        Errors.Save(writer);
        writer.Flush();
        Rates.Save(writer.BaseStream);
    }

    /// <returns>Null when none of the trainers is of its version.</returns>
    public static FittedModel? Load(Stream source, IEnumerable<IRateModelTrainer> trainers)
    {
        using var reader = new BinaryReader(source, Encoding.UTF8, leaveOpen: true);
        var (version, basis) = (reader.ReadString(), (PredictionBasis)reader.ReadByte());
        var offerings = new long[Length(reader)];
        for (var i = 0; i < offerings.Length; i++)
        {
            offerings[i] = reader.ReadInt64();
        }

        var tables = new ResidualTable?[3];
        for (var i = 0; i < tables.Length; i++)
        {
            tables[i] = reader.ReadBoolean() ? new ResidualTable(reader) : null;
        }

        var plans = new List<AssessmentPlan>();
        for (var left = Length(reader); left > 0; left--)
        {
            plans.Add(AssessmentPlan.Kept(ReadAll(reader), ReadAll(reader)) ?? throw new InvalidDataException("The stored model is damaged: an assessment plan has no weight. Train it again."));
        }

        var wins = new SortedDictionary<string, CutSet>(StringComparer.Ordinal);
        for (var left = Length(reader); left > 0; left--)
        {
            wins[reader.ReadString()] = new CutSet(reader.ReadByte());
        }

        var courses = new SortedDictionary<string, CutErrors>(StringComparer.Ordinal);
        for (var left = Length(reader); left > 0; left--)
        {
            courses[reader.ReadString()] = CutErrors.Load(reader);
        }

        var errors = CutErrors.Load(reader);
        var trainer = trainers.FirstOrDefault(candidate => candidate.Version == version);
        var rates = version == ClassOnlyModel.Version ? ClassOnlyModel.Instance : trainer?.Load(source);
        return rates is null ? null : new FittedModel
        {
            Version = version,
            Basis = basis,
            Offerings = offerings,
            Rates = rates,
            Residuals = tables[0],
            Pooled = tables[1],
            Outcomes = tables[2],
            Plans = plans,
            Wins = wins,
            ErrorsOfCourses = courses,
            Errors = errors,
        };
    }

    private static void WriteAll(BinaryWriter writer, IReadOnlyList<double> values)
    {
        writer.Write(values.Count);
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    private static double[] ReadAll(BinaryReader reader)
    {
        var values = new double[Length(reader)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadDouble();
        }

        return values;
    }

    private static int Length(BinaryReader reader) =>
        reader.ReadInt32() is >= 0 and <= 1 << 24 and var length ? length : throw new InvalidDataException("The stored model is damaged: a length is out of range. Train it again.");
}
