using System.Diagnostics;
using System.Globalization;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>No culture and no time zone has a part in any number: proven by processes that live in others.</summary>
public class SameBitsShould
{
    private static readonly Lazy<List<string>> Here = new(EveryNumber.Bits);

    [Theory]
    [InlineData("tr_TR.UTF-8", "tr-TR", "Pacific/Auckland")]
    [InlineData("de_DE.UTF-8", "de-DE", "America/St_Johns")]
    [InlineData("ar_SA.UTF-8", "ar-SA", "Asia/Kathmandu")]
    public async Task ComeOutInEveryCultureAndTimeZone(string locale, string culture, string zone)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SameBitsShould).Assembly.Location]) { RedirectStandardOutput = true };
        (start.Environment["LC_ALL"], start.Environment["TZ"]) = (locale, zone);
        using var process = Process.Start(start)!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        lines[0].Should().Be($"{culture} {zone}", "the process lives there");
        lines[0].Should().NotBe($"{CultureInfo.CurrentCulture.Name} {TimeZoneInfo.Local.Id}");
        lines[1..].Should().Equal(Here.Value);
    }
}
