using System.IO.Compression;
using CanvasData.Operations.SchoolPortal.Tests.Support;

namespace CanvasData.Operations.SchoolPortal.Tests;

[Collection(SchoolTests.Name)]
public sealed class AdministratorPagesShould(OpenSchool school)
{
    [Fact]
    public async Task ShowASyncWhileItRunsAndExplainTheCourseThatFails()
    {
        await using var visit = await school.VisitAsAsync("administrator");
        await visit.Page.AddInitScriptAsync("""
            window.seen = [];
            new MutationObserver(() => {
              const now = document.querySelector('sync-console [role=progressbar]')?.getAttribute('aria-valuenow');
              if (now != null && window.seen.at(-1) !== now) window.seen.push(now);
            }).observe(document, { subtree: true, childList: true, attributes: true });
            """);
        await visit.Page.GotoAsync("/admin/sync");
        await visit.Page.ClickAsync("button[value=day]");
        await visit.Page.ClickAsync("button[value=break]");
        await visit.Page.Locator("button[value=mend]").WaitForAsync();
        await visit.Page.SelectOptionAsync("#strategy", "Full");
        await visit.Page.ClickAsync("main button.primary");
        await visit.Page.Locator("sync-console[data-ended]").WaitForAsync(new() { Timeout = 90_000 });

        (await visit.Page.Locator("sync-console").GetAttributeAsync("data-ended")).Should().Be("Failed");
        (await visit.Page.EvaluateAsync<string[]>("() => window.seen")).Should().HaveCountGreaterThan(2).And.EndWith("100");
        (await visit.Page.Locator("sync-console tr.failed").AllInnerTextsAsync()).Should().ContainSingle().Which.Should().Contain("failed:").And.Contain("something else than JSON");
        (await visit.Page.Locator("sync-console tr.succeeded").CountAsync()).Should().BeGreaterThan(3);

        await visit.Page.Locator("#run-buttons .danger").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await visit.Page.Locator("#run-buttons .primary").IsEnabledAsync()).Should().BeTrue("the run has ended");

        await visit.Page.ClickAsync("button[value=mend]");
        await visit.Page.ClickAsync("main button.primary");
        await visit.Page.Locator("sync-console[data-ended]").WaitForAsync(new() { Timeout = 90_000 });
        (await visit.Page.Locator("sync-console").GetAttributeAsync("data-ended")).Should().Be("Succeeded");

        await visit.Page.Locator("#last-runs tr", new() { HasText = "not all through" }).Locator("a").First.ClickAsync();
        await visit.Page.Locator("sync-console[data-ended=Failed] tr.failed").WaitForAsync();
    }

    [Fact]
    public async Task AnswerFormsThatComeTooLate()
    {
        await using var visit = await school.VisitAsAsync("administrator");
        await visit.Page.GotoAsync("/admin/sync");
        (await visit.SendAsync("stop", "RunToStop", Guid.NewGuid().ToString())).Should().Be(200, "the run has ended");
        await visit.Page.GotoAsync("/admin/people");
        (await visit.SendAsync("erase", "PersonId", "1")).Should().Be(200, "the person was erased by somebody else");
    }

    [Fact]
    public async Task ReadTheHealthOfTheSyncs()
    {
        await using var visit = await school.VisitAsAsync("administrator");
        (await visit.Page.APIRequest.GetAsync("/canvas/health")).Status.Should().Be(200);
    }

    [Fact]
    public async Task DecideAboutWhatVanished()
    {
        await using var visit = await school.VisitAsAsync("administrator");
        await visit.Page.GotoAsync("/admin/vanished");
        var names = await visit.Page.Locator("tbody th a").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href'))");
        names.Should().HaveCountGreaterThan(1);

        await visit.Page.GotoAsync(names[0]);
        (await visit.TextAsync()).Should().Contain("What depends on it").And.Contain("What a deletion would do");
        await visit.Page.ClickAsync("button[value=keep]");
        await visit.Page.WaitForURLAsync("**/admin/vanished");

        await visit.Page.GotoAsync(names[1]);
        await visit.Page.ClickAsync("button.danger");
        visit.Page.Url.Should().EndWith(names[1], "a deletion has to be confirmed");
        await visit.Page.CheckAsync("[name=IsSure]");
        await visit.Page.ClickAsync("button.danger");
        await visit.Page.WaitForURLAsync("**/admin/vanished");

        (await visit.Page.Locator("tbody th a").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href'))"))
            .Should().NotContain(names[..2]).And.HaveCount(names.Length - 2);
    }

    [Fact]
    public async Task CheckTheCopyAndThePredictions()
    {
        await using var visit = await school.VisitAsAsync("administrator");
        await visit.Page.GotoAsync("/admin/reports");
        (await visit.Page.Locator("tbody tr").CountAsync()).Should().BeGreaterThan(3, "queries ran since the start");
        await visit.Page.ClickAsync("button:has-text('Check now')");
        await visit.Page.Locator("[role=status]", new() { HasTextRegex = new("checks passed|found something") }).WaitForAsync(new() { Timeout = 60_000 });
        await visit.Page.ClickAsync("button:has-text('Test them')");
        await visit.Page.Locator("main", new() { HasTextRegex = new("too few finished offerings|what they are compared with") }).WaitForAsync(new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task HandOutAndEraseWhatIsStoredAboutAPerson()
    {
        await using var visit = await school.VisitAsAsync("administrator");
        await visit.Page.GotoAsync("/admin/people");
        await visit.Page.FillAsync("#term", "an");
        await visit.Page.ClickAsync("main button.primary");
        var person = visit.Page.Locator(".person").Last;
        var name = await person.Locator("h2").InnerTextAsync();
        var id = (await person.Locator("p").InnerTextAsync()).Split(' ')[^1];
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => person.Locator("button", new() { HasText = "Export" }).ClickAsync());
        using (var zip = ZipFile.OpenRead(await download.PathAsync()))
        {
            zip.Entries.Should().Contain(entry => entry.Name.Contains("manifest", StringComparison.Ordinal)).And.HaveCountGreaterThan(3);
        }

        await EraseAsync(visit, id, "Somebody Else");
        await visit.Page.Locator("[role=alert]").WaitForAsync();
        await EraseAsync(visit, id, name);
        await visit.Page.Locator("[role=status]", new() { HasText = "erased" }).WaitForAsync();
        (await visit.Page.Locator($"#confirm-{id}").CountAsync()).Should().Be(0);
        visit.Page.Url.Should().NotContain("an=").And.EndWith("/admin/people");
    }

    [Theory]
    [InlineData("öztürk")]
    [InlineData("OZTURK")]
    public async Task FindAPersonWithoutRegardToCaseAndAccents(string term)
    {
        await using var visit = await school.VisitAsAsync("administrator");
        await visit.Page.GotoAsync("/admin/people");
        await visit.Page.FillAsync("#term", term);
        await visit.Page.ClickAsync("main button.primary");
        await visit.Page.Locator(".person h2", new() { HasText = "Öztürk" }).First.WaitForAsync();
    }

    private static async Task EraseAsync(Visit visit, string id, string name)
    {
        var person = visit.Page.Locator(".person", new() { HasText = $"Canvas id {id}" });
        await person.Locator("summary").ClickAsync();
        await person.Locator("input[name=FullName]").FillAsync(name);
        await person.Locator("button.danger").ClickAsync();
    }
}
