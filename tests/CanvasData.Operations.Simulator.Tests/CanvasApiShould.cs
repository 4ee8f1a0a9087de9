using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>The manners of the API: who may call, how lists are paged, how refusals look.</summary>
public sealed class CanvasApiShould(SharedSchool shared) : IClassFixture<SharedSchool>
{
    private readonly Caller caller = shared.Caller;

    private string Course => $"courses/{shared.School.Courses[0].Id}";

    [Fact]
    public async Task RefuseACallerWithoutUserAgentWithHtml()
    {
        using var nameless = new Caller(shared.Simulator);
        nameless.Headers.UserAgent.Clear();
        var answer = await nameless.GetAsync("courses");
        answer.Status.Should().Be(HttpStatusCode.Forbidden);
        answer.MediaType.Should().Be("text/html");
        answer.Body.Should().Contain("cloudfront");
    }

    [Fact]
    public async Task AskForATokenWhenNoneIsSent()
    {
        using var stranger = new Caller(shared.Simulator);
        stranger.Headers.Authorization = null;
        var answer = await stranger.GetAsync("courses");
        answer.Status.Should().Be(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer realm=\"canvas-lms\"");
        answer.Body.Should().Be("""{"status":"unauthenticated","errors":[{"message":"user authorization required"}]}""");
    }

