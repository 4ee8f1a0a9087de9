using System.Globalization;
using CanvasData.Operations.SchoolPortal.Tests.Support;

namespace CanvasData.Operations.SchoolPortal.Tests;

[Collection(SchoolTests.Name)]
public sealed class TeacherPagesShould(OpenSchool school)
{
    [Fact]
    public async Task LeadFromTheCoursesToAStudentsCard()
    {
        await using var visit = await school.VisitAsAsync("teacher");
        await visit.Page.GotoAsync("/teacher");
        (await visit.Page.Locator(".cards .card").CountAsync()).Should().Be(3);
        await visit.Page.Locator(".cards a", new() { HasText = "Gradebook" }).First.ClickAsync();
        await visit.Page.Locator(".grid .name[data-row]").First.ClickAsync();
        await visit.Page.WaitForURLAsync("**/students/*");
        (await visit.TextAsync()).Should().Contain("Grades over time").And.Contain("Notes").And.Contain("Missing work");
    }

    [Fact]
    public async Task ShowOnlyTheCellsInSight()
    {
        await using var visit = await GradebookAsync();
        var grid = visit.Page.Locator(".grid");
        var (rows, columns) = (Number(await grid.GetAttributeAsync("aria-rowcount")), Number(await grid.GetAttributeAsync("aria-colcount")));
        (rows * columns).Should().BeGreaterThan(300);
        (await visit.Page.Locator(".grid .cell").CountAsync()).Should().BeLessThan(rows * columns / 2);
        await grid.EvaluateAsync("grid => grid.scrollTo(1e6, 1e6)");
        await visit.Page.Locator($"[aria-rowindex='{rows}'] [aria-colindex='{columns}']").WaitForAsync();
        (await visit.Page.Locator("[aria-rowindex='2']").CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task ObeyTheKeyboardInTheGradebook()
    {
        await using var visit = await GradebookAsync();
        await visit.Page.FocusAsync(".grid");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        (await ActiveAsync(visit)).Should().Be((3, 4));
        await visit.Page.Keyboard.PressAsync("Control+End");
        var grid = visit.Page.Locator(".grid");
        (await ActiveAsync(visit)).Should().Be((Number(await grid.GetAttributeAsync("aria-rowcount")), Number(await grid.GetAttributeAsync("aria-colcount"))));
        await visit.Page.Keyboard.PressAsync("Control+Home");
        (await ActiveAsync(visit)).Should().Be((2, 1));
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/students/*");
    }

    [Fact]
    public async Task ShowTheGradebookAsItWas()
    {
        await using var visit = await GradebookAsync();
        var now = await visit.Page.Locator(".grid .line").AllInnerTextsAsync();
        await visit.Page.FillAsync("#as-of", DateTime.UtcNow.AddDays(-9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await visit.Page.ClickAsync(".tools button");
        await visit.Page.Locator(".note", new() { HasText = "as they stood" }).WaitForAsync();
        await visit.Page.Locator(".grid .line").First.WaitForAsync();
        (await visit.Page.Locator(".grid .line").AllInnerTextsAsync()).Should().HaveSameCount(now).And.NotEqual(now);
    }

    [Fact]
    public async Task ShowTheGradebookAgainAfterALinkToTheSamePage()
    {
        await using var visit = await GradebookAsync();
        var now = await visit.Page.Locator(".grid .line").AllInnerTextsAsync();
        await visit.Page.FillAsync("#as-of", DateTime.UtcNow.AddDays(-9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await visit.Page.ClickAsync(".tools button");
        await visit.Page.Locator(".note", new() { HasText = "as they stood" }).WaitForAsync();
        await visit.Page.Locator(".grid .line").First.WaitForAsync();
        await visit.Page.ClickAsync(".tools a:has-text('Back to now')");
        await visit.Page.Locator(".note").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await visit.Page.Locator(".grid .line").First.WaitForAsync();
        (await visit.Page.Locator(".grid .line").AllInnerTextsAsync()).Should().Equal(now);

        await visit.Page.EvaluateAsync("() => Blazor.addEventListener('enhancedload', () => { window.merged = true; })");
        await visit.Page.Locator("main a[href$=gradebook]").First.ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => window.merged");
        await visit.Page.Locator(".grid .line").First.WaitForAsync();
        (await visit.Page.Locator(".grid .line").AllInnerTextsAsync()).Should().Equal(now);
    }

    [Fact]
    public async Task KeepTheLinesInTheOrderOfTheScreen()
    {
        await using var visit = await GradebookAsync();
        var grid = visit.Page.Locator(".grid");
        await grid.EvaluateAsync("grid => grid.scrollTo(1e6, 1e6)");
        await visit.Page.Locator($"[aria-rowindex='{await grid.GetAttributeAsync("aria-rowcount")}']").WaitForAsync();
        await grid.EvaluateAsync("grid => grid.scrollTo(0, 0)");
        await visit.Page.Locator("[aria-rowindex='2'] [aria-colindex='3']").WaitForAsync();
        (await visit.Page.Locator(".grid .line").EvaluateAllAsync<int[]>("all => all.map(one => Number(one.getAttribute('aria-rowindex')))")).Should().BeInAscendingOrder();
        (await visit.Page.Locator("[aria-rowindex='2'] [aria-colindex]").EvaluateAllAsync<int[]>("all => all.map(one => Number(one.getAttribute('aria-colindex')))")).Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task MarkWhoWasContacted()
    {
        await using var visit = await school.VisitAsAsync("teacher");
        await visit.Page.GotoAsync("/teacher");
        await visit.Page.GotoAsync(await visit.LinkAsync(".cards a[href$=attention]"));
        var student = visit.Page.Locator(".attention li").First;
        await student.Locator("summary").ClickAsync();
        (await student.Locator(".reasons tbody tr").CountAsync()).Should().BePositive();
        await student.Locator("button[value=contacted]").ClickAsync();
        await student.Locator(".contact", new() { HasText = "contacted" }).WaitForAsync();
        await student.Locator("button[value=resolved]").ClickAsync();
        await student.Locator(".contact", new() { HasText = "resolved" }).WaitForAsync();
    }

    [Fact]
    public async Task AnswerFormsThatComeTooLate()
    {
        await using var visit = await school.VisitAsAsync("teacher");
        await visit.Page.GotoAsync("/teacher");
        await visit.Page.GotoAsync(await visit.LinkAsync(".cards a[href$=attention]"));
        (await visit.SendAsync("mark", "StudentId", "1")).Should().Be(200, "the student has left the list");
        await visit.Page.GoBackAsync();
        await visit.Page.GotoAsync(await visit.LinkAsync(".cards a[href$=gradebook]"));
        await visit.Page.Locator(".grid .name[data-row]").First.ClickAsync();
        await visit.Page.WaitForURLAsync("**/students/*");
        (await visit.SendAsync("untag", "OldTag", "taken off before")).Should().Be(200, "the tag is gone");
    }

    [Fact]
    public async Task KeepTheCoursesOfOthersClosed()
    {
        await using var visit = await school.VisitAsAsync("teacher");
        var pages = await Task.WhenAll(((string[])["", "/gradebook", "/gradebook.json", "/gradebook.csv", "/students/100001"])
            .Select(page => visit.Page.APIRequest.GetAsync($"/teacher/courses/1006{page}")));
        pages.Select(page => page.Status).Should().AllBeEquivalentTo(404);
    }

    private async Task<Visit> GradebookAsync()
    {
        var visit = await school.VisitAsAsync("teacher");
        await visit.Page.GotoAsync("/teacher");
        await visit.Page.GotoAsync(await visit.LinkAsync(".cards a[href$=gradebook]"));
        await visit.Page.Locator(".grid .line").First.WaitForAsync();
        return visit;
    }

    private static async Task<(int Row, int Column)> ActiveAsync(Visit visit)
    {
        var id = await visit.Page.Locator(".grid").GetAttributeAsync("aria-activedescendant");
        var cell = visit.Page.Locator($"#{id}");
        return (Number(await cell.Locator("..").GetAttributeAsync("aria-rowindex")), Number(await cell.GetAttributeAsync("aria-colindex")));
    }

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);
}
