using System.IO.Compression;
using CanvasData.Operations.SchoolPortal.Tests.Support;

namespace CanvasData.Operations.SchoolPortal.Tests;

/// <summary>A database of its own, because a demo account is erased in it.</summary>
[Collection(SchoolTests.Name)]
public sealed class DemoDatabaseShould(OpenSchool school) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-");

    [Fact]
    public async Task EraseTheAccountWithThePersonAndStayAwayFromARealCanvas()
    {
        var database = $"Data Source={Path.Combine(_folder.FullName, "portal.db")};Pooling=False";
        await using (var portal = await PortalProcess.StartAsync(database))
        {
            await using var visit = await school.VisitAsync();
            await visit.Page.GotoAsync(new Uri(portal.Address, "/sign-in").ToString());
            var name = await visit.Page.Locator("#as-student span").InnerTextAsync();
            await visit.Page.ClickAsync("#as-administrator");
            await visit.Page.WaitForURLAsync("**/admin/sync");
            await visit.Page.GotoAsync(new Uri(portal.Address, "/admin/people").ToString());
            await visit.Page.FillAsync("#term", name);
            await visit.Page.ClickAsync("main button.primary");
            var person = visit.Page.Locator(".person").First;
            (await ReadOwnRecordsAsync(visit, person)).Should().Contain("\"userName\":\"student\"").And.NotContain("assword");

            await person.Locator("summary").ClickAsync();
            await person.Locator("input[name=FullName]").FillAsync(name);
            await person.Locator("button.danger").ClickAsync();
            await visit.Page.Locator("[role=status]", new() { HasText = "erased" }).WaitForAsync();
            await visit.Page.ClickAsync(".who button");
            await visit.Page.ClickAsync("#as-student");
            await visit.Page.Locator("[role=alert]", new() { HasText = "The name or the password is wrong." }).WaitForAsync();
        }

        await using var real = await PortalProcess.StartAsync(database, new Uri("http://127.0.0.1:9/"));
        using var http = new HttpClient { BaseAddress = real.Address };
        using var page = await http.GetAsync(new Uri("/sign-in", UriKind.Relative));
        ((int)page.StatusCode).Should().Be(503);
        (await page.Content.ReadAsStringAsync()).Should().Contain("The log of the portal says more").And.NotContain("simulated school");
        await real.UntilLoggedAsync("everyone knows the password of its accounts");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> ReadOwnRecordsAsync(Visit visit, ILocator person)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => person.Locator("button", new() { HasText = "Export" }).ClickAsync());
        using var zip = ZipFile.OpenRead(await download.PathAsync());
        zip.Entries.Should().HaveCountGreaterThan(3);
        using var reader = new StreamReader(zip.GetEntry("portal.json")!.Open());
        return await reader.ReadToEndAsync();
    }
}
