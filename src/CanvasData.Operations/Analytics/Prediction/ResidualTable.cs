namespace CanvasData.Operations.Analytics;

/// <summary>
/// By how much the rate of the rest missed its prediction, for comparable students of offerings that the prediction had
/// not seen. Cells are by remaining weight, submission pattern and current percentage; where a cell is too small, the
/// percentage and then the pattern are left open (Mondrian prediction intervals: Vovk, Gammerman, Shafer 2005).
/// </summary>
internal sealed class ResidualTable
{
    /// <summary>Fewer residuals than this and nothing is said.</summary>
    public const int Least = 60;

    private const int MinInCell = 80;

    // Ranks finer than half a percent say nothing.
    private const int MaxOfOne = 200;

    private const int Bands = 3;
    private const int Patterns = 4;
    private const int Scores = 3;

    private readonly double[][] _cells = new double[Bands * Patterns * Scores][];

    private readonly double[][] _own = new double[Bands * Patterns * Scores][];

    public ResidualTable(IReadOnlyList<OfferingSnapshot> rows, ReadOnlySpan<double> residuals)
    {
        var cells = new List<double>[_own.Length];
        for (var cell = 0; cell < cells.Length; cell++)
        {
            cells[cell] = [];
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var standing = rows[i].Standing;
            cells[CellOf(in standing)].Add(residuals[i]);
        }

        for (var cell = 0; cell < cells.Length; cell++)
        {
            _own[cell] = Sorted(cells[cell]);
        }

        Merge();
    }

    /// <summary>The table that <see cref="Save"/> wrote.</summary>
    public ResidualTable(BinaryReader reader)
    {
        for (var cell = 0; cell < _own.Length; cell++)
        {
            _own[cell] = new double[reader.ReadInt32()];
            for (var i = 0; i < _own[cell].Length; i++)
            {
                _own[cell][i] = reader.ReadDouble();
            }
        }

        Merge();
    }

    private ResidualTable(double[][] own)
    {
        own.CopyTo(_own, 0);
        Merge();
    }

    public int Count { get; private set; }

    /// <summary>
    /// Cell by cell the residuals of two tables, each with the same weight however many it has: those of a course, and those
    /// of its institution, which show how far offerings lie apart.
    /// </summary>
    /// <param name="one">The one table.</param>
    /// <param name="other">The other table, by remaining weight: see <see cref="BandOf"/>.</param>
    public static ResidualTable Pooled(ResidualTable one, Func<int, ResidualTable> other)
    {
        var own = new double[Bands * Patterns * Scores][];
        for (var cell = 0; cell < own.Length; cell++)
        {
            own[cell] = Sorted(Spread(one._cells[cell]).Concat(Spread(other(cell / (Patterns * Scores))._cells[cell])));
        }

        return new ResidualTable(own);

        // As many of each, at even ranks.
        static IEnumerable<double> Spread(double[] ordered) => Enumerable.Range(0, MaxOfOne).Select(i => ordered[(int)((i + 0.5) * ordered.Length / MaxOfOne)]);
    }

    /// <summary>The residuals that belong to a standing, in order.</summary>
    public ReadOnlySpan<double> ResidualsFor(in StudentStanding standing) => _cells[CellOf(in standing)];

    public void Save(BinaryWriter writer)
    {
        foreach (var cell in _own)
        {
            writer.Write(cell.Length);
            foreach (var residual in cell)
            {
                writer.Write(residual);
            }
        }
    }

    private void Merge()
    {
        var all = Sorted(_own.SelectMany(cell => cell));
        Count = all.Length;
        if (all.Length == 0)
        {
            // A table without residuals predicts as if nothing were ever missed.
            all = [0];
        }

        for (var band = 0; band < Bands; band++)
        {
            var ofBand = Sorted(_own.Skip(band * Patterns * Scores).Take(Patterns * Scores).SelectMany(cell => cell));
            for (var pattern = 0; pattern < Patterns; pattern++)
            {
                var first = ((band * Patterns) + pattern) * Scores;
                var ofPattern = Sorted(_own.Skip(first).Take(Scores).SelectMany(cell => cell));
                for (var cell = first; cell < first + Scores; cell++)
                {
                    _cells[cell] = _own[cell].Length >= MinInCell ? _own[cell] : ofPattern.Length >= MinInCell ? ofPattern : ofBand.Length >= MinInCell ? ofBand : all;
                }
            }
        }
    }

    /// <summary>By remaining weight: 0 under 0.35, 1 to 0.60, 2 above.</summary>
    public static int BandOf(in StudentStanding standing) => standing.RemainingWeight < 0.35 ? 0 : standing.RemainingWeight <= 0.60 ? 1 : 2;

    private static double[] Sorted(IEnumerable<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }

    private static int CellOf(in StudentStanding standing)
    {
        var score = standing.Current < 60 ? 0 : standing.Current < 80 ? 1 : 2;
        return (((BandOf(in standing) * Patterns) + (int)standing.Pattern) * Scores) + score;
    }
}
