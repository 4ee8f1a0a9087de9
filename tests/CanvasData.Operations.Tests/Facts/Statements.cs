using CanvasData.Operations.Model;

namespace CanvasData.Operations.Tests.Facts;

/// <summary>The parts of the product that read Canvas's facts.</summary>
internal enum Room
{
    Sync,
    Queries,
    Grading,
    Audit,
    Analytics,
    Insights,
}

/// <summary>What the rooms say of one fact, question by question. A room that is silent, or alone in what it says, fails the fact.</summary>
internal sealed class Statements
{
    private readonly List<(string Question, Room Room, string Where, object? Says)> _all = [];

    public void Add(string question, Room room, string where, object? says) => _all.Add((question, room, where, says));

    /// <summary>Insists that every room has spoken, and that what it says is what is expected.</summary>
    /// <param name="expected">The expected answer by question.</param>
    public void ShouldBe(IReadOnlyDictionary<string, object?> expected)
    {
        _all.Select(one => one.Room).Distinct().Should().BeEquivalentTo(Enum.GetValues<Room>(), "each room speaks of each fact");
        _all.Select(one => one.Question).Distinct().Should().BeEquivalentTo(expected.Keys, "each question has an expected answer");
        _all.Where(one => !Same(one.Says, expected[one.Question]))
            .Select(one => $"{one.Where} ({one.Room}) on \"{one.Question}\": {one.Says ?? "null"} instead of {expected[one.Question] ?? "null"}")
            .Should().BeEmpty();
    }

    private static bool Same(object? one, object? other) => (one, other) switch
    {
        (double first, double second) => Math.Abs(first - second) < 0.01,
        _ => Equals(one, other),
    };
}
