using System.Globalization;
using CsCheck;

namespace CanvasData.Operations.Grading.Tests;

public sealed class DropRulesShould
{
    private static readonly Gen<Item[]> Groups =
        Gen.OneOf(Gen.Int[0, 5].Select(n => n * 100), Gen.Int[-500, 15_000]).Select(
            Gen.OneOf(Gen.Const(0), Gen.Int[1, 3].Select(n => n * 1000), Gen.Int[1, 20_000]),
            Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true))))
        .Array[1, 9]
        .SelectMany(items => Gen.Shuffle(Enumerable.Range(1, items.Length).ToArray()).Select(ids =>
            items.Select((item, i) => new Item(ids[i], item.Item1, item.Item2, item.Item3)).ToArray()));

    [Fact]
    public void KeepWhatTryingEveryChoiceKeeps() =>
        Groups.Where(items => items.All(item => item.Points > 0) || items.All(item => item.Points == 0)).Select(Gen.Int[-1, 10], Gen.Int[-1, 10]).Sample(
            (items, low, high) => Kept(items, low, high).Should().Equal(DropOracle.Keep(items, low, high)),
            iter: 20_000);

    // Score and points in hundredths; worked out by halving as Canvas does.
    [Theory]
    [InlineData(1, 1, "1475/1500 0/0")]
    [InlineData(1, 1, "900/1500 0/0")]
    [InlineData(2, 2, "500/1000 900/1000 0/0")]
    [InlineData(2, 1, "500/1000 1000/1000 0/0")]
    [InlineData(2, 0, "3000/1000 0/10000 100/0")]
    [InlineData(1, 1, "0/1000 0/0")]
    public void KeepWorkWithoutPointsAsCanvasDoesWhateverTheIds(int dropLowest, int keptIndex, string work)
    {
        var items = work.Split(' ').Select(one => one.Split('/')).ToArray();
        foreach (var ids in (int[][])(items.Length == 2 ? [[1, 2], [2, 1]] : [[1, 2, 3], [3, 2, 1], [2, 3, 1], [3, 1, 2]]))
        {
            var group = items.Select((one, i) => new Item(ids[i], int.Parse(one[0], CultureInfo.InvariantCulture), int.Parse(one[1], CultureInfo.InvariantCulture), false)).ToArray();

            Kept(group, dropLowest, 0).Should().Equal([ids[keptIndex]], $"ids {string.Join(',', ids)}");
        }
    }

    [Fact]
    public void KeepTheLowerIdOfFullPointsAndWorkWithoutPoints()
    {
        Kept([new Item(1, 1500, 1500, false), new Item(2, 0, 0, false)], 1, 0).Should().Equal(1);
        Kept([new Item(2, 1500, 1500, false), new Item(1, 0, 0, false)], 1, 0).Should().Equal(1);
    }

    [Fact]
    public void NotDependOnTheOrderOfTheItems() =>
        Groups.SelectMany(items => Gen.Shuffle(items).Select(shuffled => (items, shuffled))).Select(Gen.Int[0, 4], Gen.Int[0, 4]).Sample(
            (pair, low, high) => Kept(pair.shuffled, low, high).Should().Equal(Kept(pair.items, low, high)),
            iter: 5_000);

    [Fact]
    public void KeepAtLeastOneThatMayBeDropped() =>
        Groups.Where(items => items.Any(item => !item.NeverDrop)).Sample(
            items => Kept(items, int.MaxValue, int.MaxValue).Should().HaveCount(items.Count(item => item.NeverDrop) + 1),
            iter: 2_000);

    [Fact]
    public void EndOnAnyNumbersAtAll()
    {
        var any = Gen.OneOf(Gen.Double, Gen.Const(1e50), Gen.Const(-1e50), Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(1e-300), Gen.Const(0.0), Gen.Const(999_999_999.0));
        any.Array[0, 40].Select(any.Array[40], Gen.Long[1, 5].Array[40], Gen.Int, Gen.Int).Sample(
            (scores, points, ids, low, high) =>
            {
                var kept = new bool[scores.Length];
                DropRules.Keep(scores, points.AsSpan(0, scores.Length), ids.AsSpan(0, scores.Length), low, high, default, kept);
                return scores.Length == 0 || kept.Contains(true);
            },
            iter: 5_000);
    }

    [Fact]
    public void WorkOnAGroupOfThousands()
    {
        var scores = Enumerable.Range(0, 5_000).Select(i => (double)(i * 7919 % 101)).ToArray();
        var points = Enumerable.Repeat(100.0, 5_000).ToArray();
        var kept = new bool[5_000];

        DropRules.Keep(scores, points, [.. Enumerable.Range(1, 5_000).Select(i => (long)i)], 1_000, 1_000, default, kept);

        var sorted = scores.Order().ToArray();
        scores.Where((_, i) => kept[i]).Order().Should().Equal(sorted[1_000..4_000]);
    }

    [Fact]
    public void RefuseSpansThatDoNotBelongTogether() =>
        FluentActions.Invoking(() => DropRules.Keep([1], [1, 2], [1], 1, 0, default, new bool[1])).Should().Throw<ArgumentException>().WithMessage("*1 scores, 2 points*");

    private static long[] Kept(Item[] items, int low, int high)
    {
        var kept = new bool[items.Length];
        DropRules.Keep(
            [.. items.Select(item => item.Score / 100.0)], [.. items.Select(item => item.Points / 100.0)], [.. items.Select(item => item.Id)],
            low, high, [.. items.Select(item => item.NeverDrop)], kept);
        return [.. items.Where((_, i) => kept[i]).Select(item => item.Id).Order()];
    }
}
