namespace CanvasData.Operations.Analytics;

/// <summary>How far the scores of a class lie from the means of their items.</summary>
internal readonly struct ScoreDispersion(int items)
{
    private const int MinScores = 20;
    private const double Fallback = 25;
    private const double Least = 5;

    private readonly ExactSum[] _sums = new ExactSum[items];
    private readonly ExactSum[] _squares = new ExactSum[items];

    public void Add(int item, double percent)
    {
        _sums[item].Add(percent);
        _squares[item].Add(percent / StandingComputation.MaxCarried * (percent / StandingComputation.MaxCarried));
    }

    // A class of one, or one where everybody has the same, says nothing of how far a score may fall: never a width of 0.
    public double Deviation()
    {
        var (squares, scores) = (0.0, 0);
        for (var i = 0; i < _sums.Length; i++)
        {
            if (_sums[i].Count >= StandingCalculator.MinOthers)
            {
                var mean = _sums[i].Mean();
                squares += Math.Max(0, (_squares[i].Mean() * StandingComputation.MaxCarried * StandingComputation.MaxCarried) - (mean * mean)) * _sums[i].Count;
                scores += _sums[i].Count;
            }
        }

        return scores < MinScores ? Fallback : Math.Max(Least, Math.Sqrt(squares / scores));
    }
}
