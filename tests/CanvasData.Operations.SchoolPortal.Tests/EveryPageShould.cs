using CanvasData.Operations.SchoolPortal.Tests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace CanvasData.Operations.SchoolPortal.Tests;

[Collection(SchoolTests.Name)]
public sealed class EveryPageShould(OpenSchool school)
{
    private static readonly string Pictures = Path.Combine(PortalProcess.Root, "artifacts/portal-pages");

    /// <summary>The pages: a name, the account, the first address, and links to follow from there.</summary>
    public static TheoryData<string, string?, string, string[]> Pages => new()
    {
        { "sign-in", null, "/sign-in", [] },
        { "not-found", null, "/nowhere", [] },
        { "denied", "student", "/denied", [] },
        { "teacher-courses", "teacher", "/teacher", [] },
        { "teacher-pulse", "teacher", "/teacher", [".cards h2 a"] },
        { "teacher-gradebook", "teacher", "/teacher", [".cards a[href$=gradebook]"] },
        { "teacher-student", "teacher", "/teacher", [".cards a[href$=gradebook]", ".grid .name[data-row='1']"] },
        { "teacher-attention", "teacher", "/teacher", [".cards a[href$=attention]", ".attention summary"] },
        { "student-courses", "student", "/student", [] },
        { "student-course", "student", "/student", [".cards h2 a"] },
        { "observer-students", "observer", "/observer", [] },
        { "observer-course", "observer", "/observer", [".cards h2 a"] },
        { "adviser-students", "adviser", "/adviser", [] },
        { "adviser-student", "adviser", "/adviser", ["tbody a"] },
        { "admin-sync", "administrator", "/admin/sync", [] },
        { "admin-vanished", "administrator", "/admin/vanished", [] },
        { "admin-vanished-object", "administrator", "/admin/vanished", ["tbody a"] },
        { "admin-reports", "administrator", "/admin/reports", [] },
        { "admin-people", "administrator", "/admin/people", [] },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task BeReadableByEverybody(string name, string? account, string address, string[] links)
    {
        await using var visit = await OpenAsync(account, address, links, new Look());
        var result = await visit.Page.RunAxe();
        result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(Describe).Should().BeEmpty();
        await PictureAsync(visit, name, "light-wide");
        (name == "not-found" ? visit.Complaints.Where(complaint => !complaint.Contains("404", StringComparison.Ordinal)) : visit.Complaints).Should().BeEmpty();
        foreach (var (look, suffix) in ((Look, string)[])[(new Look(IsDark: true), "dark-wide"), (new Look(IsNarrow: true), "light-narrow"), (new Look(IsDark: true, IsNarrow: true), "dark-narrow")])
        {
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light });
            await visit.Page.SetViewportSizeAsync(look.IsNarrow ? 390 : 1280, look.IsNarrow ? 844 : 860);
            await PictureAsync(visit, name, suffix);
            if (suffix == "dark-narrow")
            {
                (await visit.Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") })).Violations.Select(Describe).Should().BeEmpty();
            }

            (await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .Should().BeLessThanOrEqualTo(0, "{0} must not scroll sideways in {1}", name, suffix);
            (await visit.Page.Locator(".grid .line .total").EvaluateAllAsync<string[]>("all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"))
                .Should().BeEmpty("the totals of {0} can be read in {1}", name, suffix);
            (await visit.Page.Locator(".trail li:last-child").EvaluateAllAsync<string[]>("all => all.map(one => getComputedStyle(one, '::after').content)"))
                .Should().NotContain(content => content != "none", "the trail of {0} ends with the page", name);
        }
    }

    private async Task<Visit> OpenAsync(string? account, string address, string[] links, Look look)
    {
        var visit = account is null ? await school.VisitAsync(look) : await school.VisitAsAsync(account, look);
        await visit.Page.GotoAsync(address);
        foreach (var link in links)
        {
            await visit.Page.Locator(link).First.ClickAsync();
            await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }

        return visit;
    }

    private static Task PictureAsync(Visit visit, string name, string suffix) =>
        visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{name}-{suffix}.png"), FullPage = true });

    private static string Describe(AxeResultItem violation) => $"{violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}";
}
