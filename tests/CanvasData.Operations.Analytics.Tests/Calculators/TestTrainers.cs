namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Learns nothing.</summary>
internal sealed class ConstantTrainer(double rate) : IRateModelTrainer
{
    public string Version => "constant-1";

    public int LeastOfferings => 1;

    public int LeastSnapshots => 1;

    public IRateModel Fit(IReadOnlyList<OfferingSnapshot> rows) => new FunctionModel(_ => rate);

    public IRateModel Load(Stream source) => Fit([]);
}

/// <summary>Learns the mean rate of the rest of its rows, so that it shows which rows it was given.</summary>
internal sealed class MeanTrainer : IRateModelTrainer
{
    public string Version => "mean-1";

    public int LeastOfferings => 1;

    public int LeastSnapshots => 1;

    public IRateModel Fit(IReadOnlyList<OfferingSnapshot> rows)
    {
        var mean = rows.Average(row => row.FutureRate);
        return new FunctionModel(standing => (mean + standing.Current) / 2);
    }

    public IRateModel Load(Stream source) => throw new NotSupportedException();
}

/// <summary>Knows that the rest is earned 10 points below the class, and 25 where the last item is missing.</summary>
internal sealed record ExactTrainer(int LeastOfferings) : IRateModelTrainer
{
    public string Version => "exact-1";

    public int LeastSnapshots => 1;

    public static double RateOf(StudentStanding standing) => Math.Clamp(NaiveForesight.ClassRate(standing) - (standing.LastMissing ? 25 : 10), 0, 100);

    public IRateModel Fit(IReadOnlyList<OfferingSnapshot> rows) => new FunctionModel(RateOf);

    public IRateModel Load(Stream source) => Fit([]);
}

/// <summary>A model that is a function.</summary>
internal sealed class FunctionModel(Func<StudentStanding, double> rate) : IRateModel
{
    public double Predict(in StudentStanding standing) => rate(standing);

    public void Save(Stream target)
    {
    }
}
