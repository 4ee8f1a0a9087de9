using System.Text.RegularExpressions;
using System.Xml.Linq;
using CanvasData.Operations.SchoolPortal.Tests.Support;

namespace CanvasData.Operations.SchoolPortal.Tests;

[Collection(SchoolTests.Name)]
public sealed partial class TextsShould(OpenSchool school)
{
    private static readonly string Sample = Path.Combine(PortalProcess.Root, "samples/SchoolPortal");

    [Theory]
    [InlineData("PortalTexts.resx")]
    [InlineData("PortalTexts.de.resx")]
    public void HoldEveryTextOfThePagesWithItsPlaces(string file)
    {
        var used = Directory.EnumerateFiles(Path.Combine(Sample, "Components"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(page => Key().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        var texts = XDocument.Load(Path.Combine(Sample, "Texts", file)).Root!.Elements("data").ToDictionary(text => text.Attribute("name")!.Value, text => text.Element("value")!.Value);

        used.Should().HaveCountGreaterThan(200);
        used.Except(texts.Keys).Should().BeEmpty();
        texts.Where(text => Places(text.Value) != Places(text.Key)).Should().BeEmpty();
    }

    [Fact]
    public async Task SpeakGermanToABrowserThatDoes()
    {
        await using var visit = await school.VisitAsAsync("student", new Look(Language: "de-DE"));
        await visit.Page.GotoAsync("/student");
        (await visit.TextAsync()).Should().Contain("Meine Kurse").And.Contain("In den nächsten zwei Wochen fällig");
        (await visit.Page.Locator("html").GetAttributeAsync("lang")).Should().Be("de");
    }

    [Fact]
    public async Task KeepTheLanguageThatSomebodyChose()
    {
        await using var visit = await school.VisitAsync();
        await visit.Page.GotoAsync("/sign-in");
        await visit.Page.ClickAsync("button[value=de]");
        (await visit.Page.Locator("h1").InnerTextAsync()).Should().Be("Anmelden");
        await visit.Page.ReloadAsync();
        (await visit.Page.Locator("h1").InnerTextAsync()).Should().Be("Anmelden");
    }

    [Fact]
    public async Task ShowTimesInTheZoneOfTheBrowser()
    {
        await using var visit = await school.VisitAsAsync("student");
        await visit.Page.GotoAsync("/student");
        var times = await visit.Page.Locator("main time").EvaluateAllAsync<string[]>("""
            all => all.map(one => [one.innerText, new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Stockholm', hour: '2-digit', minute: '2-digit' }).format(new Date(one.dateTime))].join('|'))
            """);
        times.Should().NotBeEmpty();
        times.Select(pair => pair.Split('|')).Should().AllSatisfy(pair => pair[0].Should().EndWith(pair[1]));
    }

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("""\bL\["((?:[^"\\]|\\.)*)"(?! \+)""")]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
