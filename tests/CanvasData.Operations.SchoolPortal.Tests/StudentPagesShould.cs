using System.Text.RegularExpressions;
using CanvasData.Operations.SchoolPortal.Tests.Support;

namespace CanvasData.Operations.SchoolPortal.Tests;

[Collection(SchoolTests.Name)]
public sealed class StudentPagesShould(OpenSchool school)
{
    [Fact]
    public async Task ShowMyCoursesAndWhatIsDue()
    {
        await using var visit = await school.VisitAsAsync("student");
        await visit.Page.GotoAsync("/student");
        (await visit.Page.Locator(".cards .card").CountAsync()).Should().BeGreaterThan(1);
        (await visit.TextAsync()).Should().Contain("Due in the next two weeks").And.Contain("Missing");
    }

    [Fact]
    public async Task PlanWhatALetterNeeds()
    {
        await using var visit = await PlannerAsync();
        var planner = visit.Page.Locator("#planner");
        var targets = await planner.Locator("#target option").EvaluateAllAsync<string[]>("all => all.map(one => one.value)");
        var answers = new List<string>();
        foreach (var target in targets)
        {
            await planner.Locator("#target").SelectOptionAsync(target);
            await planner.Locator(".answer", new() { HasTextRegex = new Regex($"(^|For ){Regex.Escape(target)} ") }).WaitForAsync();
            answers.Add(await planner.Locator(".answer").InnerTextAsync());
        }

        answers.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(2);
    }

    [Fact]
    public async Task ShowTheTotalOfSupposedScores()
    {
        await using var visit = await PlannerAsync();
        var planner = visit.Page.Locator("#planner");
        var before = await planner.Locator("#what-if-result").InnerTextAsync();
        await planner.Locator("summary").ClickAsync();
        foreach (var score in await planner.Locator(".suppose input").AllAsync())
        {
            await score.FillAsync("0");
        }

        await visit.Page.WaitForFunctionAsync("before => document.querySelector('#what-if-result').innerText !== before", before);
        Percent(await planner.Locator("#what-if-result").InnerTextAsync()).Should().BeLessThan(Percent(before));
    }

    [Fact]
    public async Task NotOpenTheCourseOfOthers()
    {
        await using var visit = await school.VisitAsAsync("student");
        (await visit.Page.APIRequest.GetAsync("/student/courses/999999")).Status.Should().Be(404);
    }

    private async Task<Visit> PlannerAsync()
    {
        var visit = await school.VisitAsAsync("student");
        await visit.Page.GotoAsync("/student");
        foreach (var link in await visit.Page.Locator(".cards h2 a").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href'))"))
        {
            await visit.Page.GotoAsync(link);
            if (await visit.Page.Locator(".suppose input").CountAsync() > 0 && (await visit.Page.Locator("#what-if-result").InnerTextAsync()).Contains('%', StringComparison.Ordinal))
            {
                return visit;
            }
        }

        throw new InvalidOperationException("The demo student has no course with open work and a total.");
    }

    private static double Percent(string text) => double.Parse(text.Split('%')[0], System.Globalization.CultureInfo.InvariantCulture);
}
