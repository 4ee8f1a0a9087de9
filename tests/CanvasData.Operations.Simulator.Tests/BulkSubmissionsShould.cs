using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>The arguments of the bulk list of submissions.</summary>
public sealed class BulkSubmissionsShould(SharedSchool shared) : IClassFixture<SharedSchool>
{
    private readonly Caller caller = shared.Caller;
    private readonly List<SimulatedSubmission> known = [.. shared.School.Submissions(shared.School.Courses[0].Id)];

    private long Course => shared.School.Courses[0].Id;

    private string Path => $"courses/{Course}/students/submissions?per_page=100";

    private string All => Path + "&student_ids[]=all";

    [Fact]
    public async Task BeTheCallersOwnWhenNoStudentIsNamed() => (await caller.RowsAsync(Path)).Should().BeEmpty();

    [Fact]
    public async Task CoverNamedStudents()
    {
        var users = known.Select(s => s.UserId).Distinct().Take(2).ToList();
        (await Ids($"{Path}&student_ids[]={users[0]}&student_ids[]={users[1]}")).Should().Equal(known.Where(s => users.Contains(s.UserId)).Select(s => s.Id));
    }

    [Fact]
    public async Task RefuseMoreThanAHundredStudents()
    {
        var answer = await caller.GetAsync(Path + string.Concat(Enumerable.Range(0, 101).Select(i => $"&student_ids[]={i}")));
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Body.Should().Be("""{"error":"too many students"}""");
    }

