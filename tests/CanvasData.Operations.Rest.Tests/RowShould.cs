using CanvasData.Operations.Rest.Tests.Support;

namespace CanvasData.Operations.Rest.Tests;

public sealed class RowShould
{
    [Fact]
    public async Task BeReadWithIdsAsTextsOrNumbersBeyondADouble()
    {
        await using var server = new RawServer(_ => RawReply.Json(
            """[{"id":"21070000000000048","course_id":77520000000029520},{"id":9223372036854775807,"course_id":"1"}]"""));
        await using var client = new TestClient(server.Address);

        var sections = await client.SectionsAsync();

        sections.Select(section => (section.Id.Value, section.CourseId.Value)).Should().Equal(
            (21070000000000048, 77520000000029520), (9223372036854775807, 1));
    }

    [Fact]
    public async Task NotSpoilItsPageWhenItIsNoObject()
    {
        await using var server = new RawServer(_ => RawReply.Json("""[{"id":1},null,7,"x",[{"id":9}],true,{"id":2}]"""));
        await using var client = new TestClient(server.Address);

        var sections = await client.SectionsAsync();

        sections.Where(section => section.Problem is null).Select(section => section.Id.Value).Should().Equal(1, 2);
        sections.Where(section => section.Problem is not null).Should().HaveCount(5)
            .And.OnlyContain(section => section.Problem == "an entry of the list is not an object" && !section.Id.IsSpecified);
    }

    [Fact]
    public async Task NotSpoilItsPageWhenItIsNestedTooDeep()
    {
        var deep = new string('[', 300) + new string(']', 300);
        await using var server = new RawServer(_ => RawReply.Json($$"""[{"id":1},{"id":2,"x":{{deep}}},{"id":3}]"""));
        await using var client = new TestClient(server.Address);

        var sections = await client.SectionsAsync();

        sections.Select(section => section.Problem is null).Should().Equal(true, false, true);
        sections[1].Problem.Should().Contain("nested too deep");
    }

    [Fact]
    public async Task NotSpoilItsPageWhenABytesInItAreNotUtf8()
    {
        byte[] body = [.. "[{\"id\":1,\"name\":\"a"u8, 0xFF, .. "b\",\""u8, 0xC3, .. "\":2},{\"id\":2}]"u8];
        await using var server = new RawServer(_ => RawReply.Bytes(
            [.. RawReply.Head("200 OK", "Content-Type: application/json", $"Content-Length: {body.Length}"), .. body], closes: false));
        await using var client = new TestClient(server.Address);

        var sections = await client.SectionsAsync();

        sections.Should().HaveCount(2);
        sections[1].Id.Value.Should().Be(2);
    }

    [Theory]
    [InlineData("\uFEFF[{\"id\":1}]")]
    [InlineData(" \r\n\t[ {\"id\" : 1 } ] \n")]
    [InlineData("[{\"id\":1,\"unheard_of\":{\"a\":[1]},\"name\":null}]")]
    public async Task BeReadWhateverIsAround(string body)
    {
        await using var server = new RawServer(_ => RawReply.Json(body));
        await using var client = new TestClient(server.Address);

        (await client.SectionsAsync()).Single().Id.Value.Should().Be(1);
    }

    [Fact]
    public async Task BeReadFromWrappedListsAlongLinksInTheBody()
    {
        RawServer server = null!;
        await using var _ = server = new RawServer(request => RawReply.Json(request.Path == "/more"
            ? """{"meta":{"pagination":{"next":null}},"grading_periods":[{"id":"2","title":"B"}]}"""
            : $$$"""{"grading_periods":[{"id":"1","title":"A"},5],"other":[1],"meta":{"pagination":{"next":"{{{server.Address}}}more"},"primaryCollection":"x"}}"""));
        await using var client = new TestClient(server.Address);

        var periods = await client.Canvas.ListGradingPeriodsAsync(1, client.Usage).ToListAsync();

        periods.Select(period => period.Id.Value).Should().Equal(1, null, 2);
        periods[1].Problem.Should().NotBeNull();
        server.Requests.Should().HaveCount(2);
    }
}
