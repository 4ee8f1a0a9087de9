using System.Diagnostics;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Monitoring;

[Collection("Monitoring")]
public class QueryTelemetryShould
{
    [Theory]
    [InlineData(Provider.Sqlite, "sqlite", "SQLite 1")]
    [InlineData(Provider.PostgreSql, "postgresql", "PostgreSQL 42P01")]
    public async Task SpeakTheSemanticConventionsForDatabases(Provider provider, string system, string code)
    {
        await using var host = await MonitoredHost.StartAsync(provider);
        using var heard = new HeardTelemetry();
        using (new Activity("outer").Start())
        {
            await host.UseAsync(context => context.Books.TagWith("list").Where(book => book.Shelf == 1).ToListAsync());
            await host.UseAsync(context => FluentActions.Awaiting(() => context.Database.ExecuteSqlRawAsync("DELETE FROM nothing_like_this")).Should().ThrowAsync<Exception>());
        }

        var durations = heard.Measurements.Where(measurement => measurement.Name == "db.client.operation.duration").ToList();
        durations.Should().HaveCount(2).And.OnlyContain(measurement => measurement.Value > 0 && measurement.Value < 60, "the unit is the second");
        durations[0].Tags.Should().Equal(new Dictionary<string, object?>
        {
            ["db.system.name"] = system,
            ["db.operation.name"] = "SELECT",
            ["db.query.summary"] = "SELECT Books",
            ["db.collection.name"] = "Books",
        });
        durations[1].Tags.Should().Contain("error.type", code).And.Contain("db.operation.name", "DELETE");
        heard.Measurements.Where(measurement => measurement.Name == "db.client.response.returned_rows").Select(measurement => measurement.Value).Should().Equal(10);

        var span = heard.Spans.First();
        span.Should().BeEquivalentTo(new { Kind = ActivityKind.Client, DisplayName = "SELECT Books", Status = ActivityStatusCode.Unset });
        span.ParentSpanId.ToString().Should().NotBe("0000000000000000");
        span.Duration.TotalSeconds.Should().BeApproximately(durations[0].Value, 1);
        span.GetTagItem("db.query.text").Should().BeOfType<string>().Which.Should().EndWith("= ?");
        span.GetTagItem("db.response.returned_rows").Should().Be(10L);
        span.GetTagItem("canvas.db.call_site").Should().Be("list");
        heard.Spans.Last().Should().BeEquivalentTo(new { Status = ActivityStatusCode.Error });
        Activity.Current.Should().BeNull("a span of a query ends with it");
    }
}
