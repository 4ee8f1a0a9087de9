using System.Net.Http.Json;
using System.Text.Json;
using CanvasData.Operations.SchoolPortal.Tests.Support;

namespace CanvasData.Operations.SchoolPortal.Tests;

[Collection(SchoolTests.Name)]
public sealed class FamilyAndAdviserPagesShould(OpenSchool school)
{
    [Fact]
    public async Task ShowAnObserverWhatTheStudentSees()
    {
        await using var family = await school.VisitAsAsync("observer");
        await using var child = await school.VisitAsAsync("student");
        await family.Page.GotoAsync("/observer");
        await child.Page.GotoAsync("/student");
        var seen = await family.Page.Locator(".cards .card").AllInnerTextsAsync();
        seen.Should().HaveCountGreaterThan(2).And.BeSubsetOf(await child.Page.Locator(".cards .card").AllInnerTextsAsync());

        await family.Page.GotoAsync(await family.LinkAsync(".cards h2 a"));
        (await family.TextAsync()).Should().Contain("My work").And.NotContain("Notes");
    }

    [Fact]
    public async Task NotShowAnObserverOtherStudents()
    {
        await using var visit = await school.VisitAsAsync("observer");
        await visit.Page.GotoAsync("/observer");
        var mine = await visit.LinkAsync(".cards h2 a");
        var other = string.Join('/', mine.Split('/').Select((part, place) => place == 3 ? "100020" : part));
        other.Should().NotBe(mine);
        (await visit.Page.APIRequest.GetAsync(other)).Status.Should().Be(404);
    }

    [Fact]
    public async Task LeadAnAdviserThroughTheCaseload()
    {
        await using var visit = await school.VisitAsAsync("adviser");
        await visit.Page.GotoAsync("/adviser");
        (await visit.Page.Locator("tbody tr").CountAsync()).Should().BeGreaterThan(10);
        await visit.Page.Locator("tbody a").First.ClickAsync();
        await visit.Page.WaitForURLAsync("**/adviser/students/*");
        await visit.Page.FillAsync("#new-note", "Talked about next term");
        await visit.Page.ClickAsync(".new-note .primary");
        await visit.Page.Locator(".notes .text", new() { HasText = "Talked about next term" }).WaitForAsync();
        (await visit.Page.APIRequest.GetAsync("/adviser/students/1")).Status.Should().Be(404);
    }

    [Fact]
    public async Task DescribeTheApi()
    {
        using var http = new HttpClient { BaseAddress = school.Address };
        var document = await http.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative));
        document.GetProperty("openapi").GetString().Should().StartWith("3.1");
        document.GetProperty("paths").EnumerateObject().Should().Contain(path => path.Name.StartsWith("/canvas/", StringComparison.Ordinal)).And.HaveCountGreaterThan(20);
    }
}
