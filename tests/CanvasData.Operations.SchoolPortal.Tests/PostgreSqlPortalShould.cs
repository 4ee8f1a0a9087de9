using CanvasData.Operations.SchoolPortal.Tests.Support;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.SchoolPortal.Tests;

/// <summary>A provider that really waits for its server shows parts of a page that would read side by side in one context.</summary>
[Collection(SchoolTests.Name)]
public sealed class PostgreSqlPortalShould(OpenSchool school)
{
    [Fact]
    public async Task ShowPagesWhosePartsReadTheDatabase()
    {
        var server = await PostgresServer.SharedAsync();
        await using var portal = await PortalProcess.StartAsync(await server.CreateDatabaseAsync());
        foreach (var (account, links) in ((string, string[])[])
        [
            ("teacher", [".cards a[href$=gradebook]", ".grid .name[data-row='0']"]),
            ("observer", [".cards h2 a"]),
            ("adviser", ["tbody a"]),
            ("administrator", ["a[href='/admin/reports']"]),
        ])
        {
            await using var visit = await school.VisitAsync();
            await visit.Page.GotoAsync(new Uri(portal.Address, "/sign-in").ToString());
            await visit.Page.ClickAsync($"#as-{account}");
            foreach (var link in links)
            {
                var before = visit.Page.Url;
                await visit.Page.Locator(link).First.ClickAsync();
                await visit.Page.WaitForURLAsync(url => url != before);
                await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            }

            (await visit.TextAsync()).Should().NotContain("Something went wrong");
            if (account is "teacher" or "adviser")
            {
                await visit.Page.FillAsync("#new-note", "Read and written on a server");
                await visit.Page.ClickAsync(".new-note .primary");
                await visit.Page.Locator(".notes .text", new() { HasText = "on a server" }).WaitForAsync();
                await visit.Page.Locator("#new-tag").WaitForAsync();
            }

            visit.Complaints.Should().BeEmpty();
        }
    }
}
