namespace CanvasData.Operations.Analytics;

/// <summary>
/// The built-in model: the rate of <see cref="ClassOnlyModel"/> and a ridge regression with seven parameters on what that leaves (Hoerl and
/// Kennard 1970). Scales are fixed, so that training sets nothing but the parameters.
/// </summary>
internal sealed class RidgeTrainer : IRateModelTrainer
{
    internal const int Parameters = 7;
    private const double InterceptPenalty = 20;
    private const double Penalty = 100;

    /// <inheritdoc/>
    public string Version => "ridge-1";

    /// <inheritdoc/>
    public int LeastOfferings => 1;

    /// <inheritdoc/>
    public int LeastSnapshots => 1;

    /// <inheritdoc/>
    public IRateModel Fit(IReadOnlyList<OfferingSnapshot> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var squares = 0.0;
        foreach (var row in rows)
        {
            squares += row.Standing.RemainingWeight * row.Standing.RemainingWeight;
        }

        Span<double> features = stackalloc double[Parameters];
        var (matrix, right) = (new double[Parameters, Parameters], new double[Parameters]);
        var mean = rows.Count == 0 || squares <= 0 ? 1 : squares / rows.Count;
        foreach (var row in rows)
        {
            var standing = row.Standing;
            RidgeModel.Features(in standing, features);
            var weight = standing.RemainingWeight * standing.RemainingWeight / mean;
            var target = row.FutureRate - ClassOnlyModel.RateOf(in standing);
            for (var i = 0; i < Parameters; i++)
            {
                right[i] += weight * features[i] * target;
                for (var j = 0; j <= i; j++)
                {
                    matrix[i, j] += weight * features[i] * features[j];
                }
            }
        }

        for (var i = 0; i < Parameters; i++)
        {
            matrix[i, i] += i == 0 ? InterceptPenalty : Penalty;
        }

        // Rows of nonsense teach nothing: the rate of the class alone is left as it is.
        return new RidgeModel(Cholesky.Solve(matrix, right) ?? new double[Parameters]);
    }

    /// <inheritdoc/>
    public IRateModel Load(Stream source)
    {
        using var reader = new BinaryReader(source, System.Text.Encoding.UTF8, leaveOpen: true);
        var beta = new double[Parameters];
        for (var i = 0; i < Parameters; i++)
        {
            beta[i] = reader.ReadDouble();
        }

        return new RidgeModel(beta);
    }
}
