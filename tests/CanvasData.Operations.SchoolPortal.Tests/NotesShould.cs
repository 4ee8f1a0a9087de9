using CanvasData.Operations.SchoolPortal.Tests.Support;

namespace CanvasData.Operations.SchoolPortal.Tests;

[Collection(SchoolCollection.Name)]
public sealed class NotesShould(OpenSchool school)
{
    [Fact]
    public async Task KeepTheEarlierTexts()
    {
        await using var visit = await CardAsync(0);
        await AddAsync(visit, "Before the meeting");
        await EditAsync(visit, "Before the meeting", "After the meeting");
        var note = visit.Page.Locator(".notes > li", new() { HasText = "After the meeting" });
        await note.Locator("summary", new() { HasText = "Earlier texts" }).ClickAsync();
        (await note.InnerTextAsync()).Should().Contain("Before the meeting").And.Contain("replaced by");
    }

    [Fact]
    public async Task LoseNothingWhenTwoPeopleEditOne()
    {
        await using var one = await CardAsync(1);
        await AddAsync(one, "The first text");
        await using var other = await school.VisitAsAsync("teacher");
        await other.Page.GotoAsync(one.Page.Url);
        await EditAsync(one, "The first text", "What one wrote");
        await EditAsync(other, "The first text", "What the other wrote", waits: false);
        var alert = other.Page.Locator("[role=alert]");
        await alert.WaitForAsync();
        (await alert.InnerTextAsync()).Should().Contain("What one wrote");
        (await alert.Locator("textarea").InputValueAsync()).Should().Be("What the other wrote");
        await alert.Locator("textarea").FillAsync("What one wrote, and the other");
        await alert.Locator("button.primary").ClickAsync();
        await other.Page.Locator(".notes .text", new() { HasText = "What one wrote, and the other" }).First.WaitForAsync();
    }

    [Fact]
    public async Task ComeWithTags()
    {
        await using var visit = await CardAsync(2);
        await visit.Page.FillAsync("#new-tag", "chess club");
        await visit.Page.ClickAsync("section:has(#tags) form.inline button");
        var tag = visit.Page.Locator(".tags li", new() { HasText = "chess club" });
        await tag.WaitForAsync();
        await tag.Locator("button").ClickAsync();
        await tag.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private async Task<Visit> CardAsync(int place)
    {
        var visit = await school.VisitAsAsync("teacher");
        await visit.Page.GotoAsync("/teacher");
        await visit.Page.GotoAsync(await visit.LinkAsync(".cards a[href$=gradebook]"));
        await visit.Page.Locator($".grid .name[data-row='{place}']").ClickAsync();
        await visit.Page.WaitForURLAsync("**/students/*");
        return visit;
    }

    private static async Task AddAsync(Visit visit, string text)
    {
        await visit.Page.FillAsync("#new-note", text);
        await visit.Page.ClickAsync(".new-note .primary");
        await visit.Page.Locator(".notes .text", new() { HasText = text }).First.WaitForAsync();
    }

    private static async Task EditAsync(Visit visit, string text, string newText, bool waits = true)
    {
        var note = visit.Page.Locator(".notes > li", new() { HasText = text });
        await note.Locator("summary", new() { HasText = "Edit" }).ClickAsync();
        await note.Locator("textarea").FillAsync(newText);
        await note.Locator("button.primary").ClickAsync();
        if (waits)
        {
            await visit.Page.Locator(".notes .text", new() { HasText = newText }).First.WaitForAsync();
        }
    }
}
