using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics.Tests.Database;

/// <summary>The list of students at risk of a class, greatest risk first.</summary>
public sealed class RiskListShould
{
    private const long Course = 70;

    [Fact]
    public async Task BeginWithTheGreatestRiskWhereSomeGradesAreFinalAndOthersAreNot()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", termsAgo: 1, students: 30));
        var weak = GeneratedOfferings.StudentId(Course, 7);
        await host.InContextAsync(async context =>
        {
            var work = context.Set<CanvasSubmission>().Where(row => row.UserId == weak && row.SubmittedAt != null);
            await work.ExecuteUpdateAsync(set => set.SetProperty(row => row.Score, 1.0));
            var last = await work.MaxAsync(row => row.Id);
            return await work.Where(row => row.Id == last).ExecuteUpdateAsync(set => set.SetProperty(row => row.Score, (double?)null).SetProperty(row => row.WorkflowState, "submitted"));
        });

        var risk = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Course));

        risk.Students.Where(student => student.Probability is null).Select(student => student.StudentId).Should().Equal([weak], "only one piece of work is not graded");
        risk.Students.Should().Contain(student => student.Probability == 0).And.Contain(student => student.Probability == 1);
        risk.Students.Should().OnlyContain(student => student.Probability == null || (student.Probability == 1) == (student.Band == RiskBand.High));
        risk.Students.Select(student => (int)student.Band).Should().BeInDescendingOrder();
        (risk.Calibrated, risk.TopRiskYields.Count).Should().Be((false, 0));
    }

    [Fact]
    public async Task ShowHowManyOfTheFirstAreExpectedToFail()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", termsAgo: 0, students: 55));
        await host.FillAsync(GeneratedOfferings.Of(Course + 1, "MATH 101", termsAgo: 1, students: 60));
        await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());

        var risk = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Course));

        risk.TopRiskYields.Select(budget => budget.Students).Should().Equal(10, 20, 50, 55);
        foreach (var budget in risk.TopRiskYields)
        {
            budget.ExpectedTruePositives.Should().BeApproximately(risk.Students.OrderByDescending(student => student.Probability).Take(budget.Students).Sum(student => student.Probability!.Value), 1e-9);
        }
    }
}
