using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CanvasData.Operations.AspNetCore.Tests;

[Collection(OneHost.Name)]
public sealed class RequestsShould(ApiHost host)
{
    private static readonly string[] Bodies =
        ["", "null", "{}", "[]", "[null]", "7", "\"text\"", "{\"text\":null}", "{\"tags\":null}", "{\"tags\":[null]}", "{\"ids\":null,\"objectType\":null,\"decision\":\"keep\"}", "{\"ids\":[-1],\"objectType\":\"planet\",\"decision\":\"keep\"}", "{\"scores\":{\"x\":1}}",
            "{\"scores\":{\"1\":1e999}}", "{\"letters\":[null]}", "{\"courseIds\":[-5]}", "{\"strategy\":\"never\"}", "[{\"name\":null,\"value\":null}]", "[{\"name\":\"seat\",\"value\":\"a\"}]", "{\"text\":\"\\u0000\",\"visibility\":\"all\"}", new string('[', 5_000)];

    public static TheoryData<string> Writes => [.. Rows.All.Where(row => row.Body is not null).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task RefuseAStrangeBodyByAClearAnswer(string name)
    {
        var row = Rows.All.Single(one => one.Name == name);
        var people = host.People;
        var path = row.Path(new Objects(people.Course, people.Student, people.Assignment, 1, Guid.NewGuid()));
        using var client = host.Client(CanvasApiRoles.Administrator);
        foreach (var body in Bodies)
        {
            using var request = new HttpRequestMessage(row.Method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            using var response = await client.SendAsync(request);

            ((int)response.StatusCode).Should().BeLessThan(500, $"{name} got {body[..Math.Min(80, body.Length)]}: {await response.Content.ReadAsStringAsync()}");
            if (!response.IsSuccessStatusCode)
            {
                response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
            }
        }
    }

    [Theory]
    [InlineData("courses/99999999999999999999")]
    [InlineData("courses/-1")]
    [InlineData("courses/0")]
    [InlineData("courses/x")]
    [InlineData("syncs/x")]
    [InlineData("nothing")]
    public async Task KnowNoStrangeObject(string path) => (await host.SharedClient(CanvasApiRoles.Administrator).GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("sort=Nothing")]
    [InlineData("sort=")]
    [InlineData("sort=%20")]
    [InlineData("format=csv&fields=%20")]
    [InlineData("filter=enrollmentState:eq:%00")]
    [InlineData("state=%00")]
    [InlineData("size=0")]
    [InlineData("size=1001")]
    [InlineData("size=x")]
    [InlineData("cursor=abc")]
    [InlineData("format=xml")]
    [InlineData("filter=finalScore")]
    [InlineData("filter=finalScore:like:3")]
    [InlineData("filter=finalScore:lt:x")]
    [InlineData("filter=nothing:eq:3")]
    [InlineData("filter=studentName:eq:Ana")]
    [InlineData("filter=studentId:eq:1")]
    [InlineData("filter=sisUserId:eq:1")]
    [InlineData("format=csv&fields=Nothing")]
    public async Task RefuseAStrangeParameter(string query)
    {
        using var response = await host.SharedClient(CanvasApiRoles.Administrator).GetAsync($"courses/{host.People.Course}/students?{query}");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData("lifecycle/decisions", "decision", "9")]
    [InlineData("lifecycle/decisions", "decision", "4")]
    [InlineData("lifecycle/decisions", "decision", "\"9\"")]
    [InlineData("lifecycle/decisions", "decision", "\"4\"")]
    [InlineData("lifecycle/decisions", "decision", "\"approve,reactivate\"")]
    [InlineData("lifecycle/decisions", "decision", "\"cancel, keep\"")]
    [InlineData("lifecycle/decisions", "decision", "\"\"")]
    [InlineData("syncs", "strategy", "1")]
    [InlineData("syncs", "strategy", "99")]
    [InlineData("syncs", "strategy", "\"1\"")]
    public async Task RefuseAnEnumerationThatIsNoName(string path, string field, string value)
    {
        using var client = host.Client(CanvasApiRoles.Administrator);
        using var body = new StringContent($$"""{"{{field}}":{{value}},"objectType":"assignment","ids":["{{host.People.Assignment}}"],"courseIds":[]}""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(path, body);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("1e308")]
    [InlineData("80&targets=NaN")]
    public async Task RefuseATargetThatIsNoPercentage(string targets)
    {
        using var response = await host.SharedClient(CanvasApiRoles.Teacher).GetAsync($"courses/{host.People.Course}/students/{host.People.Student}/prediction?targets={targets}");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task RefuseMoreTargetsThanAnAnswerNeeds()
    {
        (await SendAsync(100)).Should().Be(HttpStatusCode.OK);
        (await SendAsync(101)).Should().Be(HttpStatusCode.BadRequest);

        async Task<HttpStatusCode> SendAsync(int count)
        {
            var targets = string.Join('&', Enumerable.Repeat("targets=80", count));
            using var response = await host.SharedClient(CanvasApiRoles.Teacher).GetAsync($"courses/{host.People.Course}/students/{host.People.Student}/prediction?{targets}");
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task TellStaffTheCureAndOthersNothingInside()
    {
        var path = $"courses/{host.People.Course}/students?sort=Nothing";

        var staff = await ProblemAsync(CanvasApiRoles.Teacher, path);
        var student = await ProblemAsync(CanvasApiRoles.Student, path);

        staff.GetProperty("detail").GetString().Should().Contain("SortableName");
        student.TryGetProperty("detail", out _).Should().BeFalse();
        student.TryGetProperty("remedy", out _).Should().BeFalse();
        (await ProblemAsync(CanvasApiRoles.Teacher, "courses?filter=x")).GetProperty("remedy").GetString().Should().NotBeEmpty();
        (await ProblemAsync(CanvasApiRoles.Student, "courses?filter=x")).TryGetProperty("remedy", out _).Should().BeFalse();
    }

    private async Task<JsonElement> ProblemAsync(CanvasApiRoles role, string path)
    {
        using var response = await host.SharedClient(role).GetAsync(path);
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
