using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// The probability of failing or leaving the course: a logistic regression with an L2 penalty of 10 on a dozen features free of scale and
/// three products. It is trained on finished offerings in which leaving was recorded. It adds to the grade alone, because many who leave
/// have not failed yet. Scales are fixed; the intercept carries no penalty.
/// </summary>
internal sealed class DropoutModel
{
    /// <summary>The fewest snapshots to learn from.</summary>
    public const int MinRows = 300;

    /// <summary>The fewest of them that failed or left, and that did neither.</summary>
    public const int MinEvents = 40;

    private const int Parameters = 18;
    private const double Penalty = 10;
    private const int MaxSteps = 50;
    private const double Tolerance = 1e-9;

    // Beyond every real value: a row of nonsense must not make the equations unsolvable.
    private const double Bound = 10;

    private readonly double[] _beta;

    private DropoutModel(double[] beta, int rows, int events) => (_beta, Rows, Events) = (beta, rows, events);

    /// <summary>The name and version.</summary>
    public static string Version => "dropout-1";

    /// <summary>The number of snapshots that it was trained on.</summary>
    public int Rows { get; }

    /// <summary>The number of these snapshots whose student failed or left.</summary>
    public int Events { get; }

    /// <summary>The hash that differs between models that predict differently.</summary>
    internal ulong Fingerprint => _beta.Aggregate(new Fingerprint(), (hash, parameter) => hash.Add(parameter)).Value;

    /// <summary>Trains the model on finished offerings; the same rows in any order give the same model but for the last bits.</summary>
    /// <param name="history">Snapshots, also of those who left.</param>
    /// <param name="passingScore">The percentage from which a course is passed, where a snapshot does not say whether it was.</param>
    /// <returns>Null when no student left, or there are too few rows or events.</returns>
    public static DropoutModel? Fit(IReadOnlyList<OfferingSnapshot> history, double passingScore)
    {
        ArgumentNullException.ThrowIfNull(history);
        var rows = history.OrderBy(row => row.OfferingId).ThenBy(row => row.StudentId).ThenBy(row => row.Cut).ToList();
        var (left, events) = (0, 0);
        var features = new double[rows.Count * Parameters];
        var happened = new bool[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            var standing = rows[i].Standing;
            Features(in standing, features.AsSpan(i * Parameters, Parameters));
            happened[i] = !rows[i].Completed || (rows[i].Failed ?? rows[i].Final < passingScore);
            left += rows[i].Completed ? 0 : 1;
            events += happened[i] ? 1 : 0;
        }

        return left == 0 || rows.Count < MinRows || events < MinEvents || rows.Count - events < MinEvents
            ? null
            : new DropoutModel(Learn(features, happened), rows.Count, events);
    }

    /// <summary>The probability P(fail or leave), 0 to 1.</summary>
    /// <param name="standing">Where the student stands.</param>
    public double Probability(in StudentStanding standing)
    {
        Span<double> features = stackalloc double[Parameters];
        Features(in standing, features);
        return Logistic(Dot(_beta, features));
    }

    // Newton's method; the penalty makes the loss strictly convex, and a halved step never raises it.
    private static double[] Learn(double[] features, bool[] happened)
    {
        var beta = new double[Parameters];
        var loss = Loss(beta, features, happened);
        for (var step = 0; step < MaxSteps; step++)
        {
            if (Move(beta, features, happened) is not { } move)
            {
                break;
            }

            var (next, nextLoss) = (beta, double.MaxValue);
            for (var scale = 1.0; scale > 1e-6 && !(nextLoss <= loss); scale /= 2)
            {
                next = [.. beta.Select((value, i) => value + (scale * move[i]))];
                nextLoss = Loss(next, features, happened);
            }

            if (!(nextLoss <= loss))
            {
                break;
            }

            var gain = loss - nextLoss;
            (beta, loss) = (next, nextLoss);
            if (gain <= Tolerance * Math.Max(1, loss))
            {
                break;
            }
        }

        return beta;
    }

    private static double[]? Move(double[] beta, double[] features, bool[] happened)
    {
        var (hessian, gradient) = (new double[Parameters, Parameters], new double[Parameters]);
        for (var row = 0; row < happened.Length; row++)
        {
            var x = features.AsSpan(row * Parameters, Parameters);
            var p = Logistic(Dot(beta, x));
            var (error, weight) = ((happened[row] ? 1 : 0) - p, p * (1 - p));
            for (var i = 0; i < Parameters; i++)
            {
                gradient[i] += error * x[i];
                for (var j = 0; j <= i; j++)
                {
                    hessian[i, j] += weight * x[i] * x[j];
                }
            }
        }

        for (var i = 0; i < Parameters; i++)
        {
            gradient[i] -= PenaltyOf(i) * beta[i];
            hessian[i, i] += PenaltyOf(i) + 1e-9;
        }

        return Cholesky.Solve(hessian, gradient);
    }

    private static double Loss(double[] beta, double[] features, bool[] happened)
    {
        var loss = 0.0;
        for (var row = 0; row < happened.Length; row++)
        {
            var z = Dot(beta, features.AsSpan(row * Parameters, Parameters));
            loss += Math.Max(z, 0) - (happened[row] ? z : 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
        }

        for (var i = 0; i < Parameters; i++)
        {
            loss += PenaltyOf(i) * beta[i] * beta[i] / 2;
        }

        return loss;
    }

    private static double PenaltyOf(int parameter) => parameter == 0 ? 0 : Penalty;

    private static double Logistic(double z) => 1 / (1 + Math.Exp(-Math.Clamp(z, -40, 40)));

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < Parameters; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void Features(in StudentStanding standing, Span<double> into)
    {
        var rate = ClassOnlyModel.RateOf(in standing);
        var remaining = standing.RemainingWeight;
        into[0] = 1;
        into[1] = (rate - 75) / 20;
        into[2] = (standing.Current - standing.ClassMean) / 20;
        into[3] = (standing.RecentMean - standing.Current) / 20;
        into[4] = standing.MissingRate;
        into[5] = standing.LastMissing ? 1 : 0;
        into[6] = 1 - standing.SubmittedRate;
        into[7] = standing.MissingRun >= 2 ? 1 : 0;
        into[8] = standing.Pattern == SubmissionPattern.NothingSubmitted ? 1 : 0;
        into[9] = standing.MissingRate > 0 ? 1 : 0;
        into[10] = standing.KnownWeight;
        into[11] = (Math.Clamp(standing.Earned + (remaining * rate), 0, 120) - 60) / 20;
        into[12] = standing.SubmittedMean is { } mean ? (mean - 75) / 20 : 0;
        into[13] = standing.LateShare;
        into[14] = standing.ScoreDeviation / 20;
        into[15] = remaining * standing.MissingRate;
        into[16] = remaining * into[1];
        into[17] = remaining * into[5];
        foreach (ref var feature in into)
        {
            feature = double.IsNaN(feature) ? 0 : Math.Clamp(feature, -Bound, Bound);
        }
    }
}
