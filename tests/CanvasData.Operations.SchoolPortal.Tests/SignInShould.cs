using System.Net;
using CanvasData.Operations.SchoolPortal.Tests.Support;

namespace CanvasData.Operations.SchoolPortal.Tests;

[Collection(SchoolTests.Name)]
public sealed class SignInShould(OpenSchool school)
{
    [Fact]
    public void WaitUntilTheSchoolIsThere()
    {
        school.Portal.HealthBefore.Should().Be(HttpStatusCode.ServiceUnavailable);
        school.Portal.FirstPage.Should().StartWith("503 ").And.Contain("The school is being prepared");
    }

    [Fact]
    public async Task OfferAnAccountForEachRole()
    {
        await using var visit = await school.VisitAsync();
        await visit.Page.GotoAsync("/");

        (await visit.Page.Locator(".accounts button strong").AllInnerTextsAsync()).Should().Equal("Teacher", "Student", "Observer", "Adviser", "Administrator");
    }

    [Fact]
    public async Task LetThePasswordInAndAWrongOneNot()
    {
        await using var visit = await school.VisitAsync();
        await visit.Page.GotoAsync("/sign-in?ReturnUrl=%2Fteacher");
        await visit.Page.FillAsync("#name", "teacher");
        await visit.Page.FillAsync("#password", "guess");
        await visit.Page.ClickAsync("main .primary");
        await visit.Page.WaitForSelectorAsync("[role=alert]");
        await visit.Page.FillAsync("#password", "Demo-school-1");
        await visit.Page.ClickAsync("main .primary");
        await visit.Page.WaitForURLAsync("**/teacher");
    }

    [Fact]
    public async Task EndWithSigningOut()
    {
        await using var visit = await school.VisitAsync();
        await visit.Page.GotoAsync("/sign-in");
        await visit.Page.ClickAsync("#as-student");
        await visit.Page.WaitForURLAsync("**/student");
        await visit.Page.ClickAsync(".who button");
        await visit.Page.WaitForURLAsync("**/sign-in");
        await visit.Page.GotoAsync("/student");
        visit.Page.Url.Should().Contain("/sign-in?ReturnUrl=%2Fstudent");
    }

    [Theory]
    [InlineData("/canvas")]
    [InlineData("/canvas/courses")]
    [InlineData("/canvas/anything/below")]
    public async Task KeepTheApiFromStrangers(string path)
    {
        using var http = new HttpClient { BaseAddress = school.Address };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).Should().NotContain("<html", "programs read no pages");
    }

    [Fact]
    public async Task LetBrowsersKeepFilesAndAskTheApiWhetherAnswersChanged()
    {
        await using var visit = await school.VisitAsAsync("student");
        var courses = await visit.Page.APIRequest.GetAsync("/canvas/courses");
        courses.Headers["cache-control"].Should().Contain("private").And.NotContain("no-store");
        var again = await visit.Page.APIRequest.GetAsync("/canvas/courses", new() { Headers = [new("If-None-Match", courses.Headers["etag"])] });
        again.Status.Should().Be(304);
        (await visit.Page.APIRequest.GetAsync("/portal.css")).Headers.GetValueOrDefault("cache-control", "").Should().NotContain("no-store");
        (await visit.Page.APIRequest.GetAsync("/student")).Headers["cache-control"].Should().Contain("no-store");
    }

    [Fact]
    public async Task KeepThePagesOfOneRoleFromAnother()
    {
        await using var visit = await school.VisitAsAsync("student");
        await visit.Page.GotoAsync("/teacher");
        (await visit.TextAsync()).Should().Contain("This page is for others");
    }

    [Fact]
    public async Task NotRedirectToAnotherSite()
    {
        await using var visit = await school.VisitAsync();
        await visit.Page.GotoAsync("/sign-in?ReturnUrl=//elsewhere.example/");
        await visit.Page.ClickAsync("#as-student");
        await visit.Page.WaitForURLAsync("**/student");
        new Uri(visit.Page.Url).Host.Should().Be("127.0.0.1");
    }
}
