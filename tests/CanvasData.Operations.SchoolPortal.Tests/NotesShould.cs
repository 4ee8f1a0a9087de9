using CanvasData.Operations.SchoolPortal.Tests.Support;

namespace CanvasData.Operations.SchoolPortal.Tests;

[Collection(SchoolTests.Name)]
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
    public async Task KeepTheTextWhenSomebodyElseDeletesTheNote()
    {
        await using var one = await CardAsync(3);
        await AddAsync(one, "A note that goes");
        await using var other = await school.VisitAsAsync("teacher");
        await other.Page.GotoAsync(one.Page.Url);
        var note = one.Page.Locator(".notes > li", new() { HasText = "A note that goes" });
        await note.Locator("summary", new() { HasText = "Edit" }).ClickAsync();
        await note.Locator("button.danger").ClickAsync();
        await note.WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await EditAsync(other, "A note that goes", "What took an hour to write", waits: false);
        await other.Page.Locator("[role=alert]", new() { HasText = "Somebody else deleted this note" }).WaitForAsync();
        (await other.Page.Locator("#new-note").InputValueAsync()).Should().Be("What took an hour to write");
        await other.Page.ClickAsync(".new-note .primary");
        await other.Page.Locator(".notes .text", new() { HasText = "What took an hour to write" }).WaitForAsync();
    }

    [Fact]
    public async Task AskForATextThatCanBeStored()
    {
        await using var visit = await CardAsync(4);
        await visit.Page.FillAsync("#new-note", "   ");
        await visit.Page.ClickAsync(".new-note .primary");
        await visit.Page.Locator("[role=alert]", new() { HasText = "Write a text first." }).WaitForAsync();
        var text = new string('x', 4001);
        await visit.Page.EvaluateAsync("text => { const field = document.querySelector('#new-note'); field.removeAttribute('maxlength'); field.value = text; }", text);
        await visit.Page.ClickAsync(".new-note .primary");
        await visit.Page.Locator("[role=alert]", new() { HasText = "at most 4000 characters" }).WaitForAsync();
        (await visit.Page.Locator("#new-note").InputValueAsync()).Should().Be(text);
    }

    [Fact]
    public async Task NameAnAuthorWhoIsNotInCanvas()
    {
        await using var visit = await school.VisitAsAsync("adviser");
        await visit.Page.GotoAsync("/adviser");
        await visit.Page.Locator("tbody a").Nth(1).ClickAsync();
        await visit.Page.WaitForURLAsync("**/adviser/students/*");
        await AddAsync(visit, "Written outside of Canvas");
        (await visit.Page.Locator(".notes > li", new() { HasText = "Written outside of Canvas" }).InnerTextAsync()).Should().Contain("Amina Okafor");
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
