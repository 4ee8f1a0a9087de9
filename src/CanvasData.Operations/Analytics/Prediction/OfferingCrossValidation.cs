namespace CanvasData.Operations.Analytics;

/// <summary>
/// Predictions of finished offerings by models that had not seen them. More than a dozen offerings are left out in a
/// dozen parts; students of a single one in five. Never rows at random: those of one offering know too much of each other.
/// </summary>
internal static class OfferingCrossValidation
{
    private const int MaxParts = 12;
    private const int PartsOfOne = 5;

    /// <summary>The snapshots of which enough is known, in the order of offerings, students and cuts. What is not a number teaches nothing.</summary>
    public static List<OfferingSnapshot> RowsOf(IReadOnlyList<OfferingSnapshot> history) =>
        [.. history.Where(row => StandingCalculator.IsCounted(row.Standing) && IsFinite(row)).OrderBy(row => row.OfferingId).ThenBy(row => row.StudentId).ThenBy(row => row.Cut)];

    /// <summary>The part of each row: 0, 1 …</summary>
    public static int[] PartsOf(IReadOnlyList<OfferingSnapshot> rows)
    {
        var offerings = PlacesOf(rows.Select(row => row.OfferingId));
        var students = PlacesOf(rows.Select(row => row.StudentId));
        var parts = new int[rows.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = offerings.Count > 1 ? offerings[rows[i].OfferingId] % MaxParts : students[rows[i].StudentId] % PartsOfOne;
        }

        return parts;
    }

    private static bool IsFinite(OfferingSnapshot row) => double.IsFinite(
        row.Final + row.Standing.Earned + row.Standing.KnownWeight + row.Standing.RemainingWeight + row.Standing.Current + row.Standing.ClassMean + row.Standing.RecentMean + row.Standing.MissingRate + row.Standing.SubmittedRate);

    // Places and not ids: all ids of a school may leave the same remainder.
    private static Dictionary<long, int> PlacesOf(IEnumerable<long> ids) => ids.Distinct().Order().Select((id, place) => (id, place)).ToDictionary(pair => pair.id, pair => pair.place);

    /// <summary>The rate of each row by a model that was trained without the row's part, on those who stayed.</summary>
    public static double[] Rates(IReadOnlyList<OfferingSnapshot> rows, int[] parts, IRateModelTrainer? trainer)
    {
        var rates = new double[rows.Count];
        foreach (var part in parts.Distinct().Order())
        {
            var others = new List<OfferingSnapshot>(rows.Count);
            for (var i = 0; i < rows.Count; i++)
            {
                if (parts[i] != part && rows[i].Completed)
                {
                    others.Add(rows[i]);
                }
            }

            var model = trainer is null || others.Count == 0 ? ClassOnlyModel.Instance : trainer.Fit(others);
            for (var i = 0; i < rows.Count; i++)
            {
                if (parts[i] == part)
                {
                    var standing = rows[i].Standing;
                    rates[i] = model.Predict(in standing);
                }
            }
        }

        return rates;
    }

    public static double[] Residuals(IReadOnlyList<OfferingSnapshot> rows, double[] rates) => [.. rows.Select((row, i) => row.FutureRate - rates[i])];

    /// <summary>The residual tables that a prediction of each part may use: those of the other parts, of those who stayed or of everybody.</summary>
    public static ResidualTable[] TablesWithout(IReadOnlyList<OfferingSnapshot> rows, int[] parts, double[] residuals, bool onlyCompleters)
    {
        var tables = new ResidualTable[parts.Length == 0 ? 0 : parts.Max() + 1];
        for (var part = 0; part < tables.Length; part++)
        {
            var (others, theirs) = (new List<OfferingSnapshot>(rows.Count), new List<double>(rows.Count));
            for (var i = 0; i < rows.Count; i++)
            {
                if (parts[i] != part && (rows[i].Completed || !onlyCompleters))
                {
                    others.Add(rows[i]);
                    theirs.Add(residuals[i]);
                }
            }

            tables[part] = new ResidualTable(others, [.. theirs]);
        }

        return tables;
    }
}
