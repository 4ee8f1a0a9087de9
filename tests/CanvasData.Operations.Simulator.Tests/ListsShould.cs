using System.Net;
using System.Text.Json.Nodes;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>Lists heed what they are asked for, and hold what the school holds.</summary>
public sealed class ListsShould(SharedSchool shared) : IClassFixture<SharedSchool>
{
    private readonly Caller caller = shared.Caller;
    private readonly SimulatedSchool school = shared.School;

    private SimulatedCourse Course => school.Courses[0];

    private string Path => $"courses/{Course.Id}";

    private IReadOnlyList<SimulatedEnrollment> Enrollments => school.Enrollments(Course.Id);

    [Fact]
    public async Task OrderEnrollmentsByTypeThenSortableName()
    {
        var rows = await caller.RowsAsync($"{Path}/enrollments?per_page=7");
        rows.Should().HaveCountGreaterThan(100);
        var keys = rows.Select(r => ((string)r["type"]!, (string)r["user"]!["sortable_name"]!, (long)r["id"]!)).ToList();
        keys.Should().Equal(keys.OrderBy(k => k.Item1, StringComparer.Ordinal).ThenBy(k => k.Item2, StringComparer.OrdinalIgnoreCase).ThenBy(k => k.Item3));
        Ids(rows).Should().BeEquivalentTo(Enrollments.Where(e => e.State is "active" or "invited").Select(e => e.Id));
    }

    [Theory]
    [InlineData("type[]=TeacherEnrollment&type[]=TaEnrollment")]
    [InlineData("role[]=Lab+Mentor")]
    [InlineData("type[]=StudentEnrollment&role[]=Lab+Mentor")]
    [InlineData("state[]=inactive")]
    public async Task FilterEnrollments(string query)
    {
        Func<SimulatedEnrollment, bool> expected = query switch
        {
            "state[]=inactive" => e => e.State == "inactive",
            "type[]=TeacherEnrollment&type[]=TaEnrollment" => e => e.Type is "TeacherEnrollment" or "TaEnrollment",
            _ => e => e.Role == "Lab Mentor",
        };
        Ids(await caller.RowsAsync($"{Path}/enrollments?per_page=100&{query}")).Should().BeEquivalentTo(Enrollments.Where(expected).Select(e => e.Id)).And.NotBeEmpty();
    }

    [Fact]
    public async Task ServeTheEnrollmentsOfASectionAndOfAPerson()
    {
        var section = school.Sections(Course.Id)[1].Id;
        Ids(await caller.RowsAsync($"sections/{section}/enrollments?per_page=100")).Should()
            .BeEquivalentTo(Enrollments.Where(e => e.SectionId == section && e.State is "active" or "invited" && e.SectionId == section).Select(e => e.Id));
        var user = Enrollments.First(e => e is { Type: "StudentEnrollment", State: "active" }).UserId;
        var own = school.Courses.Where(c => !c.AccessRestrictedByDate).SelectMany(c => school.Enrollments(c.Id)).Where(e => e.UserId == user).ToList();
        Ids(await caller.RowsAsync($"users/{user}/enrollments?per_page=2&state[]=active&state[]=completed")).Should().BeEquivalentTo(own.Where(e => e.State is "active" or "completed").Select(e => e.Id));
        (await caller.ObjectAsync($"accounts/1/enrollments/{own[0].Id}"))["user_id"]!.GetValue<long>().Should().Be(user);
    }

