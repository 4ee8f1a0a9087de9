using System.Text.RegularExpressions;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using static CanvasData.Operations.Tests.Facts.FactCourse;

namespace CanvasData.Operations.Tests.Facts;

/// <summary>Installations that send no moment of posting, in every room.</summary>
public sealed partial class PostingFactsShould
{
    private static readonly string Graded =
        $$""","workflow_state":"graded","score":5.0,"grade":"5","graded_at":"{{Day(-5)}}","posted_at":"{{Day(-5)}}","grader_id":9,"submitted_at":"{{Day(-10)}}","attempt":1,"cached_due_date":"{{Day(-9)}}","late":false,"missing":false""";

    private static readonly string Hidden = Moment().Replace(Graded, ",\"posted_at\":null");
    private static readonly string Unspecified = Moment().Replace(Graded, "");

    private static readonly string Upload = $$""","assignment_group_id":7,"grading_type":"points","submission_types":["online_upload"],"due_at":"{{Day(-9)}}" """;

    [Fact]
    public async Task SayTheSameOfGradesThatAreShownAtOnce()
    {
        await using var told = await SyncAsync(Graded);
        await using var untold = await SyncAsync(Unspecified, change: course =>
        {
            for (var i = 0; i < course.Submissions.Count; i++)
            {
                course.Submissions[i] = Moment().Replace(course.Submissions[i], "");
            }
        });

        (await SeenAsync(untold)).Should().BeEquivalentTo(await SeenAsync(told));
        (await untold.RowAsync()).Should().Match<CanvasSubmission>(row => row.PostedAt == null && row.PostedAtUnspecified == true, "no moment is made up");
        (await told.RowAsync()).PostedAtUnspecified.Should().BeNull();
    }

    [Theory]
    [InlineData(",\"post_manually\":true", false)]
    [InlineData(",\"muted\":true", false)]
    [InlineData(",\"muted\":false", true)]
    [InlineData(",\"post_manually\":false,\"muted\":true", true)]
    [InlineData("", true)]
    public async Task GoByWhetherTheAssignmentHidesItsGrades(string assignment, bool isShown)
    {
        await using var course = await SyncAsync(Unspecified, Upload + assignment);

        (await IsShownAsync(course)).Should().Be(isShown);
    }

    [Fact]
    public async Task FollowAnAssignmentThatIsNoLongerMuted()
    {
        await using var course = await SyncAsync(Unspecified, Upload + ",\"muted\":true");

        await course.SyncAgainAsync(canvas => canvas.Assignments[3] = canvas.Assignments[3].Replace("\"muted\":true", "\"muted\":false", StringComparison.Ordinal));

        (await IsShownAsync(course)).Should().BeTrue();
    }

    [Theory]
    [InlineData("hidden", "unspecified", false)]
    [InlineData("unspecified", "hidden", false)]
    [InlineData("unspecified", "posted", true)]
    [InlineData("posted", "unspecified", true)]
    public async Task KeepWhatCanvasSaidOnce(string first, string then, bool isShown)
    {
        await using var course = await SyncAsync(Of(first));

        await course.SyncAgainAsync(canvas => canvas.Submissions[15] = canvas.Submissions[15].Replace(Of(first), Of(then), StringComparison.Ordinal));

        (await IsShownAsync(course)).Should().Be(isShown);

        static string Of(string what) => what switch { "hidden" => Hidden, "posted" => Graded, _ => Unspecified };
    }

    private static async Task<bool> IsShownAsync(FactCourse course)
    {
        var own = (await course.QueryAsync(q => q.ForStudent(Student).StudentGrades().ToListAsync())).Single(one => one.AssignmentId == Assignment).Score is not null;
        var history = (await course.QueryAsync(q => q.ForStudent(Student).ScoreHistory().ToListAsync())).Exists(one => one.AssignmentId == Assignment && one.Score is not null);
        var posted = (await course.QueryAsync(q => q.StudentGrades(Id, Student).ToListAsync())).Single(one => one.AssignmentId == Assignment).PostedAt is not null;
        var audit = (await course.AuditAsync()).Grades;
        var counts = audit[Grading.GradeKind.Current].Percent == audit[Grading.GradeKind.UnpostedCurrent].Percent;
        new[] { own, history, posted, counts }.Distinct().Should().ContainSingle("one fact is one fact: own {0}, history {1}, staff's {2}, audit {3}", own, history, posted, counts);
        return own;
    }

    private static async Task<object> SeenAsync(FactCourse course) => new
    {
        Own = (await course.QueryAsync(q => q.ForStudent(Student).StudentGrades().ToListAsync())).Select(one => (one.AssignmentId, one.Score, one.Percentage, one.PostedAt)).ToList(),
        History = (await course.QueryAsync(q => q.ForStudent(Student).ScoreHistory().ToListAsync())).Select(one => (one.AssignmentId, one.Score)).ToList(),
        Audit = (await course.AuditAsync()).Grades.Current.Percent,
        Insights = (await course.AnalyzeAsync(a => a.GenerateStudentInsightsAsync(Student, Now))).Courses.Single().Insights.Select(one => one.Text).ToList(),
        Teacher = (await course.AnalyzeAsync(a => a.GeneratePerformanceInsightsAsync(Id, Now))).Insights.Select(one => one.Text).ToList(),
    };

    [GeneratedRegex(",\"posted_at\":\"[^\"]*\"")]
    private static partial Regex Moment();
}
