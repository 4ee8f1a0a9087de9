using CanvasData.Operations.Client;
using CanvasData.Operations.Rest.Tests.Support;

namespace CanvasData.Operations.Rest.Tests;

public sealed class EndpointShould
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 1, 14, 5, 9, 870, TimeSpan.FromHours(2));

    public static TheoryData<string, string> Lists => new()
    {
        { "courses", "/api/v1/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&per_page=100" },
        { "sections", "/api/v1/courses/21070000000000048/sections?per_page=100" },
        { "enrollments", "/api/v1/courses/21070000000000048/enrollments?state[]=active&state[]=invited&state[]=creation_pending&state[]=inactive&state[]=completed&include[]=current_points&per_page=100" },
        { "users", "/api/v1/courses/21070000000000048/users?enrollment_state[]=active&enrollment_state[]=invited&enrollment_state[]=inactive&enrollment_state[]=completed&include[]=email&include[]=last_login&per_page=100" },
        { "groups", "/api/v1/courses/21070000000000048/assignment_groups?per_page=100" },
        { "assignments", "/api/v1/courses/21070000000000048/assignments?include[]=overrides&include[]=checkpoints&override_assignment_dates=false&per_page=100" },
        { "submissions", "/api/v1/courses/21070000000000048/students/submissions?student_ids[]=all&include[]=sub_assignment_submissions&exclude_response_fields[]=attachments&exclude_response_fields[]=body&exclude_response_fields[]=discussion_entries&exclude_response_fields[]=preview_url&exclude_response_fields[]=url&per_page=100" },
        { "graded since", "/api/v1/courses/21070000000000048/students/submissions?student_ids[]=all&include[]=sub_assignment_submissions&exclude_response_fields[]=attachments&exclude_response_fields[]=body&exclude_response_fields[]=discussion_entries&exclude_response_fields[]=preview_url&exclude_response_fields[]=url&graded_since=2026-03-01T12:05:09Z&per_page=100" },
        { "submitted since", "/api/v1/courses/21070000000000048/students/submissions?student_ids[]=all&include[]=sub_assignment_submissions&exclude_response_fields[]=attachments&exclude_response_fields[]=body&exclude_response_fields[]=discussion_entries&exclude_response_fields[]=preview_url&exclude_response_fields[]=url&submitted_since=2026-03-01T12:05:09Z&per_page=100" },
        { "standards", "/api/v1/courses/21070000000000048/grading_standards?per_page=100" },
        { "modules", "/api/v1/courses/21070000000000048/modules?include[]=items&per_page=100" },
    };

    [Theory]
    [InlineData(null, "/api/v1/accounts?per_page=100", "/api/v1/accounts/7/sub_accounts?recursive=true&per_page=100")]
    [InlineData("self", "/api/v1/accounts/self", "/api/v1/accounts/7/sub_accounts?recursive=true&per_page=100")]
    public async Task AskForAccountsWithAllThatLieBelowThem(string? account, params string[] targets)
    {
        await using var server = new RawServer(request => RawReply.Json(
            request.Target.Contains("sub_accounts", StringComparison.Ordinal) ? """[{"id":"8","parent_account_id":"7"}]""" : account is null ? """[{"id":"7"}]""" : """{"id":"7"}"""));
        await using var client = new TestClient(server.Address, configure: options => options.AccountId = account);

        var accounts = await client.Canvas.ListAccountsAsync(new RequestCounter())!.ToListAsync();

        accounts.Select(one => one.Id.Value).Should().Equal(7, 8);
        server.Requests.Select(request => request.Target).Should().Equal(targets);
    }

    [Fact]
    public async Task SendTheTokenThatTheProviderGivesForEachRequest()
    {
        await using var server = new RawServer(_ => RawReply.Json("[]"));
        var given = 0;
        await using var client = new TestClient(server.Address, configure: options =>
        {
            options.AccessToken = null;
            options.AccessTokenProvider = (_, _) => ValueTask.FromResult($"renewed-{Interlocked.Increment(ref given)}");
        });

        await client.SectionsAsync();
        await client.SectionsAsync();

        server.Requests.SelectMany(request => request.Headers["Authorization"]).Should().Equal("Bearer renewed-1", "Bearer renewed-2");
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task AskForAListAsCanvasExpects(string list, string target)
    {
        await using var server = new RawServer(_ => RawReply.Json("[]"));
        await using var client = new TestClient(server.Address);

        (await CountAsync(client, list)).Should().Be(0);

        var request = server.Requests.Should().ContainSingle().Which;
        request.Target.Should().Be(target);
        request.Headers["Authorization"].Should().Equal($"Bearer {TestClient.Token}");
        request.Headers["User-Agent"].Should().Equal("CanvasData.Operations/1.0.0");
        request.Headers["Accept"].Should().Equal("application/json+canvas-string-ids, application/json");
        request.Headers["Accept-Encoding"].Single().Should().Contain("gzip");
        client.Canvas.Instance.Should().Be(server.Address);
    }

    [Theory]
    [InlineData("self", "/api/v1/accounts/self/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&per_page=100")]
    [InlineData("42", "/api/v1/accounts/42/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&per_page=100")]
    [InlineData("sis_account_id:a/b?c", "/api/v1/accounts/sis_account_id%3Aa%2Fb%3Fc/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&per_page=100")]
    public async Task ListTheCoursesOfAnAccount(string account, string target)
    {
        await using var server = new RawServer(_ => RawReply.Json("""[{"id":"5","access_restricted_by_date":true}]"""));
        await using var client = new TestClient(server.Address, configure: options =>
        {
            options.AccountId = account;
            options.UserAgent = "Portal/2.1 (it@school.example)";
        });

        var stub = (await client.Canvas.ListCoursesAsync(client.Usage).ToListAsync()).Single();

        stub.AccessRestrictedByDate.Value.Should().BeTrue();
        stub.Name.IsSpecified.Should().BeFalse();
        server.Requests.Single().Target.Should().Be(target);
        server.Requests.Single().Headers["User-Agent"].Should().Equal("Portal/2.1 (it@school.example)");
    }

    public static TheoryData<string?, CourseFilter, string[]> Filters => new()
    {
        { "self", new() { TermIds = [7] }, ["/api/v1/accounts/self/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&enrollment_term_id=7&per_page=100"] },
        { "self", new() { TermIds = [7, 8, 7] }, ["/api/v1/accounts/self/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&enrollment_term_id=7&per_page=100", "/api/v1/accounts/self/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&enrollment_term_id=8&per_page=100"] },
        { null, new() { TermIds = [7, 8] }, ["/api/v1/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&per_page=100"] },
        { null, new() { AccountIds = [42], TermIds = [7] }, ["/api/v1/accounts/42/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&enrollment_term_id=7&per_page=100"] },
        { null, new() { States = ["available", "unpublished"] }, ["/api/v1/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&state[]=available&state[]=unpublished&state[]=created&state[]=claimed&per_page=100"] },
        { "1", new() { StartsBefore = Moment, EndsFrom = Moment }, ["/api/v1/accounts/1/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&starts_before=2026-03-01T12:05:09Z&ends_after=2026-03-01T12:05:09Z&per_page=100"] },
        { "1", new() { StartsFrom = Moment, EndsBefore = Moment }, ["/api/v1/accounts/1/courses?include[]=term&include[]=total_students&include[]=current_grading_period_scores&per_page=100"] },
        { "1", new() { States = [] }, [] },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task LetCanvasFilterTheCoursesWhereItCan(string? account, CourseFilter filter, string[] targets)
    {
        await using var server = new RawServer(_ => RawReply.Json("[]"));
        await using var client = new TestClient(server.Address, configure: options => options.AccountId = account);

        (await client.Canvas.ListCoursesAsync(filter, client.Usage).ToListAsync()).Should().BeEmpty();

        server.Requests.Select(request => request.Target).Should().Equal(targets);
    }

    [Fact]
    public async Task FilterTheCoursesThatCanvasLetsThroughAndGiveItsTimeWithEach()
    {
        await using var server = new RawServer(_ => RawReply.Json(
            """[{"id":"1","enrollment_term_id":"7","account_id":"50"},{"id":"2","enrollment_term_id":"8","account_id":"42"},{"id":"3","access_restricted_by_date":true},{"name":"no id"}]""",
            "Date: Sun, 01 Mar 2026 12:05:09 GMT"));
        await using var client = new TestClient(server.Address);

        var courses = await client.Canvas.ListCoursesAsync(new CourseFilter { AccountIds = [42], TermIds = [7] }, client.Usage).ToListAsync();

        courses.Select(course => course.Id.Value).Should().Equal([1, null], "an account's list holds those below it, and what cannot be read is for the sync to refuse");
        courses[0].ServerTime.Should().Be(new DateTimeOffset(2026, 3, 1, 12, 5, 9, TimeSpan.Zero));
    }

    [Fact]
    public async Task AskAnAccountForWhatItsCoursesShare()
    {
        await using var server = new RawServer(request => RawReply.Json(request.Path.EndsWith("periods", StringComparison.Ordinal) ? """{"grading_periods":[{"id":"3"}]}""" : """[{"id":"4"}]"""));
        await using var client = new TestClient(server.Address);

        (await client.Canvas.ListAccountGradingPeriodsAsync(9, client.Usage)!.ToListAsync()).Single().Id.Value.Should().Be(3);
        (await client.Canvas.ListAccountGradingStandardsAsync(9, client.Usage)!.ToListAsync()).Single().Id.Value.Should().Be(4);

        server.Requests.Select(request => request.Target).Should().Equal("/api/v1/accounts/9/grading_periods?per_page=100", "/api/v1/accounts/9/grading_standards?per_page=100");
    }

    [Fact]
    public async Task AskForTheWorkOfSomeStudentsOrAssignments()
    {
        await using var server = new RawServer(_ => RawReply.Json("[]"));
        await using var client = new TestClient(server.Address);

        await client.Canvas.ListSubmissionsAsync(7, new SubmissionFilter { UserIds = [1, 2] }, client.Usage).ToListAsync();
        await client.Canvas.ListSubmissionsAsync(7, new SubmissionFilter { AssignmentIds = [3, 4] }, client.Usage).ToListAsync();

        server.Requests[0].Target.Should().StartWith("/api/v1/courses/7/students/submissions?student_ids[]=1&student_ids[]=2&include");
        server.Requests[1].Target.Should().StartWith("/api/v1/courses/7/students/submissions?student_ids[]=all&include").And.Contain("&assignment_ids[]=3&assignment_ids[]=4");
    }

    [Fact]
    public async Task GiveTheServersTimeWithACourse()
    {
        await using var server = new RawServer(_ => RawReply.Json("""{"id":"7","name":"Sailing","term":{"id":1}}""", "Date: Sun, 01 Mar 2026 12:05:09 GMT"));
        await using var client = new TestClient(server.Address);

        var course = await client.Canvas.GetCourseAsync(7, client.Usage);

        course.ServerTime.Should().Be(new DateTimeOffset(2026, 3, 1, 12, 5, 9, TimeSpan.Zero));
        course.Term.Value!.Id.Value.Should().Be(1);
        server.Requests.Single().Target.Should().Be("/api/v1/courses/7?include[]=term&include[]=total_students&include[]=current_grading_period_scores");
    }

    [Fact]
    public async Task ReadTheLatePolicyOrThatThereIsNone()
    {
        await using var server = new RawServer(request => request.Number == 1
            ? RawReply.Json("""{"late_policy":{"id":"3","late_submission_interval":"day"}}""")
            : RawReply.Of("404 Not Found", """{"errors":[]}""", "Content-Type: application/json"));
        await using var client = new TestClient(server.Address);

        (await client.Canvas.FindLatePolicyAsync(7, client.Usage))!.LateSubmissionInterval.Value.Should().Be("day");
        (await client.Canvas.FindLatePolicyAsync(7, client.Usage)).Should().BeNull();
        server.Requests[0].Target.Should().Be("/api/v1/courses/7/late_policy");
    }

    [Fact]
    public async Task CompleteTheModulesWhoseItemsCanvasLeftOut()
    {
        RawServer server = null!;
        await using var _ = server = new RawServer(request => request.Path switch
        {
            "/api/v1/courses/7/modules" => RawReply.Json(
                """[{"id":"1","items_count":1,"items":[{"id":"10"}]},{"id":"2","items_count":3},{"id":"3","items_count":0},{"id":"4","items":[]},{"id":"5","items_count":2,"items":null}]"""),
            "/api/v1/courses/7/modules/2/items" => RawReply.Json("""[{"id":"20"},{"id":"21"}]""", $"Link: <{server.Address}rest>; rel=\"next\""),
            "/rest" => RawReply.Json("""[{"id":"22"}]"""),
            "/api/v1/courses/7/modules/5/items" => RawReply.Json("[]"),
            _ => RawReply.Of("404 Not Found", ""),
        });
        await using var client = new TestClient(server.Address);

        var modules = await client.Canvas.ListModulesAsync(7, client.Usage).ToListAsync();

        modules.Select(module => module.Items.Value!.Count).Should().Equal(1, 3, 0, 0, 0);
        server.Requests.Should().HaveCount(4);
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("403 Forbidden")]
    public async Task LoseOnlyTheItemsOfTheModuleThatIsRefused(string status)
    {
        await using var server = new RawServer(request => request.Path switch
        {
            "/api/v1/courses/7/modules" => RawReply.Json("""[{"id":"1","items_count":1},{"id":"2","items_count":3},{"id":"3","items":[{"id":"30"}]}]"""),
            "/api/v1/courses/7/modules/2/items" => RawReply.Json("""[{"id":"20"}]"""),
            _ => RawReply.Of(status, "{}", "Content-Type: application/json"),
        });
        await using var client = new TestClient(server.Address);

        var modules = await client.Canvas.ListModulesAsync(7, client.Usage).ToListAsync();

        modules.Select(module => module.Items.Value?.Count).Should().Equal(null, 1, 1);
        modules[0].Items.Problem.Should().Contain(status[..3]);
    }

    [Fact]
    public async Task ReadTheSettingsOfACourse()
    {
        await using var server = new RawServer(_ => RawReply.Json("""{"hide_final_grades":false,"restrict_quantitative_data":true}"""));
        await using var client = new TestClient(server.Address);

        (await client.Canvas.FindCourseSettingsAsync(7, client.Usage))!.RestrictQuantitativeData.Value.Should().BeTrue();
        server.Requests.Single().Target.Should().Be("/api/v1/courses/7/settings");
    }

    private static async Task<int> CountAsync(TestClient client, string list)
    {
        const long Course = 21070000000000048;
        var (canvas, usage) = (client.Canvas, client.Usage);
        return list switch
        {
            "courses" => await canvas.ListCoursesAsync(usage).CountAsync(),
            "sections" => await canvas.ListSectionsAsync(Course, usage).CountAsync(),
            "enrollments" => await canvas.ListEnrollmentsAsync(Course, usage).CountAsync(),
            "users" => await canvas.ListUsersAsync(Course, usage).CountAsync(),
            "groups" => await canvas.ListAssignmentGroupsAsync(Course, usage).CountAsync(),
            "assignments" => await canvas.ListAssignmentsAsync(Course, usage).CountAsync(),
            "submissions" => await canvas.ListSubmissionsAsync(Course, SubmissionFilter.All, usage).CountAsync(),
            "graded since" => await canvas.ListSubmissionsAsync(Course, new SubmissionFilter(GradedSince: Moment), usage).CountAsync(),
            "submitted since" => await canvas.ListSubmissionsAsync(Course, new SubmissionFilter(SubmittedSince: Moment), usage).CountAsync(),
            "standards" => await canvas.ListGradingStandardsAsync(Course, usage).CountAsync(),
            "modules" => await canvas.ListModulesAsync(Course, usage).CountAsync(),
            _ => throw new ArgumentOutOfRangeException(nameof(list)),
        };
    }
}
