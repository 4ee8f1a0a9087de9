using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics.Tests.Database;

/// <summary>What teachers are told of an item does not depend on what the rules of its group drop.</summary>
public sealed class ItemInsightsShould
{
    private const long Course = 70;
    private const long Item = (Course * 100) + 2;

    [Fact]
    public async Task CountMissingWorkThatIsDroppedAsMissing()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", termsAgo: 0, students: 20));
        await host.InContextAsync(context => context.Set<CanvasSubmission>().Where(row => row.AssignmentId == Item && row.UserId % 2 == 0)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Score, (double?)null).SetProperty(row => row.SubmittedAt, (DateTime?)null)));
        var before = await MissingShareAsync(host);

        await host.InContextAsync(context => context.Set<CanvasAssignmentGroup>().ExecuteUpdateAsync(set => set.SetProperty(row => row.DropLowest, 2)));
        host.Clock.Advance(TimeSpan.FromMinutes(30));

        before.Should().BeGreaterThanOrEqualTo(0.5);
        (await MissingShareAsync(host)).Should().Be(before, "to drop it from a total does not hand it in");
    }

    private static async Task<double> MissingShareAsync(AnalyticsHost host)
    {
        var insights = (await host.AskAsync(a => a.GeneratePerformanceInsightsAsync(Course))).Insights;
        return insights.Single(insight => insight.Code == StaffInsightCode.ItemMissing && insight.Evidence.AssignmentIds.Contains(Item)).Evidence.Figures.Single().Value;
    }
}
