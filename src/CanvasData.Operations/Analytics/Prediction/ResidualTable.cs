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

    private const int LeastInCell = 80;
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

    public int Count { get; private set; }

    /// <summary>The residuals that belong to a standing, in order.</summary>
    public ReadOnlySpan<double> Of(in StudentStanding standing) => _cells[CellOf(in standing)];

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
            // A table without residuals foresees as if nothing were ever missed.
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
                    _cells[cell] = _own[cell].Length >= LeastInCell ? _own[cell] : ofPattern.Length >= LeastInCell ? ofPattern : ofBand.Length >= LeastInCell ? ofBand : all;
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
