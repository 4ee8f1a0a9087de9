namespace CanvasData.Operations.Analytics;

/// <summary>Room for the known items of one group while its drop rules are applied.</summary>
internal sealed class DropScratch(int items)
{
    private readonly double[] _scores = new double[items];
    private readonly double[] _points = new double[items];
    private readonly long[] _ids = new long[items];
    private readonly bool[] _neverDrop = new bool[items];

    /// <summary>Places of the items.</summary>
    public int[] Items { get; } = new int[items];

    public bool[] Kept { get; } = new bool[items];

    public void Put(int place, int item, double score, double points, long id, bool neverDrop) =>
        (Items[place], _scores[place], _points[place], _ids[place], _neverDrop[place]) = (item, score, points, id, neverDrop);

    public void Keep(WorkPlan plan, int group, int count) =>
        plan.Keep(group, _scores.AsSpan(0, count), _points.AsSpan(0, count), _ids.AsSpan(0, count), _neverDrop.AsSpan(0, count), Kept.AsSpan(0, count));
}