    [Fact]
    public async Task FindPeopleByNameLoginAndId()
    {
        var someone = school.User(Enrollments.First(e => e is { Type: "StudentEnrollment", State: "active" }).UserId);
        var here = People(_ => true).Select(school.User).ToList();
        var last = someone.SortableName.Split(',')[0];
        foreach (var list in new[] { "users", "search_users" })
        {
            Ids(await caller.RowsAsync($"{Path}/{list}?per_page=5&search_term={Uri.EscapeDataString(last.ToLowerInvariant())}")).Should()
                .BeEquivalentTo(here.Where(u => u.Name.Contains(last, StringComparison.OrdinalIgnoreCase) || u.SortableName.Contains(last, StringComparison.OrdinalIgnoreCase) || u.LoginId.Contains(last, StringComparison.OrdinalIgnoreCase)).Select(u => u.Id));
            Ids(await caller.RowsAsync($"{Path}/{list}?search_term={someone.Id}")).Should().Contain(someone.Id).And.HaveCountLessThan(5);
            Ids(await caller.RowsAsync($"{Path}/{list}?search_term={someone.LoginId}")).Should().Equal(someone.Id);
        }

        (await caller.GetAsync($"{Path}/users?search_term=x")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task ChoosePeopleByTypeRoleStateAndId()
    {
        Ids(await caller.RowsAsync($"{Path}/students?per_page=100")).Should().BeEquivalentTo(People(e => e.Type == "StudentEnrollment"));
        Ids(await caller.RowsAsync($"{Path}/users?per_page=100&enrollment_type[]=ta&enrollment_type[]=teacher")).Should().BeEquivalentTo(People(e => e.Type is "TaEnrollment" or "TeacherEnrollment"));
        Ids(await caller.RowsAsync($"{Path}/users?per_page=100&enrollment_type=teacher")).Should().BeEquivalentTo(People(e => e.Type is "TeacherEnrollment"));
        Ids(await caller.RowsAsync($"{Path}/users?enrollment_role=Lab+Mentor")).Should().BeEquivalentTo(People(e => e.Role == "Lab Mentor"));
        Ids(await caller.RowsAsync($"{Path}/users?per_page=100&enrollment_state[]=inactive")).Should().BeEquivalentTo(Enrollments.Where(e => e.State == "inactive").Select(e => e.UserId).Distinct());
        var two = People(e => e.Type == "StudentEnrollment").Take(2).ToList();
        Ids(await caller.RowsAsync($"{Path}/users?user_ids[]={two[0]}&user_ids[]={two[1]}&user_ids[]=1")).Should().BeEquivalentTo(two);
        var withTest = Ids(await caller.RowsAsync($"{Path}/users?per_page=100&include[]=test_student"));
        withTest.Should().HaveCount(People(_ => true).Count() + 1);
    }

    [Theory]
    [InlineData("email", "email")]
    [InlineData("sis_id", "sis_user_id")]
    [InlineData("username", "sortable_name")]
    public async Task SortPeople(string sort, string field)
    {
        var up = await caller.RowsAsync($"{Path}/users?per_page=30&include[]=email&sort={sort}");
        up.Select(u => (string?)u[field] ?? "").Should().BeInAscendingOrder(StringComparer.OrdinalIgnoreCase).And.HaveCount(People(_ => true).Count());
        var down = await caller.RowsAsync($"{Path}/users?per_page=30&include[]=email&sort={sort}&order=desc");
        Ids(down).Should().Equal(Ids(up).AsEnumerable().Reverse());
    }

    [Fact]
    public async Task ShowOnePersonWhereThatPersonIs()
    {
        var member = People(e => e.Type == "StudentEnrollment").First();
        var stranger = school.Students.First(s => Enrollments.All(e => e.UserId != s.Id)).Id;
        (await caller.ObjectAsync($"{Path}/users/{member}"))["id"]!.GetValue<long>().Should().Be(member);
        (await caller.GetAsync($"{Path}/users/{stranger}")).Status.Should().Be(HttpStatusCode.NotFound);
        var user = school.User(stranger);
        (await caller.ObjectAsync($"users/{stranger}"))["login_id"]!.GetValue<string>().Should().Be(user.LoginId);
        var bySis = school.Students.First(s => s.SisUserId is not null);
        (await caller.ObjectAsync($"users/sis_user_id:{bySis.SisUserId}/profile"))["id"]!.GetValue<long>().Should().Be(bySis.Id);
        (await caller.GetAsync("users/424242")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ListTheCoursesOfAPersonAndThePeopleOfTheAccount()
    {
        var user = People(e => e is { Type: "StudentEnrollment", State: "active" }).First();
        var expected = school.Courses.Where(c => !c.AccessRestrictedByDate && school.Enrollments(c.Id).Any(e => e.UserId == user && e.State is "active" or "invited" or "completed" && e.UserId == user)).Select(c => c.Id);
        Ids(await caller.RowsAsync($"users/{user}/courses?per_page=2")).Should().BeEquivalentTo(expected);
        var all = Ids(await caller.RowsAsync("accounts/self/users?per_page=100&enrollment_type[]=student"));
        all.Should().BeSubsetOf(school.Students.Select(s => s.Id)).And.OnlyHaveUniqueItems().And.HaveCountGreaterThan(900);
        Ids(await caller.RowsAsync($"accounts/1/users?search_term={user}")).Should().Contain(user);
    }

    [Theory]
    [InlineData("state[]=completed")]
    [InlineData("completed=true")]
    [InlineData("completed=false")]
    [InlineData("published=false")]
    [InlineData("state[]=claimed&state[]=created")]
    [InlineData("enrollment_term_id=2")]
    [InlineData("enrollment_term_id=sis_term_id:T-EARLIER")]
    [InlineData("search_term=BIO")]
    [InlineData("with_enrollments=false")]
    [InlineData("starts_before=2025-12-31")]
    [InlineData("ends_after=2026-03-01T00:00:00Z")]
    [InlineData("state[]=all")]
    [InlineData("nonsense=1")]
    public async Task FilterTheCoursesOfAnAccount(string query)
    {
        var past = school.Terms[1].Id;
        Func<SimulatedCourse, bool> expected = query switch
        {
            "state[]=completed" => c => c.WorkflowState == "completed",
            "completed=true" or "starts_before=2025-12-31" or "enrollment_term_id=2" or "enrollment_term_id=sis_term_id:T-EARLIER" => c => c.TermId == past,
            "completed=false" or "ends_after=2026-03-01T00:00:00Z" => c => c.TermId != past,
            "published=false" or "state[]=claimed&state[]=created" => c => c.WorkflowState == "unpublished",
            "search_term=BIO" => c => c.Name.Contains("Bio", StringComparison.OrdinalIgnoreCase) || c.CourseCode.Contains("BIO", StringComparison.OrdinalIgnoreCase),
            "with_enrollments=false" => c => c.AccessRestrictedByDate,
            _ => _ => true,
        };
        Ids(await caller.RowsAsync($"accounts/self/courses?per_page=3&{query}")).Should().Equal(school.Courses.Where(expected).Select(c => c.Id));
    }

    [Fact]
    public async Task SortTheCoursesOfAnAccount()
    {
        var rows = await caller.RowsAsync("accounts/1/courses?per_page=100&sort=course_name&order=desc&state[]=available&with_enrollments=true");
        rows.Select(r => (string)r["name"]!).Should().BeInDescendingOrder(StringComparer.OrdinalIgnoreCase);
        (await caller.GetAsync("accounts/1/courses?starts_before=soon")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task ServeTheAccountsAndTheirTerms()
    {
        Ids(await caller.RowsAsync("accounts")).Should().Equal(1);
        Ids(await caller.RowsAsync("accounts/self/sub_accounts")).Should().Equal(school.Accounts[1].Id);
        (await caller.ObjectAsync("accounts/sis_account_id:EVENING"))["parent_account_id"]!.GetValue<long>().Should().Be(1);
        Ids(await caller.RowsAsync($"accounts/{school.Accounts[1].Id}/courses?per_page=100")).Should().Equal(school.Courses.Where(c => c.AccountId == school.Accounts[1].Id).Select(c => c.Id));
        var terms = (await caller.ObjectAsync("accounts/1/terms?include[]=course_count"))["enrollment_terms"]!.AsArray();
        terms.Select(t => (long)t!["id"]!).Should().Equal(school.Terms.Select(t => t.Id));
        terms.Sum(t => (int)t!["course_count"]!).Should().Be(school.Courses.Count);
        (await caller.ObjectAsync("accounts/1/terms/2"))["sis_term_id"]!.GetValue<string>().Should().Be("T-EARLIER");
        (await caller.GetAsync("accounts/2/terms")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await caller.ObjectAsync("accounts/1/grading_periods"))["grading_periods"]!.AsArray().Should().NotBeEmpty();
        (await caller.ObjectAsync($"accounts/1/grading_standards/{(long)(await caller.ListAsync("accounts/1/grading_standards"))[0]!["id"]!}")).Should().ContainKey("grading_scheme");
    }

    [Fact]
    public async Task ServeGroupsWithTheirMembers()
    {
        var groups = school.StudentGroups(Course.Id);
        groups.Should().HaveCountGreaterThan(3);
        Ids(await caller.RowsAsync($"{Path}/groups?per_page=2")).Should().Equal(groups.Select(g => g.Id));
        var category = school.GroupCategories(Course.Id).Single().Id;
        Ids(await caller.RowsAsync($"{Path}/group_categories")).Should().Equal(category);
        Ids(await caller.RowsAsync($"group_categories/{category}/groups?per_page=100")).Should().Equal(groups.Select(g => g.Id));
        Ids(await caller.RowsAsync($"groups/{groups[1].Id}/users")).Should().BeEquivalentTo(groups[1].MemberIds);
        (await caller.RowsAsync($"groups/{groups[1].Id}/memberships")).Select(m => (long)m["user_id"]!).Should().Equal(groups[1].MemberIds);
        var free = Ids(await caller.RowsAsync($"group_categories/{category}/users?unassigned=true&per_page=100"));
        free.Should().NotBeEmpty().And.NotIntersectWith(groups.SelectMany(g => g.MemberIds));
        Ids(await caller.RowsAsync($"courses/{school.Courses[1].Id}/groups")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("past")]
    [InlineData("future")]
    [InlineData("undated")]
    [InlineData("upcoming")]
    public async Task SortAssignmentsIntoBuckets(string bucket)
    {
        var now = school.Now;
        Func<DateTimeOffset?, bool> expected = bucket switch
        {
            "past" => due => due < now,
            "future" => due => due is null || due > now,
            "undated" => due => due is null,
            _ => due => due > now && due <= now.AddDays(7),
        };
        var rows = await caller.RowsAsync($"{Path}/assignments?per_page=100&bucket={bucket}");
        var all = await caller.RowsAsync($"{Path}/assignments?per_page=100");
        Ids(rows).Should().Equal(Ids(all.Where(a => expected(a["due_at"]?.GetValue<DateTimeOffset>()))));
        (await caller.GetAsync($"{Path}/assignments?bucket=sometimes")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task SearchAndOrderAssignments()
    {
        var assignments = school.Assignments(Course.Id);
        Ids(await caller.RowsAsync($"{Path}/assignments?search_term=exam&per_page=3")).Should().Equal(assignments.Where(a => a.Name.StartsWith("Exam", StringComparison.Ordinal)).Select(a => a.Id));
        (await caller.RowsAsync($"{Path}/assignments?order_by=name&per_page=100")).Select(a => (string)a["name"]!).Should().BeInAscendingOrder(StringComparer.OrdinalIgnoreCase);
        var group = school.AssignmentGroups(Course.Id)[1].Id;
        Ids(await caller.RowsAsync($"{Path}/assignment_groups/{group}/assignments?per_page=100")).Should().Equal(assignments.Where(a => a.GroupId == group).Select(a => a.Id));
        var one = await caller.ObjectAsync($"{Path}/assignments/{assignments[10].Id}?include[]=all_dates&include[]=assignment_visibility");
        one["all_dates"]!.AsArray().Should().NotBeEmpty();
        one["assignment_visibility"]!.AsArray().Select(n => (long)n!).Should().BeEquivalentTo(school.Submissions(Course.Id).Where(s => s.AssignmentId == assignments[10].Id)
            .Select(s => s.UserId).Where(u => Enrollments.Any(e => e.UserId == u && e is { Type: "StudentEnrollment", State: "active" or "invited" })));
    }

    [Fact]
    public async Task ServeModulesAndItemsOneByOne()
    {
        var module = school.Modules(Course.Id)[1];
        Ids(await caller.RowsAsync($"{Path}/modules?search_term={Uri.EscapeDataString(module.Name)}")).Should().Equal(module.Id);
        (await caller.ObjectAsync($"{Path}/modules/{module.Id}"))["items_count"]!.GetValue<int>().Should().Be(module.Items.Count);
        var item = module.Items.First(i => i.Type == "Assignment");
        var json = await caller.ObjectAsync($"{Path}/modules/{module.Id}/items/{item.Id}?include[]=content_details");
        json["content_details"]!.AsObject().Should().ContainKey("points_possible");
        (await caller.RowsAsync($"{Path}/modules/{module.Id}/assignment_overrides")).Should().BeEmpty();
    }

    [Fact]
    public async Task ServeWhatStandsBehindModuleItems()
    {
        var assignments = school.Assignments(Course.Id);
        Ids(await caller.RowsAsync($"{Path}/quizzes")).Should().Equal(assignments.Where(a => a.QuizId is not null).Select(a => a.QuizId!.Value)).And.NotBeEmpty();
        var topics = await caller.RowsAsync($"{Path}/discussion_topics");
        topics.Select(t => (long)t["assignment_id"]!).Should().Equal(assignments.Where(a => a.SubmissionType == "discussion_topic").Select(a => a.Id)).And.NotBeEmpty();
        foreach (var item in (await caller.RowsAsync($"{Path}/modules?include[]=items")).Where(m => m.ContainsKey("items")).SelectMany(m => m["items"]!.AsArray()).Select(i => i!.AsObject()))
        {
            var path = (string)item["type"]! switch
            {
                "Quiz" => $"quizzes/{(long)item["content_id"]!}",
                "Discussion" => $"discussion_topics/{(long)item["content_id"]!}",
                "Assignment" => $"assignments/{(long)item["content_id"]!}",
                "Page" => $"pages/{(string)item["page_url"]!}",
                _ => "",
            };
            (await caller.GetAsync($"{Path}/{path}")).Status.Should().Be(HttpStatusCode.OK);
        }

        var moved = assignments.First(a => a.Overrides.Count > 0);
        Ids(await caller.RowsAsync($"{Path}/assignments/overrides?assignment_overrides[][id]={moved.Overrides[0].Id}&assignment_overrides[][assignment_id]={moved.Id}")).Should().Equal(moved.Overrides[0].Id);
    }

    [Fact]
    public async Task ShowWhoObservesWhom()
    {
        var observer = Enrollments.First(e => e.Type == "ObserverEnrollment");
        Ids(await caller.RowsAsync($"users/{observer.UserId}/observees")).Should().Equal(observer.AssociatedUserId!.Value);
        Ids(await caller.RowsAsync($"users/{observer.AssociatedUserId}/observers")).Should().Contain(observer.UserId);
    }

    [Fact]
    public async Task ServeSectionsOneByOne()
    {
        var section = school.Sections(Course.Id)[0];
        (await caller.ObjectAsync($"sections/{section.Id}"))["name"]!.GetValue<string>().Should().Be(section.Name);
        (await caller.ObjectAsync($"sections/sis_section_id:{section.SisSectionId}"))["id"]!.GetValue<long>().Should().Be(section.Id);
        var json = await caller.ObjectAsync($"{Path}/sections/{section.Id}?include[]=students");
        json["students"]!.AsArray().Select(s => (long)s!["id"]!).Should().BeEquivalentTo(People(e => e.Type == "StudentEnrollment" && e.SectionId == section.Id));
        (await caller.GetAsync($"courses/{school.Courses[1].Id}/sections/{section.Id}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private IEnumerable<long> People(Func<SimulatedEnrollment, bool> chosen) =>
        Enrollments.Where(e => e.State is "active" or "invited" && !e.IsTestStudent && chosen(e)).Select(e => e.UserId).Distinct();

    private static List<long> Ids(IEnumerable<JsonObject> rows) => [.. rows.Select(r => (long)r["id"]!)];
}

/// <summary>Lists by bookmark move on by the key of the last row that was served.</summary>
public sealed class BookmarksShould : OwnSchool
{
    [Theory]
    [InlineData("enrollments", "user_id")]
    [InlineData("users", "id")]
    public async Task LoseAPersonWhoIsRenamedBehindTheBookmark(string list, string idField)
    {
        var all = await Caller.RowsAsync($"courses/{CourseId}/{list}?per_page=100");
        var last = all.Where(r => list == "users" || (string)r["type"]! == "StudentEnrollment").Select(r => (long)r[idField]!).Last(id => School.Students.Any(s => s.Id == id));
        var page = await Caller.GetAsync($"courses/{CourseId}/{list}?per_page=20");
        var seen = Ids(page);
        School.RenameUser(last, "Ann Aardvark");
        while (page.Link("next") is { } next)
        {
            page = await Caller.GetAsync(next);
            seen.AddRange(Ids(page));
        }

        seen.Should().NotContain(last);
        (await Caller.RowsAsync($"courses/{CourseId}/{list}?per_page=100")).Select(r => (long)r[idField]!).Should().Contain(last);

        List<long> Ids(Answer answer) => [.. JsonNode.Parse(answer.Body)!.AsArray().Select(r => (long)r![idField]!)];
    }

    [Fact]
    public async Task ServeAPersonTwiceWhoIsRenamedAheadOfIt()
    {
        var path = $"courses/{CourseId}/enrollments?type[]=StudentEnrollment&per_page=20";
        var page = await Caller.GetAsync(path);
        var first = (long)JsonNode.Parse(page.Body)!.AsArray()[0]!["user_id"]!;
        School.RenameUser(first, "Zoe Zzyzx");
        List<JsonObject> rest = await Caller.RowsAsync(page.Link("next")!);
        rest.Select(r => (long)r["user_id"]!).Should().Contain(first);
    }
}
