namespace CanvasData.Operations.Analytics;

/// <summary>The rate of the class alone, and what seven parameters add.</summary>
internal sealed class RidgeModel(double[] beta) : IRateModel
{
    private const double Center = 75;
    private const double Scale = 20;

    // Beyond every real value: a row of nonsense must not make the equations unsolvable.
    private const double Bound = 10;

    public double Predict(in StudentStanding standing)
    {
        Span<double> features = stackalloc double[RidgeTrainer.Parameters];
        Features(in standing, features);
        var rate = ClassOnlyModel.RateOf(in standing);
        for (var i = 0; i < features.Length; i++)
        {
            rate += beta[i] * features[i];
        }

        return Math.Clamp(rate, 0, 100);
    }

    public void Save(Stream target)
    {
        using var writer = new BinaryWriter(target, System.Text.Encoding.UTF8, leaveOpen: true);
        foreach (var parameter in beta)
        {
            writer.Write(parameter);
        }
    }

    public static void Features(in StudentStanding standing, Span<double> into)
    {
        into[0] = 1;
        into[1] = (ClassOnlyModel.RateOf(in standing) - Center) / Scale;
        into[2] = Math.Clamp((standing.Current - standing.ClassMean) / Scale, -Bound, Bound);
        into[3] = Math.Clamp((standing.RecentMean - standing.Current) / Scale, -Bound, Bound);
        into[4] = Math.Clamp(standing.MissingRate, -Bound, Bound);
        into[5] = standing.LastMissing ? 1 : 0;
        into[6] = Math.Clamp(1 - standing.SubmittedRate, -Bound, Bound);
    }
}
