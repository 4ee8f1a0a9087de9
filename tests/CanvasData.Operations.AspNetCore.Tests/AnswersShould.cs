using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.AspNetCore.Tests;

[Collection(OneHost.Name)]
public sealed class AnswersShould(ApiHost host)
{
    private People People => host.People;

    [Fact]
    public async Task BeSentAgainOnlyWhenTheyChanged()
    {
        var client = host.SharedClient(CanvasApiRoles.Teacher);
        var path = $"courses/{People.Course}/gradebook";
        using var first = await client.GetAsync(path);
        using var same = await SendAsync(client, path, first.Headers.ETag!);

        same.StatusCode.Should().Be(HttpStatusCode.NotModified);
        (await same.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        first.Headers.CacheControl!.Private.Should().BeTrue();

        host.Canvas.School.SetScore(People.Course, People.Assignment, People.Student, 0.5);
        await host.SyncAsync();
        using var changed = await SendAsync(client, path, first.Headers.ETag!);

        changed.StatusCode.Should().Be(HttpStatusCode.OK);
        changed.Headers.ETag.Should().NotBe(first.Headers.ETag);
    }

    [Fact]
    public async Task LeadFromPageToPage()
    {
        var client = host.SharedClient(CanvasApiRoles.Teacher);
        var all = await client.JsonAsync($"courses/{People.Course}/students?size=1000&sort=-sortableName");
        var ids = new List<string?>();
        for (var path = $"courses/{People.Course}/students?size=7&sort=-sortableName"; path is not null;)
        {
            using var response = await client.GetAsync(path);
            response.StatusCode.Should().Be(HttpStatusCode.OK);
            ids.AddRange((await client.JsonAsync(path)).EnumerateArray().Select(row => row.GetProperty("studentId").GetString()));
            path = response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        ids.Should().HaveCountGreaterThan(7).And.Equal(all.EnumerateArray().Select(row => row.GetProperty("studentId").GetString()));
    }

    [Fact]
    public async Task KeepNamesOutOfCursorsAndCursorsToOnePerson()
    {
        using var response = await host.SharedClient(CanvasApiRoles.Teacher).GetAsync($"courses/{People.Course}/students?size=3&sort=sortableName");
        var rows = await host.SharedClient(CanvasApiRoles.Teacher).JsonAsync($"courses/{People.Course}/students?size=3&sort=sortableName");
        var link = response.Headers.GetValues("Link").Single().Split('<', '>')[1];
        var cursor = link.Split("cursor=")[1];
        var name = rows[2].GetProperty("sortableName").GetString()!;

        Readable(cursor).Should().NotContain(name.Split(',')[0]);
        (await host.SharedClient(CanvasApiRoles.Administrator).GetAsync(link)).StatusCode.Should().Be(HttpStatusCode.BadRequest, "the cursor is the teacher's");
        (await host.SharedClient(CanvasApiRoles.Teacher).GetAsync(link)).StatusCode.Should().Be(HttpStatusCode.OK);

        static string Readable(string cursor)
        {
            var base64 = cursor.Replace('-', '+').Replace('_', '/');
            return Encoding.UTF8.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
        }
    }

    [Fact]
    public async Task FilterAndSortByTheFieldsOfTheRows()
    {
        var client = host.SharedClient(CanvasApiRoles.Teacher);

        var rows = await client.JsonAsync($"courses/{People.Course}/grades?size=1000&filter=percentage:lt:60&filter=isLate:eq:false&sort=-percentage");

        var percentages = rows.EnumerateArray().Select(row => row.GetProperty("percentage").GetDouble()).ToList();
        percentages.Should().NotBeEmpty().And.OnlyContain(percentage => percentage < 60).And.BeInDescendingOrder();
        rows.EnumerateArray().Should().OnlyContain(row => !row.GetProperty("isLate").GetBoolean());
    }

    [Fact]
    public async Task ComeAsCsvWithoutFormulas()
    {
        const string Formula = "=HYPERLINK(\"http://evil\")";
        host.Canvas.School.RenameUser(People.Student, Formula);
        await host.SyncAsync();
        var client = host.SharedClient(CanvasApiRoles.Teacher);

        foreach (var path in (string[])[$"courses/{People.Course}/students", $"courses/{People.Course}/grades", $"courses/{People.Course}/missing"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
            using var response = await client.SendAsync(request);
            var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

            response.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
            lines.Should().HaveCount((await client.JsonAsync($"{path}?size=1000")).GetArrayLength() + 1);
            lines[0].Split(',').Should().Contain("StudentName");
            string.Join('\n', lines).Should().NotContain(",\"=HYPER").And.NotContain(",=HYPER");
        }

        (await client.GetStringAsync($"courses/{People.Course}/students?format=csv&fields=StudentId,StudentName")).Should().Contain("'=HYPERLINK");
        (await client.GetStringAsync($"courses/{People.Course}/gradebook?format=csv")).Should().StartWith("Student,ID,");
        (await client.GetStringAsync($"courses/{People.Course}/students/{People.Student}/history/days?format=csv")).Split("\r\n")[1].Should().MatchRegex(@"^\d{4}-\d{2}-\d{2},");
        foreach (var list in (string[])["risk", "trends", "predictions", "history/totals?at=2100-01-01T00:00:00Z", "notes", "assignments"])
        {
            var csv = await client.GetStringAsync($"courses/{People.Course}/{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}format=csv");
            csv.Split("\r\n")[0].Should().Contain("Id");
        }
    }

    [Fact]
    public async Task ServeEveryListAsCsv()
    {
        using var client = host.Client(CanvasApiRoles.Administrator);
        var operations = (await OpenApiDocument.ReadAsync(host)).Operations.ToDictionary(operation => operation.Id);
        var objects = new Objects(People.Course, People.Student, People.Assignment, 1, Guid.NewGuid());
        var (compared, rows) = (0, 0);
        foreach (var row in Rows.All.Where(row => row.Method == HttpMethod.Get && operations[row.Name].HasCsv))
        {
            var path = row.Path(objects);
            if (operations[row.Name].Parameters("query").Contains("size") && !path.Contains("size=", StringComparison.Ordinal))
            {
                path += $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}size=100";
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/csv") } } };
            using var response = await client.SendAsync(request);
            using var asJson = await client.GetAsync(path);
            response.StatusCode.Should().Be(asJson.StatusCode, row.Name);
            if (!response.IsSuccessStatusCode)
            {
                continue;
            }

            response.Content.Headers.ContentType!.MediaType.Should().Be("text/csv", row.Name);
            var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            lines.Should().NotBeEmpty("{0} has a heading", row.Name);
            if (await asJson.Content.ReadFromJsonAsync<JsonElement>() is { ValueKind: JsonValueKind.Array } list)
            {
                lines.Should().HaveCount(list.GetArrayLength() + 1, row.Name);
                rows += list.GetArrayLength();
            }

            compared++;
        }

        compared.Should().BeGreaterThan(30);
        rows.Should().BeGreaterThan(500);
    }

    [Fact]
    public async Task SayWhatAStudentNeeds()
    {
        using var client = host.Client(CanvasApiRoles.Student);
        var api = new CanvasOperationsClient(client);

        var now = await api.AskWhatIfAsync(People.Course, People.Student, new WhatIfRequest { Targets = [50, 101] });
        var then = await api.AskWhatIfAsync(People.Course, People.Student, new WhatIfRequest { Scores = new Dictionary<long, double> { [People.Assignment] = 0 } });

        now.Then.Should().BeEquivalentTo(now.Now);
        now.Targets.Should().HaveCount(2);
        then.Then.Current.Percent.Should().BeLessThanOrEqualTo(now.Now.Current.Percent!.Value);
        await api.Awaiting(one => one.AskWhatIfAsync(People.Course, People.Observed, new WhatIfRequest())).Should().ThrowAsync<CanvasApiRequestException>().Where(error => error.Status == HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task LeaveNoNameInALog()
    {
        foreach (var role in (CanvasApiRoles[])[CanvasApiRoles.Teacher, CanvasApiRoles.Student])
        {
            await host.SharedClient(role).GetAsync($"courses/{People.Course}/students?size=3&sort=sortableName");
            await host.SharedClient(role).GetAsync($"courses/{People.Course}/students?filter=x");
        }

        await using var scope = host.Services.CreateAsyncScope();
        var names = scope.ServiceProvider.GetRequiredService<IQueryBuilder>().ForEverything().CourseEnrollments(People.Course).Select(row => row.SortableName!).ToList();
        host.Logs.Texts.Should().NotBeEmpty();
        string.Join('\n', host.Logs.Texts).Should().NotContainAny(names);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string path, EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(tag);
        return client.SendAsync(request);
    }
}