    [Fact]
    public async Task RefuseAWrongToken()
    {
        using var stranger = new Caller(shared.Simulator);
        stranger.Headers.Authorization = new("Bearer", "wrong");
        var answer = await stranger.GetAsync("courses");
        answer.Status.Should().Be(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.Should().NotBeEmpty();
        answer.Body.Should().Be("""{"errors":[{"message":"Invalid access token."}]}""");
    }

    [Fact]
    public async Task TakeTheTokenAsAParameterAndKeepItOutOfLinksAndLog()
    {
        using var stranger = new Caller(shared.Simulator);
        stranger.Headers.Authorization = null;
        var answer = await stranger.GetAsync($"courses?access_token={shared.Simulator.Token}&per_page=3");
        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.LinkHeader.Should().NotContain("access_token");
        shared.Simulator.Requests.All.Should().NotContain(r => r.PathAndQuery.Contains(shared.Simulator.Token));
    }

    [Theory]
    [InlineData("", 10)]
    [InlineData("per_page=7", 7)]
    [InlineData("per_page=1000", 100)]
    [InlineData("per_page=99999999999999999999", 100)]
    [InlineData("per_page=0", 1)]
    [InlineData("per_page=-5", 1)]
    [InlineData("per_page=many", 1)]
    public async Task ClampThePageSize(string query, int rows) =>
        (await caller.ListAsync($"{Course}/enrollments?{query}")).Should().HaveCount(rows);

    [Fact]
    public async Task LinkNumberedPagesInCanvassOrder()
    {
        var answer = await caller.GetAsync("courses?page=2&per_page=5&include[]=term");
        var page = $"{shared.Simulator.BaseAddress}api/v1/courses?include%5B%5D=term&page={{0}}&per_page=5";
        answer.LinkHeader.Should().Be(string.Join(',', new[] { ("2", "current"), ("3", "next"), ("1", "prev"), ("1", "first"), ("5", "last") }
            .Select(l => $"<{string.Format(CultureInfo.InvariantCulture, page, l.Item1)}>; rel=\"{l.Item2}\"")));
    }

    [Theory]
    [InlineData("enrollments")]
    [InlineData("users")]
    [InlineData("students/submissions?student_ids[]=all")]
    public async Task PageLongListsByBookmarkWithoutALastPage(string list)
    {
        var answer = await caller.GetAsync($"{Course}/{list}");
        answer.Link("next").Should().Contain("page=bookmark:");
        answer.Link("first").Should().Contain("page=first");
        answer.Link("last").Should().BeNull();
        answer.Link("prev").Should().BeNull();
        (await caller.GetAsync(answer.Link("first")!)).Body.Should().Be(answer.Body);
    }

    [Fact]
    public async Task ServeAnEmptyListPastTheEnd()
    {
        var answer = await caller.GetAsync("courses?page=900");
        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Body.Should().Be("[]");
        answer.Link("next").Should().BeNull();
    }

    [Theory]
    [InlineData("courses?page=nonsense")]
    [InlineData("courses?page=0")]
    [InlineData("courses/{0}/enrollments?page=bookmark:!!!")]
    [InlineData("courses/{0}/enrollments?page=bookmark:AAAA")]
    [InlineData("courses/{0}/students/submissions?student_ids[]=all&page=2")]
    [InlineData("courses/424242")]
    [InlineData("courses/424242/enrollments")]
    [InlineData("courses/{0}/assignments/1")]
    [InlineData("courses/{0}/pages/nowhere")]
    [InlineData("accounts/9/courses")]
    public async Task SayNotFoundForWhatIsNotThere(string path)
    {
        var answer = await caller.GetAsync(string.Format(CultureInfo.InvariantCulture, path, shared.School.Courses[0].Id));
        answer.Status.Should().Be(HttpStatusCode.NotFound);
        answer.Body.Should().Be("""{"errors":[{"message":"The specified resource does not exist."}]}""");
    }

    [Fact]
    public async Task AnswerHtmlOutsideTheApi()
    {
        var answer = await caller.GetAsync("/dashboard");
        answer.Status.Should().Be(HttpStatusCode.NotFound);
        answer.MediaType.Should().Be("text/html");
    }

    [Fact]
    public async Task NotLetAnybodyWrite() =>
        (await caller.GetAsync("courses", HttpMethod.Post)).Status.Should().Be(HttpStatusCode.Forbidden);

    [Fact]
    public async Task LetTheLeastImportantLinksGoWhenTheHeaderGrowsLong()
    {
        var ids = string.Concat(shared.School.Students.Take(400).Select((s, i) => $"&x{i}={s.Id}"));
        var answer = await caller.GetAsync($"{Course}/assignments?per_page=1&page=2{ids[..2400]}");
        answer.LinkHeader.Length.Should().BeLessThan(6 * 1024);
        answer.Link("next").Should().NotBeNull();
        answer.Link("last").Should().NotBeNull();
        answer.Link("current").Should().BeNull();
        answer.Link("first").Should().BeNull();
    }

    [Fact]
    public async Task WriteEveryIdAsAStringWhenAsked()
    {
        using var strings = new Caller(shared.Simulator, stringIds: true);
        string[] lists = ["enrollments?per_page=50", "students/submissions?student_ids[]=all&per_page=100", "assignment_groups?include[]=assignments", "sections", "modules?include[]=items", "assignments?include[]=overrides&per_page=50"];
        foreach (var list in lists)
        {
            var ids = Ids((await strings.GetAsync($"{Course}/{list}")).Json).ToList();
            ids.Should().NotBeEmpty();
            ids.Should().OnlyContain(id => id.ValueKind == JsonValueKind.String || id.ValueKind == JsonValueKind.Null);
            Ids((await caller.GetAsync($"{Course}/{list}")).Json).Should().Contain(id => id.ValueKind == JsonValueKind.Number)
                .And.OnlyContain(id => id.ValueKind != JsonValueKind.String || id.GetString()!.Any(c => !char.IsAsciiDigit(c)));
        }
    }

    [Fact]
    public async Task ShowTheSchoolsClockAndTheCostOfARequest()
    {
        var answer = await caller.GetAsync("courses");
        answer.Headers.Date.Should().Be(shared.School.Now);
        double.Parse(answer.Headers.GetValues("X-Request-Cost").Single(), CultureInfo.InvariantCulture).Should().BePositive();
        answer.Headers.Contains("X-Request-Context-Id").Should().BeTrue();
        answer.Headers.Contains("X-Rate-Limit-Remaining").Should().BeFalse("the limit is off");
    }

    [Fact]
    public async Task FindACourseByEveryFormOfItsId()
    {
        var course = shared.School.Courses.First(c => c.SisCourseId is not null && c.Id > 1L << 53);
        var hex = Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(course.SisCourseId!));
        string[] forms = [$"{course.Id}", $"{course.Id / 10_000_000_000_000}~{course.Id % 10_000_000_000_000}", $"sis_course_id:{course.SisCourseId}", $"hex:sis_course_id:{hex}"];
        foreach (var form in forms)
        {
            (await caller.ObjectAsync($"courses/{form}"))["id"]!.GetValue<long>().Should().Be(course.Id, "it was asked for as {0}", form);
        }
    }

    [Fact]
    public async Task LogEveryRequest()
    {
        using var own = new Caller(shared.Simulator);
        await own.GetAsync($"{Course}/sections?per_page=1&marker=log");
        shared.Simulator.Requests.All.Should().ContainSingle(r => r.PathAndQuery.Contains("marker=log"))
            .Which.Should().BeEquivalentTo(new { Method = "GET", PathAndQuery = $"/api/v1/{Course}/sections?per_page=1&marker=log", Status = 200 });
    }