    [Fact]
    public async Task RefuseTheWholeCallForOneStrangerOrOneUnknownAssignment()
    {
        (await caller.GetAsync($"{Path}&student_ids[]={known[0].UserId}&student_ids[]=1")).Status.Should().Be(HttpStatusCode.Forbidden);
        var answer = await caller.GetAsync($"{All}&assignment_ids[]={known[0].AssignmentId}&assignment_ids[]=1");
        answer.Status.Should().Be(HttpStatusCode.Forbidden);
        answer.Body.Should().Be("""{"error":"invalid assignment ids requested"}""");
        var draft = shared.School.Assignments(Course).Single(a => a.WorkflowState == "unpublished");
        (await caller.GetAsync($"{All}&assignment_ids[]={draft.Id}")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task CoverNamedAssignments()
    {
        var assignment = known[^1].AssignmentId;
        (await Ids($"{All}&assignment_ids[]={assignment}")).Should().Equal(known.Where(s => s.AssignmentId == assignment).Select(s => s.Id));
    }

    [Theory]
    [InlineData("graded_since")]
    [InlineData("submitted_since")]
    public async Task TakeOnlyWhatIsStrictlyLater(string argument)
    {
        Func<SimulatedSubmission, DateTimeOffset?> time = argument == "graded_since" ? s => s.GradedAt : s => s.SubmittedAt;
        var at = known.Select(time).Where(t => t is not null).Order().ElementAt(known.Count(s => time(s) is not null) / 2)!.Value;
        var since = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        (await Ids($"{All}&{argument}={since}Z")).Should().NotBeEmpty().And.Equal(known.Where(s => time(s) > at).Select(s => s.Id));
        (await Ids($"{All}&{argument}={since}%2B00:00")).Should().HaveCount(known.Count(s => time(s) > at));
        var justBefore = at.AddSeconds(-1).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        (await Ids($"{All}&{argument}={justBefore}.500Z")).Should().HaveCount(known.Count(s => time(s) >= at));
    }

    [Theory]
    [InlineData("2026-03-01")]
    [InlineData("yesterday")]
    [InlineData("2026-03-01 08:00:00")]
    [InlineData("2026-02-31T08:00:00Z")]
    [InlineData("2026-03-01T08:00:00+01:00")]
    public async Task RefuseATimeThatIsNotIso8601(string time)
    {
        var answer = await caller.GetAsync($"{All}&graded_since={time}");
        answer.Status.Should().Be(HttpStatusCode.BadRequest, "an unescaped plus is a blank");
        answer.Json.GetProperty("errors").GetProperty("graded_since").GetString().Should().StartWith("Invalid datetime");
    }

    [Fact]
    public async Task FilterByStateAndPeriod()
    {
        (await Ids($"{All}&workflow_state=submitted")).Should().NotBeEmpty().And.Equal(known.Where(s => s.WorkflowState == "submitted").Select(s => s.Id));
        var period = shared.School.GradingPeriods(Course)[1].Id;
        (await Ids($"{All}&grading_period_id={period}")).Should().Equal(known.Where(s => s.GradingPeriodId == period).Select(s => s.Id));
        var concluded = shared.School.Enrollments(Course).Where(e => e.State == "completed").Select(e => e.UserId).ToHashSet();
        (await Ids($"{All}&enrollment_state=concluded")).Should().NotBeEmpty().And.Equal(known.Where(s => concluded.Contains(s.UserId)).Select(s => s.Id));
    }

    [Fact]
    public async Task OrderByTimeOfGradingAndBackwards()
    {
        (await Ids($"{All}&order_direction=descending")).Should().Equal(known.Select(s => s.Id).Reverse());
        (await caller.RowsAsync($"{All}&order=graded_at&graded_since=2020-01-01T00:00:00Z")).Select(s => s["graded_at"]!.GetValue<string>()).Should().BeInAscendingOrder();
    }

    [Theory]
    [InlineData("grouped=1")]
    [InlineData("grouped=false")]
    public async Task PageOverStudentsWheneverGroupedIsThere(string grouped)
    {
        var groups = await caller.RowsAsync($"{All.Replace("per_page=100", "per_page=20")}&{grouped}&include[]=total_scores");
        groups.Select(g => g["user_id"]!.GetValue<long>()).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        groups.SelectMany(g => g["submissions"]!.AsArray()).Select(s => s!["id"]!.GetValue<long>()).Order().Should().Equal(known.Select(s => s.Id));
        groups.Should().OnlyContain(g => g.ContainsKey("section_id") && g.ContainsKey("computed_current_score") && g.ContainsKey("unposted_final_score"));
    }

    [Fact]
    public async Task ListStudentsWithoutAMatchWithAnEmptyList() =>
        (await caller.RowsAsync($"{All}&grouped=1&workflow_state=pending_review")).Should().Contain(g => g["submissions"]!.AsArray().Count == 0);

    [Fact]
    public async Task LeaveFieldsOut()
    {
        (await caller.RowsAsync($"{All}&response_fields[]=id&response_fields[]=score"))[0].Select(p => p.Key).Should().Equal("id", "score");
        var without = (await caller.RowsAsync($"{All}&exclude_response_fields[]=attachments&exclude_response_fields[]=id")).ToList();
        without.Should().OnlyContain(s => !s.ContainsKey("attachments") && !s.ContainsKey("id") && s.ContainsKey("score"));
        (await caller.RowsAsync(All)).Should().Contain(s => s.ContainsKey("attachments"));
    }

    [Fact]
    public async Task AgreeWithTheListsOfOneAssignmentOneSectionAndOneStudent()
    {
        var one = known[known.Count / 2];
        (await Ids($"courses/{Course}/assignments/{one.AssignmentId}/submissions?per_page=100"))
            .Should().BeEquivalentTo(known.Where(s => s.AssignmentId == one.AssignmentId).Select(s => s.Id));
        (await caller.ObjectAsync($"courses/{Course}/assignments/{one.AssignmentId}/submissions/{one.UserId}"))["id"]!.GetValue<long>().Should().Be(one.Id);
        (await caller.GetAsync($"courses/{Course}/assignments/{one.AssignmentId}/submissions/1")).Status.Should().Be(HttpStatusCode.NotFound);
        var section = shared.School.Sections(Course)[2].Id;
        var there = shared.School.Enrollments(Course).Where(e => e.SectionId == section && e.IsStudent).Select(e => e.UserId).ToHashSet();
        (await Ids($"sections/{section}/students/submissions?student_ids[]=all&per_page=100")).Should().Equal(known.Where(s => there.Contains(s.UserId)).Select(s => s.Id));
        (await caller.RowsAsync($"sections/{section}/enrollments")).Should().HaveCount(there.Count);
    }

    private async Task<List<long>> Ids(string path) => (await caller.RowsAsync(path)).ConvertAll(s => ((JsonNode)s["id"]!).GetValue<long>());
}