    [Fact]
    public async Task ServeTheSameCoursesFromEveryList()
    {
        var courses = (await caller.RowsAsync("courses?per_page=100")).ConvertAll(c => c["id"]!.GetValue<long>());
        courses.Should().Equal(shared.School.Courses.Select(c => c.Id));
        (await caller.RowsAsync("accounts/1/courses?per_page=100")).Select(c => c["id"]!.GetValue<long>()).Should().Equal(courses);
        (await caller.RowsAsync("accounts/self/courses")).Select(c => c["id"]!.GetValue<long>()).Should().Equal(courses);
    }

    [Fact]
    public async Task FilterCoursesByStateAndTerm()
    {
        (await caller.RowsAsync("courses?state[]=completed&state[]=unpublished")).Select(c => (string?)c["workflow_state"])
            .Should().NotBeEmpty().And.OnlyContain(s => s == "completed" || s == "unpublished");
        (await caller.RowsAsync("courses?enrollment_term_id=2")).Should().HaveCount(shared.School.Courses.Count(c => c.TermId == 2));
    }

    [Fact]
    public async Task KnowTheCallerAndTheAccount()
    {
        (await caller.ObjectAsync("users/self"))["name"]!.GetValue<string>().Should().NotBeEmpty();
        (await caller.ObjectAsync("accounts/self"))["id"]!.GetValue<long>().Should().Be(1);
    }

    [Fact]
    public async Task AddWhatIsIncludedAndNothingElse()
    {
        var plain = await caller.ObjectAsync(Course);
        string[] extras = ["term", "total_students", "concluded", "teachers", "sections"];
        plain.Select(p => p.Key).Should().NotContain(extras);
        var full = await caller.ObjectAsync($"{Course}?{string.Join('&', extras.Append("misspelt").Select(e => $"include[]={e}"))}");
        full.Select(p => p.Key).Except(plain.Select(p => p.Key)).Should().BeEquivalentTo(extras);
        full["teachers"]!.AsArray().Should().ContainSingle().Which!["anonymous_id"]!.GetValue<string>().Should().NotBeEmpty();
        (await caller.ListAsync($"{Course}/sections?include[]=total_students")).Sum(s => s!["total_students"]!.GetValue<int>()).Should().BeGreaterThan(full["total_students"]!.GetValue<int>());
        (await caller.ObjectAsync($"{Course}/settings")).Should().ContainKey("restrict_quantitative_data");
    }

    [Fact]
    public async Task ListUsersOnceWithTheirEnrollments()
    {
        var course = shared.School.Courses[0].Id;
        var living = shared.School.Enrollments(course).Where(e => e.State is "active" or "invited").ToList();
        var users = await caller.RowsAsync($"{Course}/users?per_page=100&include[]=email&include[]=enrollments&include[]=test_student");
        users.Select(u => u["id"]!.GetValue<long>()).Should().BeEquivalentTo(living.Select(e => e.UserId).Distinct());
        users.Select(u => u["sortable_name"]!.GetValue<string>()).Should().BeInAscendingOrder(StringComparer.OrdinalIgnoreCase);
        users.Should().OnlyContain(u => u["email"]!.GetValue<string>().EndsWith("@mail.example"));
        users.Sum(u => u["enrollments"]!.AsArray().Count).Should().Be(living.Count);
        (await caller.RowsAsync($"{Course}/users?enrollment_type[]=teacher&enrollment_type[]=ta")).Should().HaveCount(2);
        (await caller.RowsAsync($"{Course}/users?enrollment_state[]=deleted")).Should().HaveCount(shared.School.Enrollments(course).Count(e => e.State == "deleted"));
    }

    private static IEnumerable<JsonElement> Ids(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Ids),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => p.Name == "id" || (p.Name.EndsWith("_id", StringComparison.Ordinal) && !IsText(p.Name)) ? [p.Value]
            : p.Name.EndsWith("_ids", StringComparison.Ordinal) || p.Name == "never_drop" ? p.Value.EnumerateArray() : Ids(p.Value)),
        _ => [],
    };

    private static bool IsText(string name) =>
        name.StartsWith("sis_", StringComparison.Ordinal) || name.Contains("integration", StringComparison.Ordinal) || name is "login_id" or "lti_context_id" or "sis_source_id" or "anonymous_id";
}
